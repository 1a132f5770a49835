#define _GNU_SOURCE
#include "CLessonRuntime.h"
#include "Frames.h"
#include "Threads.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Everything that a handler calls is async-signal-safe, but for the flush of stdout, which a second fault gives up.

static int event_descriptor = -1;
static sem_t body_ended;
static atomic_bool expects_crash;
static atomic_bool body_returned;
static atomic_int reports;

// MARK: - One line of JSON without allocation

struct line {
  char text[2048];
  size_t length;
};

static void add(struct line *line, const char *text) {
  size_t length = strlen(text);
  if (line->length + length > sizeof line->text) return;
  memcpy(line->text + line->length, text, length);
  line->length += length;
}

static void add_number(struct line *line, uint64_t number) {
  char digits[24];
  size_t at = sizeof digits - 1;
  digits[at] = 0;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  add(line, digits + at);
}

static uint64_t file_size(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 ? (uint64_t)status.st_size : 0;
}

static void report(int signal, bool expected, bool overflow, const uint64_t *frames, size_t count) {
  struct line line = {.length = 0};
  add(&line, "{\"err\":");
  add_number(&line, file_size(STDERR_FILENO));
  add(&line, ",\"event\":{\"crashed\":{\"_0\":{\"frames\":[");
  for (size_t i = 0; i < count; i++) {
    if (i) add(&line, ",");
    add_number(&line, frames[i]);
  }
  add(&line, "],\"isExpected\":");
  add(&line, expected ? "true" : "false");
  add(&line, ",\"isStackOverflow\":");
  add(&line, overflow ? "true" : "false");
  add(&line, ",\"signal\":");
  add_number(&line, (uint64_t)signal);
  add(&line, "}}},\"out\":");
  add_number(&line, file_size(STDOUT_FILENO));
  add(&line, "}\n");
  for (size_t written = 0; written < line.length;) {
    ssize_t count = write(event_descriptor, line.text + written, line.length - written);
    if (count < 0 && errno != EINTR) break;
    if (count > 0) written += (size_t)count;
  }
}

// MARK: - Signals

/// Whether a limit ended the lesson, rather than its code.
static bool is_limit(int signal) { return signal == SIGQUIT || signal == SIGXCPU || signal == SIGXFSZ; }

static void park(void) {
  sem_post(&body_ended);
  for (;;) pause();
}

static void handle(int signal, siginfo_t *info, void *context) {
  static _Thread_local int depth;
  depth++;
  bool overflow = (signal == SIGSEGV || signal == SIGBUS) && frames_is_overflow(info->si_addr, context);
  bool expected = !is_limit(signal) && atomic_load(&expects_crash);
  if (depth > 1) {
    // The fault was ours: say what is known and end.
    report(signal, false, overflow, NULL, 0);
    _exit(128 + signal);
  }
  if (!expected && atomic_fetch_add(&reports, 1) > 0) {
    for (;;) pause();
  }
  // A file that is full would raise the signal again.
  if (signal != SIGXFSZ && ftrylockfile(stdout) == 0) {
    fflush_unlocked(stdout);
    funlockfile(stdout);
  }
  uint64_t frames[32];
  size_t count = frames_of_context(context, frames, 32);
  report(signal, expected, overflow, frames, count);
  if (expected) park();
  _exit(128 + signal);
}

bool crash_reporter_install(int events) {
  event_descriptor = events;
  // A trap loses what a larger buffer holds.
  if (setvbuf(stdout, NULL, _IOLBF, 0) != 0 || sem_init(&body_ended, 0, 0) != 0) return false;
  threads_watch();
  frames_watch_errors();
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS, SIGQUIT, SIGXCPU, SIGXFSZ};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    if (sigaction(signals[i], &action, NULL) != 0) return false;
  return true;
}

// MARK: - Errors that nothing catches

static void (*uncaught)(const void *);

void crash_reporter_set_uncaught(void (*handler)(const void *)) { uncaught = handler; }

_Noreturn void lesson_error_in_main(const void *error) {
  if (uncaught) uncaught(error);
  abort();
}

// MARK: - Crashes that are meant

struct body {
  void (*function)(void *);
  void *context;
};

static void *run_body(void *argument) {
  struct body body = *(struct body *)argument;
  body.function(body.context);
  atomic_store(&body_returned, true);
  sem_post(&body_ended);
  return NULL;
}

bool crash_reporter_run_expecting_crash(void (*function)(void *), void *context) {
  struct body body = {function, context};
  pthread_attr_t attributes;
  // These fail for a size or a state that does not exist alone.
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 8u << 20);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  atomic_store(&body_returned, false);
  atomic_store(&expects_crash, true);
  pthread_t thread;
  if (pthread_create(&thread, &attributes, run_body, &body) != 0) {
    function(context);
    atomic_store(&body_returned, true);
  } else {
    while (sem_wait(&body_ended) != 0 && errno == EINTR) {
    }
  }
  pthread_attr_destroy(&attributes);
  atomic_store(&expects_crash, false);
  return atomic_load(&body_returned);
}
