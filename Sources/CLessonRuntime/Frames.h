#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The watched object's frames in a handler's `context`, innermost first, as offsets into the object.
size_t frames_of_context(void *context, uint64_t *frames, size_t capacity);

/// Whether a fault at `address` is that of a stack without room.
bool frames_is_overflow(const void *address, void *context);

/// From now on the frames of every Swift `throw` are remembered for a while.
void frames_watch_errors(void);

#endif
