#ifndef CLESSONRUNTIME_H
#define CLESSONRUNTIME_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Installs the signal handlers of this process. Call it once, before any thread starts.
///
/// A crash writes one line of JSON to `events`, an event of LessonDisplay's stream, and the process ends. Returns
/// false, with `errno` set, if a handler cannot be installed.
bool crash_reporter_install(int events);

/// Selects the object whose frames are reported: the one that contains `address`.
void crash_reporter_watch_object(const void *address);

/// Sets the function that is called, on the thread concerned, when a Swift error reaches the top level; it must not
/// return.
void crash_reporter_set_uncaught(void (*handler)(const void *error));

/// Runs `body` on a separate thread. A crash of that thread is reported but does not end the process: the thread is
/// parked forever. Returns whether `body` returned.
bool crash_reporter_run_expecting_crash(void (*body)(void *context), void *context);

/// Writes the frames of the watched object at the `throw` of a Swift error, innermost first, as offsets into the
/// object. Returns the number of frames written.
size_t crash_reporter_frames_of_error(const void *error, uint64_t *frames, size_t capacity);

/// Writes the frames of the watched object above the caller, in the same form.
size_t crash_reporter_frames_here(uint64_t *frames, size_t capacity);

// lesson-host puts these in front of functions with the same names without the prefix. Nothing else calls them.

/// Opens a file like the C library, except for the states of threads; see `lesson_answer_thread_states`.
int lesson_open(const char *path, int flags, mode_t mode);

/// Starts a thread like the C library, and reports an overflow of its stack.
int lesson_pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                          void *(*routine)(void *), void *restrict argument);

/// Reports an error that reached the top level of the lesson; Swift's runtime would not report the line.
_Noreturn void lesson_error_in_main(const void *error);

/// Answers Dispatch's queries of this process's thread states from now on. Without them Dispatch traps, and a confined
/// process cannot read them in `/proc`.
void lesson_answer_thread_states(void);

/// Makes standard output buffer lines and not blocks. Call it before anything is printed.
void lesson_print_by_lines(void);

#endif
