#define _GNU_SOURCE
#include "CFolders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_dots(const char *name) { return strcmp(name, ".") == 0 || strcmp(name, "..") == 0; }

/// Lets the owner into a folder that was made without the right to enter, read or change it.
static void permit(int folder, const char *name) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode))
    (void)!fchmodat(folder, name, 0700, 0);
}

static DIR *open_folder(int parent, const char *name) {
  int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0) return NULL;
  DIR *entries = fdopendir(folder);
  if (!entries) close(folder);
  return entries;
}

/// Moves a folder to the top, under a name that is free there.
static bool move_to_top(int top, int folder, const char *name) {
  static const int most_tries = 100000;
  static atomic_ulong counter;
  for (int tries = 0; tries < most_tries; tries++) {
    char fresh[40];
    snprintf(fresh, sizeof fresh, ".removed-%lu", atomic_fetch_add(&counter, 1));
    if (renameat(folder, name, top, fresh) == 0) return true;
    // A folder that has a name already is only replaced when it is empty, which is as well.
    if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR) return false;
  }
  return false;
}

/// Removes what is in a folder below the top. Folders in it are moved to the top.
static int empty(int top, const char *name) {
  permit(top, name);
  DIR *entries = open_folder(top, name);
  if (!entries) return errno;
  int folder = dirfd(entries), problem = 0;
  struct dirent *entry;
  while ((entry = readdir(entries))) {
    if (is_dots(entry->d_name) || unlinkat(folder, entry->d_name, 0) == 0) continue;
    if (errno == EISDIR) {
      if (unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0) continue;
      // Moving a folder changes its "..", which its own rights must allow.
      permit(folder, entry->d_name);
      if (move_to_top(top, folder, entry->d_name)) continue;
    }
    if (!problem) problem = errno;
  }
  closedir(entries);
  return problem;
}

static int remove_entry(int top, const char *name) {
  if (unlinkat(top, name, 0) == 0) return 0;
  if (errno != EISDIR) return errno;
  if (unlinkat(top, name, AT_REMOVEDIR) == 0) return 0;
  int problem = empty(top, name);
  if (unlinkat(top, name, AT_REMOVEDIR) == 0) return 0;
  return problem ? problem : errno;
}

int remove_contents(int folder) {
  while (true) {
    DIR *entries = open_folder(folder, ".");
    if (!entries) return errno;
    int problem = 0;
    bool has_removed = false, has_entries = false;
    struct dirent *entry;
    while ((entry = readdir(entries))) {
      if (is_dots(entry->d_name)) continue;
      has_entries = true;
      int found = remove_entry(folder, entry->d_name);
      if (!found) has_removed = true;
      if (found && !problem) problem = found;
    }
    closedir(entries);
    // What was moved here during the pass is removed by the next one.
    if (!has_entries) return 0;
    if (!has_removed) return problem;
  }
}
