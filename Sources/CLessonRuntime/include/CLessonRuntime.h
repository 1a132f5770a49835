#ifndef CLESSONRUNTIME_H
#define CLESSONRUNTIME_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Installs the handlers of this process. Call it once, before any thread starts.
///
/// A crash becomes one line of JSON on `events`, an event of LessonDisplay's stream, and the process ends. False, with
/// `errno`, if a handler cannot be installed.
bool crash_reporter_install(int events);

/// Names the object whose frames are reported: the one that holds `address`.
void crash_reporter_watch_object(const void *address);

/// Sets what is called, on the thread concerned, when a Swift error reaches the top level; it must not return.
void crash_reporter_set_uncaught(void (*handler)(const void *error));

/// Runs `body` on a thread of its own, whose crash is reported but does not end the process: the thread is parked for
/// good. Returns whether `body` returned.
bool crash_reporter_run_expecting_crash(void (*body)(void *context), void *context);

/// The frames of the watched object at the `throw` of a Swift error, innermost first, as offsets into the object.
/// Returns how many were written.
size_t crash_reporter_frames_of_error(const void *error, uint64_t *frames, size_t capacity);

/// The frames of the watched object above the caller, as above.
size_t crash_reporter_frames_here(uint64_t *frames, size_t capacity);

// What lesson-host puts before functions of the same names without the prefix. Elsewhere nothing calls them.

/// Opens a file, as the C library does, but for the states of threads; see `lesson_answer_thread_states`.
int lesson_open(const char *path, int flags, mode_t mode);

/// Starts a thread, as the C library does, whose overflowing stack is reported.
int lesson_pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                          void *(*routine)(void *), void *restrict argument);

/// Reports an error that reached the top level of the lesson; Swift's runtime would name no line.
_Noreturn void lesson_error_in_main(const void *error);

/// Tells Dispatch the states of this process's threads from now on. Without them it traps, and once the process is confined
/// it cannot read them below `/proc`.
void lesson_answer_thread_states(void);

#endif
