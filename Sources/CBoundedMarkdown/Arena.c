#define _GNU_SOURCE
#include "Arena.h"

#include <string.h>
#include <sys/mman.h>

enum {
  /// Pieces have room for a multiple of this up to the largest small one, and for a power of two beyond.
  granule = 16,
  largest_small = 1024,
  small_sizes = largest_small / granule,
  sizes = small_sizes + 64,
};

/// What stands before each piece.
struct piece {
  /// Bytes after this.
  size_t room;
  /// Of the same room; only while the piece is not in use.
  struct piece *next;
};

struct arena {
  char *next;
  char *end;
  /// Pieces that were given back, by their size.
  struct piece *free[sizes];
};

struct arena *arena_open(size_t bytes, bool is_large) {
  struct arena *arena =
      mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (arena == MAP_FAILED) return NULL;
  if (is_large) madvise(arena, bytes, MADV_HUGEPAGE);
  arena->end = (char *)arena + bytes;
  arena->next = (char *)arena + (sizeof *arena + granule - 1) / granule * granule;
  return arena;
}

void arena_close(struct arena *arena) { munmap(arena, (size_t)(arena->end - (char *)arena)); }

size_t arena_size(const struct arena *arena) { return (size_t)(arena->next - (const char *)arena); }

/// `bytes` is less than half of what a `size_t` can count.
static size_t rounded(size_t bytes) {
  if (bytes <= largest_small) return bytes == 0 ? granule : (bytes + granule - 1) / granule * granule;
  return (size_t)1 << (64 - __builtin_clzll(bytes - 1));
}

static struct piece **place_for(struct arena *arena, size_t room) {
  size_t index = room <= largest_small ? room / granule - 1 : small_sizes + (size_t)__builtin_ctzll(room);
  return &arena->free[index];
}

void *arena_take(struct arena *arena, size_t bytes) {
  size_t left = (size_t)(arena->end - arena->next);
  if (bytes > left) return NULL;
  size_t room = rounded(bytes);
  struct piece **place = place_for(arena, room);
  struct piece *piece = *place;
  if (piece != NULL) {
    *place = piece->next;
    memset(piece + 1, 0, bytes);
  } else {
    if (room + sizeof *piece > left) return NULL;
    piece = (struct piece *)arena->next;
    arena->next += room + sizeof *piece;
    piece->room = room;
  }
  return piece + 1;
}

void *arena_resize(struct arena *arena, void *memory, size_t bytes) {
  if (memory == NULL) return arena_take(arena, bytes);
  struct piece *piece = (struct piece *)memory - 1;
  if (bytes <= piece->room) return memory;
  void *larger = arena_take(arena, bytes);
  if (larger == NULL) return NULL;
  memcpy(larger, memory, piece->room);
  arena_give_back(arena, memory);
  return larger;
}

void arena_give_back(struct arena *arena, void *memory) {
  if (memory == NULL) return;
  struct piece *piece = (struct piece *)memory - 1;
  struct piece **place = place_for(arena, piece->room);
  piece->next = *place;
  *place = piece;
}
