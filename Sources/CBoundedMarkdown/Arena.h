#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>

/// Memory for one document: taken piece by piece, used again when it is given back, and gone as a whole.
///
/// An arena holds no lock and nothing outside itself, so it can be left in the middle of any of its functions if nothing
/// but `arena_close` follows.
struct arena;

/// An arena of so many bytes; `NULL` when the system has no room for it. Pages that are never used cost nothing.
///
/// - Parameter is_large: Whether megabytes of it will be used, for which large pages take less time.
struct arena *arena_open(size_t bytes, bool is_large);

void arena_close(struct arena *arena);

/// Zeroed memory; `NULL` when the arena is full.
void *arena_take(struct arena *arena, size_t bytes);

/// The same bytes with room for more; `NULL` when the arena is full.
void *arena_resize(struct arena *arena, void *memory, size_t bytes);

void arena_give_back(struct arena *arena, void *memory);

/// Bytes that were taken from the system so far, those given back included.
size_t arena_size(const struct arena *arena);

#endif
