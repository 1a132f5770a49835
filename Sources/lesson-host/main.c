#define _GNU_SOURCE
#include "CLessonRuntime.h"

#include <fcntl.h>
#include <stdarg.h>

// This file is C, and all that it defines is here, because the build system links the libraries of this executable into the
// runner too, which depends on it to have it built. The functions below must stand in a lesson's process only.

/// `LessonHost.run`.
extern _Noreturn void lesson_host_run(int count, char **arguments);

int main(int count, char **arguments) { lesson_host_run(count, arguments); }

#define STANDS_BEFORE_LIBRARIES __attribute__((visibility("default")))

/// Before the C library's: Dispatch opens files with it.
STANDS_BEFORE_LIBRARIES int open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  return lesson_open(path, flags, mode);
}

/// Before the C library's: threads of Dispatch, of Swift's tasks and of the engine come through here.
STANDS_BEFORE_LIBRARIES int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                                           void *(*routine)(void *), void *restrict argument) {
  return lesson_pthread_create(thread, attributes, routine, argument);
}

/// Before that of Swift's runtime.
STANDS_BEFORE_LIBRARIES _Noreturn void swift_errorInMain(const void *error) { lesson_error_in_main(error); }
