#ifndef THREADS_H
#define THREADS_H

#include <stdbool.h>
#include <stdint.h>

/// From now on every thread gets an alternate stack for its handlers, so that overflowing its own is reported.
void threads_watch(void);

/// The calling thread's stack, lowest address first; false when it is not known.
bool threads_stack(uintptr_t *low, uintptr_t *high);

#endif
