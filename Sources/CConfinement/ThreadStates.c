#define _GNU_SOURCE
#include "CConfinement.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/// The folder of this process's threads. Landlock's rule for it holds while it is open.
static int tasks = -1;

bool confinement_keep_thread_states(void) {
  tasks = open("/proc/self/task", O_PATH | O_DIRECTORY | O_CLOEXEC);
  return tasks >= 0;
}

/// Reads "/proc/N/stat" as "N/stat", to be looked up among the threads of this process.
static const char *thread_state(const char *path) {
  static const char prefix[] = "/proc/";
  if (tasks < 0 || strncmp(path, prefix, sizeof prefix - 1) != 0) return NULL;
  const char *number = path + sizeof prefix - 1;
  size_t digits = strspn(number, "0123456789");
  return digits && strcmp(number + digits, "/stat") == 0 ? number : NULL;
}

typedef int open_function(const char *, int, ...);

/// Stands before the C library's own: Dispatch asks for "/proc/N/stat" of its threads, which Landlock cannot allow
/// by that name.
__attribute__((visibility("default"))) int open(const char *path, int flags, ...) {
  static open_function *next;
  if (!next) next = (open_function *)dlsym(RTLD_NEXT, "open");
  const char *state = thread_state(path);
  if (state) return openat(tasks, state, flags);
  if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE) return next(path, flags);
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = va_arg(arguments, mode_t);
  va_end(arguments);
  return next(path, flags, mode);
}
