#define _GNU_SOURCE
#include "CConfinement.h"
#include "CFolders.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's interface, as headers of 2023 do not have it whole: linux/landlock.h.

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { create_ruleset_version = 1, rule_path_beneath = 1 };

enum {
  fs_execute = 1 << 0,
  fs_write_file = 1 << 1,
  fs_read_file = 1 << 2,
  fs_read_dir = 1 << 3,
  fs_remove_dir = 1 << 4,
  fs_remove_file = 1 << 5,
  fs_make_dir = 1 << 7,
  fs_make_reg = 1 << 8,
  fs_refer = 1 << 13,
  fs_truncate = 1 << 14,
};

struct ruleset {
  uint64_t files, network, scopes;
};

struct path_rule {
  uint64_t access;
  int32_t parent;
} __attribute__((packed));

/// All rights that a version knows: what is not handled is not denied.
static struct ruleset everything(int version) {
  const int bits = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
  return (struct ruleset){
      .files = ((uint64_t)1 << bits) - 1, .network = version >= 4 ? 3 : 0, .scopes = version >= 6 ? 3 : 0};
}

static size_t size_of_ruleset(int version) { return version >= 6 ? 24 : version >= 4 ? 16 : 8; }

int confinement_landlock_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, create_ruleset_version);
  return version > 0 ? (int)version : 0;
}

static uint64_t rights(unsigned access) {
  uint64_t rights = 0;
  if (access & CONFINEMENT_READ_FILES) rights |= fs_read_file;
  if (access & CONFINEMENT_LIST_FOLDERS) rights |= fs_read_dir;
  if (access & CONFINEMENT_WRITE_FILES) rights |= fs_write_file | fs_truncate;
  if (access & CONFINEMENT_CHANGE_FOLDERS)
    rights |= fs_remove_dir | fs_remove_file | fs_make_dir | fs_make_reg | fs_refer;
  if (access & CONFINEMENT_EXECUTE) rights |= fs_execute;
  return rights;
}

/// Opens a path as its rule is meant: a link in a checkout must not widen what a lesson can read.
static int open_path(const struct confinement_path *path) {
  if (!path->refuses_links) return open(path->path, O_PATH | O_CLOEXEC);
  int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) return -1;
  int opened = open_beneath(root, path->path + (path->path[0] == '/'), O_PATH | O_CLOEXEC, 0);
  int problem = errno;
  close(root);
  errno = problem;
  return opened;
}

static bool add(int ruleset, const struct confinement_path *path, uint64_t handled) {
  int parent = open_path(path);
  // What this process cannot reach itself needs no rule.
  if (parent < 0) return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
  struct path_rule rule = {.access = rights(path->access) & handled, .parent = parent};
  struct stat status;
  // The rights of folders are refused for files.
  if (fstat(parent, &status) == 0 && !S_ISDIR(status.st_mode))
    rule.access &= fs_execute | fs_write_file | fs_read_file | fs_truncate;
  bool added = rule.access == 0 || syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) == 0;
  close(parent);
  return added;
}

bool confine_files(const struct confinement_path *paths, size_t count) {
  int version = confinement_landlock_version();
  struct ruleset all = everything(version);
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, size_of_ruleset(version), 0);
  if (ruleset < 0) return false;
  bool done = true;
  for (size_t i = 0; i < count && done; i++) done = add(ruleset, &paths[i], all.files);
  done = done && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return done;
}

bool confinement_hold(const char *path) { return open(path, O_PATH) >= 0; }
