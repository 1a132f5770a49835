#define _GNU_SOURCE
#include "CFolders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/openat2.h, which older headers lack. The number of the call is the same on all architectures.
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

struct how {
  uint64_t flags, mode, resolve;
};

enum { no_magic_links = 0x02, no_links = 0x04, beneath = 0x08 };

int open_beneath(int folder, const char *path, int flags, unsigned mode) {
  struct how how = {
      .flags = (uint64_t)(unsigned)flags,
      // The kernel refuses a mode where no file is made.
      .mode = flags & O_CREAT ? mode : 0,
      .resolve = no_magic_links | no_links | beneath,
  };
  int file;
  // The kernel could not tell whether a ".." led out, because a folder was moved meanwhile.
  for (int tries = 0; tries < 100; tries++) {
    file = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (file >= 0 || errno != EAGAIN) break;
  }
  // Containers with an old filter of system calls answer EPERM, which openat2 itself gives for few files only.
  if (file < 0 && (errno == ENOSYS || errno == EPERM)) return open_beneath_by_steps(folder, path, flags, mode);
  return file;
}

static bool is_link(int folder, const char *name) {
  struct stat status;
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

/// Opens one name in a folder.
static int open_name(int folder, const char *name, int flags, unsigned mode) {
  if (strcmp(name, "..") == 0) {
    errno = EXDEV;
    return -1;
  }
  int file = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
  int problem = errno;
  // With O_DIRECTORY a link is "not a folder", and with O_PATH the link itself is opened.
  if ((file < 0 && problem == ENOTDIR) || (file >= 0 && flags & O_PATH)) {
    if (is_link(folder, name)) {
      if (file >= 0) close(file);
      errno = ELOOP;
      return -1;
    }
  }
  errno = problem;
  return file;
}

int open_beneath_by_steps(int folder, const char *path, int flags, unsigned mode) {
  char name[256];
  int current = folder, next = -1;
  if (path[0] == '/' || path[0] == 0) {
    errno = path[0] ? EXDEV : ENOENT;
    return -1;
  }
  while (true) {
    path += strspn(path, "/");
    size_t length = strcspn(path, "/");
    const char *rest = path + length + strspn(path + length, "/");
    if (length >= sizeof name) {
      errno = ENAMETOOLONG;
      next = -1;
    } else {
      memcpy(name, length ? path : ".", length ? length : 1);
      name[length ? length : 1] = 0;
      next = *rest ? open_name(current, name, O_PATH | O_DIRECTORY, 0) : open_name(current, name, flags, mode);
    }
    int problem = errno;
    if (current != folder) close(current);
    errno = problem;
    if (next < 0 || !*rest) return next;
    current = next;
    path = rest;
  }
}

int path_only_flag(void) { return O_PATH; }

int unnamed_file_flag(void) { return O_TMPFILE & ~O_DIRECTORY; }
