#include "Exact.h"

#include <string.h>

#include "CKernels.h"
#include "Variants.h"
#include "Threads.h"

dt_loop dt_loop_make(int64_t rank, const int64_t *extent, const int64_t *a, const int64_t *b, const int64_t *out) {
  dt_loop loop = {.rank = rank};
  for (int64_t axis = 0; axis < rank; axis += 1) {
    loop.extent[axis] = extent[axis];
    loop.a[axis] = a[axis];
    loop.b[axis] = b[axis];
    loop.out[axis] = out[axis];
  }
  return loop;
}

/// Moves x and y to the next turn of the outer loops; false after the last.
static int advance(const dt_loop *loop, int64_t *index, const float **x, float **y) {
  for (int64_t axis = loop->rank - 2; axis >= 0; axis -= 1) {
    *x += loop->a[axis];
    *y += loop->out[axis];
    if (++index[axis] < loop->extent[axis]) return 1;
    *x -= loop->a[axis] * loop->extent[axis];
    *y -= loop->out[axis] * loop->extent[axis];
    index[axis] = 0;
  }
  return 0;
}

void dt_copy(const void *arguments, const dt_context *context) {
  const dt_copy_arguments *o = arguments;
  const dt_loop *loop = &o->loop;
  const int64_t inner = loop->rank - 1, n = loop->extent[inner], sx = loop->a[inner], sy = loop->out[inner];
  int64_t index[dt_max_rank] = {0};
  const float *x = o->x;
  float *y = o->y;
  do {
    if (sx == 1 && sy == 1) {
      memmove(y, x, (size_t)n * sizeof(float));
    } else {
      for (int64_t i = 0; i < n; i += 1) y[i * sy] = x[i * sx];
    }
  } while (advance(loop, index, &x, &y));
}

void dt_fill(const void *arguments, const dt_context *context) {
  const dt_fill_arguments *o = arguments;
  for (size_t i = 0; i < o->count; i += 1) o->y[i] = o->value;
}

/// The sum of a run of numbers: 16 partial sums in double precision, added in order.
DT_VARIANTS(double, sum_run, (const float *x, int64_t stride, int64_t n), x, stride, n) {
  double partial[16] = {0};
  int64_t i = 0;
  if (stride == 1) {
    for (; i + 16 <= n; i += 16)
      for (int64_t j = 0; j < 16; j += 1) partial[j] += (double)x[i + j];
  }
  double rest = 0;
  for (; i < n; i += 1) rest += (double)x[i * stride];
  for (int64_t j = 0; j < 16; j += 1) rest += partial[j];
  return rest;
}

enum { column_block = 64, row_block = 64, row_shares = 2 };

/// From this many numbers on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 16 };

/// Column sums of [rows, columns], `columns` of them from `x` on.
typedef struct {
  const float *x;
  float *y;
  int64_t rows, row_stride, columns;
  float partial[row_shares][column_block];  // of a single block
} dt_column_sums;

/// Adds up a share of the rows of up to 64 columns: groups of rows first, so that rounding errors grow with the number
/// of groups rather than of rows.
DT_VARIANTS(void, add_columns, (const dt_column_sums *o, int64_t first, int64_t share, float *y), o, first, share, y) {
  const int64_t width = o->columns - first < column_block ? o->columns - first : column_block;
  const int64_t end = o->rows * (share + 1) / row_shares;
  const float *x = o->x + first;
  for (int64_t j = 0; j < width; j += 1) y[j] = 0;
  for (int64_t top = o->rows * share / row_shares; top < end; top += row_block) {
    const int64_t bottom = end - top < row_block ? end : top + row_block;
    float sum[column_block] = {0};
    for (int64_t row = top; row < bottom; row += 1)
      for (int64_t j = 0; j < width; j += 1) sum[j] += x[row * o->row_stride + j];
    for (int64_t j = 0; j < width; j += 1) y[j] += sum[j];
  }
}

static void join_shares(const dt_column_sums *o, int64_t first, const float partial[row_shares][column_block]) {
  const int64_t width = o->columns - first < column_block ? o->columns - first : column_block;
  for (int64_t j = 0; j < width; j += 1) o->y[first + j] = partial[0][j] + partial[1][j];
}

static void column_blocks_share(const void *data, int index, int count) {
  const dt_column_sums *o = data;
  for (int64_t first = (int64_t)index * column_block; first < o->columns; first += (int64_t)count * column_block) {
    float partial[row_shares][column_block];
    for (int64_t share = 0; share < row_shares; share += 1) add_columns(o, first, share, partial[share]);
    join_shares(o, first, partial);
  }
}

static void rows_share(const void *data, int index, int count) {
  dt_column_sums *o = (dt_column_sums *)data;
  for (int64_t share = index; share < row_shares; share += count) add_columns(o, 0, share, o->partial[share]);
}

/// Two threads take blocks of columns; a single block is divided by its rows, always into the same shares, so that no
/// bit depends on the threads.
static void sum_columns(const float *x, int64_t rows, int64_t row_stride, int64_t columns, float *y) {
  dt_column_sums sums = {x, y, rows, row_stride, columns};
  const int is_large = rows * columns >= parallel_threshold;
  if (columns > column_block || !is_large) {
    dt_in_parallel(column_blocks_share, &sums, is_large);
  } else {
    dt_in_parallel(rows_share, &sums, 1);
    join_shares(&sums, 0, (const float(*)[column_block])sums.partial);
  }
}

void dt_sum(const void *arguments, const dt_context *context) {
  const dt_reduce_arguments *o = arguments;
  const dt_loop *loop = &o->loop;
  memset(o->y, 0, o->y_count * sizeof(float));
  const int64_t inner = loop->rank - 1, n = loop->extent[inner];
  if (loop->rank == 2 && loop->out[0] == 0 && loop->out[1] == 1 && loop->a[1] == 1) {
    sum_columns(o->x, loop->extent[0], loop->a[0], n, o->y);
    return;
  }
  int64_t index[dt_max_rank] = {0};
  const float *x = o->x;
  float *y = o->y;
  do {
    if (loop->out[inner] == 0) {
      *y = (float)((double)*y + sum_run(x, loop->a[inner], n));
    } else {
      for (int64_t i = 0; i < n; i += 1) y[i * loop->out[inner]] += x[i * loop->a[inner]];
    }
  } while (advance(loop, index, &x, &y));
}

void dt_max(const void *arguments, const dt_context *context) {
  const dt_reduce_arguments *o = arguments;
  const dt_loop *loop = &o->loop;
  for (size_t i = 0; i < o->y_count; i += 1) o->y[i] = -__builtin_inff();
  const int64_t inner = loop->rank - 1, n = loop->extent[inner], sx = loop->a[inner], sy = loop->out[inner];
  int64_t index[dt_max_rank] = {0};
  const float *x = o->x;
  float *y = o->y;
  do {
    for (int64_t i = 0; i < n; i += 1) {
      const float v = x[i * sx];
      if (v > y[i * sy] || v != v) y[i * sy] = v;
    }
  } while (advance(loop, index, &x, &y));
}

// Data

typedef struct {
  const float *source;
  const int32_t *indices;
  size_t count, row_size;
  float *destination;
} dt_gathered_rows;

static void gather_share(const void *data, int index, int count) {
  const dt_gathered_rows *g = data;
  const size_t first = g->count * (size_t)index / (size_t)count, end = g->count * (size_t)(index + 1) / (size_t)count;
  for (size_t i = first; i < end; i += 1)
    memcpy(
        g->destination + i * g->row_size, g->source + (size_t)g->indices[i] * g->row_size,
        g->row_size * sizeof(float));
}

void dt_gather_rows(const float *source, const int32_t *indices, size_t count, size_t row_size, float *destination) {
  enum { enough_to_share = 1 << 14 };
  const dt_gathered_rows rows = {source, indices, count, row_size, destination};
  dt_in_parallel(gather_share, &rows, count * row_size >= enough_to_share);
}
