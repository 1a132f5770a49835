#define _GNU_SOURCE
#include "CLessonRuntime.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Dispatch reads "/proc/N/stat" of its threads once a second, to start another when those that there are wait. A rule of
// Landlock for these files would open all of /proc/self/task, where the network, mounts and control groups of the machine
// can be read too. So we answer ourselves: a thread runs if its processor time has grown since the last question.

static bool is_answering;

enum { most_threads = 512 };

/// The threads that were asked for, with their processor time then.
static struct {
  pid_t thread;
  struct timespec used;
} known[most_threads];
static size_t known_count;
static pthread_mutex_t known_lock = PTHREAD_MUTEX_INITIALIZER;

void lesson_answer_thread_states(void) { is_answering = true; }

/// The number in "/proc/N/stat"; 0 for other paths.
static pid_t thread_in(const char *path) {
  static const char prefix[] = "/proc/";
  if (!is_answering || strncmp(path, prefix, sizeof prefix - 1) != 0) return 0;
  char *end;
  long number = strtol(path + sizeof prefix - 1, &end, 10);
  return number > 0 && number <= 1 << 22 && strcmp(end, "/stat") == 0 ? (pid_t)number : 0;
}

/// The kernel's name of a thread's clock: CPUCLOCK_SCHED with CPUCLOCK_PERTHREAD_MASK, as in its posix-timers.h. It gives
/// those of threads of the same process only.
static clockid_t clock_of(pid_t thread) { return (clockid_t)(~(unsigned)thread << 3 | 6); }

static bool has_run(pid_t thread, struct timespec used) {
  pthread_mutex_lock(&known_lock);
  size_t i = 0;
  while (i < known_count && known[i].thread != thread) i++;
  bool is_known = i < known_count;
  bool has_run = !is_known || known[i].used.tv_sec != used.tv_sec || known[i].used.tv_nsec != used.tv_nsec;
  // With more threads than a lesson may have, those that ended are forgotten.
  if (!is_known && known_count == most_threads) i = known_count = 0;
  if (!is_known) known_count++;
  known[i].thread = thread;
  known[i].used = used;
  pthread_mutex_unlock(&known_lock);
  return has_run;
}

/// A descriptor from which the beginning of a thread's "stat" can be read.
static int answer(pid_t thread) {
  struct timespec used;
  if (clock_gettime(clock_of(thread), &used) != 0) return -1;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  dprintf(ends[1], "%d (lesson) %c 0\n", thread, has_run(thread, used) ? 'R' : 'S');
  close(ends[1]);
  return ends[0];
}

int lesson_open(const char *path, int flags, mode_t mode) {
  static int (*next)(const char *, int, ...);
  if (!next) next = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  pid_t thread = thread_in(path);
  if (thread) {
    int descriptor = answer(thread);
    if (descriptor >= 0) return descriptor;
  }
  return next(path, flags, mode);
}
