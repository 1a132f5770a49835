// K. Goto, R. van de Geijn: Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34 (3), 2008. A tile of c stays in
// registers while it is added up, a panel of b (as many columns as the tile has) in the first-level cache, rows of a in
// the second.
#include "Exact.h"

#include "CKernels.h"
#include "Lanes.h"

enum {
  most_panels = 4,                  // of a tile
  block = 256,                      // so many products are added up before they are added to what is there
  rows_together = 240,              // of a, of which a block stays in the cache
  rows_worth_a_copy = 48,           // from so many on, a panel is copied, so that its rows lie one behind the other
  enough_for_caches = 1 << 14,      // numbers of b: up to so many stay in the caches
  steps_ahead = 24,                 // rows of b that are asked for before they are read
  enough_to_share = 1 << 16,        // products; for fewer, waking a second thread takes longer
};

typedef struct {
  int64_t first, end;
} dt_range;

/// Share `index` of `count` in whole units, the last of which may be of less.
static inline dt_range share_of(int64_t length, int64_t unit, int index, int count) {
  const int64_t units = (length + unit - 1) / unit, end = units * (index + 1) / count * unit;
  return (dt_range){units * index / count * unit, end < length ? end : length};
}

/// So many from a first one, or as many as are left.
static inline dt_range some_from(int64_t first, int64_t count, int64_t end) {
  return (dt_range){first, first + count < end ? first + count : end};
}

typedef struct {
  const float *a, *b;  // where its rows of a and its columns of b begin
  float *c;
  int64_t a_row, a_step;  // from row to row, and from one product to the next
  int64_t b_step;
  int64_t c_row;
  int64_t length;  // of the sums
  int64_t hidden;  // how many columns at its left belong to another tile, or to none
  int64_t ahead;   // how far after a row of b the numbers are that are asked for; 0 if b is in the first-level cache
  int accumulates;
  float scale;  // of what is added to c
} dt_product_tile;

typedef float half_lanes __attribute__((ext_vector_type(8)));
typedef half_lanes unaligned_half_lanes __attribute__((aligned(4), may_alias));

/// Stores the columns of a tile's sums that are not hidden. It is not inlined: each height would have a copy.
static __attribute__((noinline)) void store_shown(const dt_product_tile *t, float *sums, int rows, int width) {
  for (int i = 0; i < rows; i += 1, sums += width) {
    float *c = t->c + i * t->c_row;
    if (t->accumulates)
      for (int64_t j = t->hidden; j < width; j += 1) sums[j] = c[j] + t->scale * sums[j];
    copy_some(c + t->hidden, sums + t->hidden, width - t->hidden);
  }
}

#define VECTOR lanes
#define WIDTH 16
#define MULTIPLY multiply
#include "ProductTile.h"

#define VECTOR half_lanes
#define WIDTH 8
#define MULTIPLY multiply_half
#include "ProductTile.h"

/// One tile; the next is below it.
LANES_INLINE void multiply_next(
    dt_product_tile *t, int64_t *left, const int rows, const int panels, const int is_half) {
  if (is_half) multiply_half(t, rows, 1);
  else multiply(t, rows, panels);
  t->a += rows * t->a_row, t->c += rows * t->c_row, t->ahead = 0, *left -= rows;
}

/// Tiles below each other, of heights as equal as can be, at most `rows`.
LANES_INLINE void multiply_rows(
    dt_product_tile t, int64_t left, const int rows, const int panels, const int is_half) {
  for (int64_t tiles = (left + rows - 1) / rows; tiles > 0; tiles -= 1) {
    switch ((left + tiles - 1) / tiles) {
#define TILE(height)                                                            \
  case height:                                                                  \
    if (height <= rows) multiply_next(&t, &left, height, panels, is_half);      \
    break;
      TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
#undef TILE
    }
  }
}

// Panels

LANES_INLINE half_lanes load_half(const float *x) { return *(const unaligned_half_lanes *)x; }

LANES_INLINE void store_half(float *x, half_lanes value) { *(unaligned_half_lanes *)x = value; }

LANES_INLINE void transpose_8x8(const float *from, int64_t from_step, float *to, int64_t to_step) {
  half_lanes x[8], pairs[8], fours[8];
  UNROLLED for (int i = 0; i < 8; i += 1) x[i] = load_half(from + i * from_step);
  UNROLLED for (int i = 0; i < 8; i += 2) {
    pairs[i] = __builtin_shufflevector(x[i], x[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pairs[i + 1] = __builtin_shufflevector(x[i], x[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  UNROLLED for (int i = 0; i < 4; i += 1) {
    const half_lanes upper = pairs[i / 2 * 4 + i % 2], lower = pairs[i / 2 * 4 + i % 2 + 2];
    fours[i / 2 * 4 + i % 2 * 2] = __builtin_shufflevector(upper, lower, 0, 1, 8, 9, 4, 5, 12, 13);
    fours[i / 2 * 4 + i % 2 * 2 + 1] = __builtin_shufflevector(upper, lower, 2, 3, 10, 11, 6, 7, 14, 15);
  }
  UNROLLED for (int i = 0; i < 4; i += 1) {
    store_half(
        to + i * to_step, __builtin_shufflevector(fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11));
    store_half(
        to + (i + 4) * to_step, __builtin_shufflevector(fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15));
  }
}

/// Copies `width` columns of a block of b side by side, and asks for the next ones. Columns left of b, which are hidden,
/// are zeros or other numbers of b.
LANES_INLINE void copy_panel(const dt_product_arguments *o, dt_range k, int64_t first, int64_t width, float *to) {
  const int64_t row = o->transposes_b ? 1 : o->n, column = o->transposes_b ? o->k : 1;
  const int64_t line = 16;
  const int64_t length = k.end - k.first, missing = first < 0 ? -first : 0;
  const float *from = o->b + k.first * row + (first + missing) * column;
  if (missing > 0) {
    for (int64_t l = 0; l < length; l += 1) {
      if (!o->transposes_b && (k.first + l) * row >= missing) {
        for (int64_t j = 0; j < width; j += 8) store_half(to + l * width + j, load_half(from + l * row - missing + j));
        continue;
      }
      for (int64_t j = 0; j < missing; j += 1) to[l * width + j] = 0;
      for (int64_t j = missing; j < width; j += 1) to[l * width + j] = from[l * row + (j - missing) * column];
    }
  } else if (o->transposes_b) {
    for (int64_t j = 0; j < width; j += 8) {
      const float *x = from + j * column;
      int64_t l = 0;
      for (; l + 8 <= length; l += 8) {
        transpose_8x8(x + l, column, to + l * width + j, width);
        if (l % line == 0) for (int64_t i = 0; i < 8; i += 1) __builtin_prefetch(x + (i + width) * column + l, 0, 2);
      }
      for (; l < length; l += 1)
        for (int64_t i = 0; i < 8; i += 1) to[l * width + j + i] = x[i * column + l];
    }
  } else {
    for (int64_t l = 0; l < length; l += 1) {
      for (int64_t j = 0; j < width; j += 8) store_half(to + l * width + j, load_half(from + l * row + j));
      for (int64_t j = 0; j < width; j += line) __builtin_prefetch(from + l * row + width + j, 0, 2);
    }
  }
}

/// The products of some rows with some columns, added up over one block. The last panel ends where the columns end, and
/// hides what it shares with the one before.
LANES_INLINE void multiply_block(
    const dt_product_arguments *o, dt_range m, dt_range n, dt_range k, const int rows, const int panels) {
  float copy[block * most_panels * lane_count] __attribute__((aligned(64)));
  const int64_t a_row = o->transposes_a ? 1 : o->k, a_step = o->transposes_a ? o->m : 1, count = m.end - m.first;
  dt_product_tile t = {
      .a = o->a + m.first * a_row + k.first * a_step, .a_row = a_row, .a_step = a_step, .c_row = o->n,
      .length = k.end - k.first, .accumulates = o->scale || k.first > 0,
      .scale = o->scale ? *o->scale : 1};
  for (int64_t left = n.end - n.first; left > 0;) {
    const int is_half = left <= lane_count / 2, is_wide = left >= panels * lane_count;
    const int64_t width = is_half ? lane_count / 2 : is_wide ? panels * lane_count : lane_count;
    const int64_t shown = left < width ? left : width, first = n.end - left + shown - width;
    if (o->transposes_b || first < 0 || count >= rows_worth_a_copy) {
      copy_panel(o, k, first, width, copy);
      t.b = copy, t.b_step = width, t.ahead = 0;
    } else {
      t.b = o->b + k.first * o->n + first, t.b_step = o->n, t.ahead = steps_ahead * o->n;
    }
    t.c = o->c + m.first * o->n + first, t.hidden = width - shown;
    if (is_half) multiply_rows(t, count, rows >= 4 ? most_rows : rows, 1, 1);
    else if (is_wide) multiply_rows(t, count, rows, panels, 0);
    else multiply_rows(t, count, rows, 1, 0);
    left -= shown;
  }
}

/// Whether b stays in the caches while c is passed through once, one row of tiles after the other. Otherwise c is passed
/// through in columns, each as wide as a tile: its rows are far apart, and processors do not see what is next.
static inline int b_stays_in_caches(const dt_product_arguments *o) {
  return !o->transposes_b && o->n >= lane_count && o->k * o->n <= enough_for_caches;
}

LANES_INLINE void multiply_share(
    const dt_product_arguments *o, dt_range m, dt_range n, const int rows, const int panels) {
  const int64_t together = b_stays_in_caches(o) ? rows : rows_together;
  int64_t k = 0;
  // Sums of no products are zeros.
  do {
    for (int64_t i = m.first; i < m.end; i += together)
      multiply_block(o, some_from(i, together, m.end), n, some_from(k, block, o->k), rows, panels);
  } while ((k += block) < o->k);
}

LANES_INLINE void product(const void *arguments, int index, int count, const int rows, const int panels) {
  const dt_product_arguments *o = arguments;
  dt_range m = {0, o->m}, n = {0, o->n};
  const int is_wide = o->n >= 8 * count * lane_count && !(b_stays_in_caches(o) && o->m >= 16 * count);
  if (o->m < 4 * count || is_wide) n = share_of(o->n, lane_count, index, count);
  else m = share_of(o->m, 2, index, count);
  if (m.end - m.first < 4) multiply_share(o, m, n, 1, most_panels);
  else multiply_share(o, m, n, rows, panels);
}

DT_LANES_KERNEL(product)

void dt_product(const void *arguments, const dt_context *context) {
  const dt_product_arguments *o = arguments;
  dt_in_parallel(product_kernel, o, o->m * o->n * o->k >= enough_to_share);
}
