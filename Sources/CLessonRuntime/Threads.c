#define _GNU_SOURCE
#include "CLessonRuntime.h"
#include "Threads.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>

static const size_t handler_stack_size = 256 << 10;

static bool is_watching;
static _Thread_local uintptr_t stack_low, stack_high;

static void note_stack(void) {
  pthread_attr_t attributes;
  void *base;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  if (pthread_attr_getstack(&attributes, &base, &size) == 0) {
    stack_low = (uintptr_t)base;
    stack_high = stack_low + size;
  }
  pthread_attr_destroy(&attributes);
}

bool threads_stack(uintptr_t *low, uintptr_t *high) {
  *low = stack_low;
  *high = stack_high;
  return stack_high != 0;
}

/// Null if there is none: what overflows this thread's stack then ends the process without a report.
static void *use_handler_stack(void) {
  void *memory =
      mmap(NULL, handler_stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  stack_t stack = {.ss_sp = memory, .ss_size = handler_stack_size};
  if (sigaltstack(&stack, NULL) == 0) return memory;
  munmap(memory, handler_stack_size);
  return NULL;
}

void threads_watch(void) {
  is_watching = true;
  note_stack();
  use_handler_stack();
}

struct start {
  void *(*routine)(void *);
  void *argument;
};

static void leave_handler_stack(void *memory) {
  if (!memory) return;
  stack_t none = {.ss_flags = SS_DISABLE};
  // A stack that is still in use stays.
  if (sigaltstack(&none, NULL) == 0) munmap(memory, handler_stack_size);
}

static void *run(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  note_stack();
  void *memory = use_handler_stack();
  void *result;
  pthread_cleanup_push(leave_handler_stack, memory);
  result = start.routine(start.argument);
  pthread_cleanup_pop(1);
  return result;
}

typedef int create_function(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

int lesson_pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                          void *(*routine)(void *), void *restrict argument) {
  static create_function *create;
  if (!create) create = (create_function *)dlsym(RTLD_NEXT, "pthread_create");
  struct start *start = is_watching ? malloc(sizeof *start) : NULL;
  if (!start) return create(thread, attributes, routine, argument);
  *start = (struct start){routine, argument};
  int result = create(thread, attributes, run, start);
  if (result != 0) free(start);
  return result;
}
