#include "Exact.h"

#include <float.h>
#include <math.h>

#include "CKernels.h"
#include "Variants.h"
#include "Threads.h"

enum {
  column_block = 64,
  /// From this many numbers on, a second thread is worth its waking.
  parallel_threshold = 1 << 16,
  shares = 2
};

/// Moves x and y to the next turn of all loops but the innermost; 0 after the last.
static int next_turn(const dt_loop *loop, int64_t *index, int64_t *x, int64_t *y) {
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

/// Writes what was asked for about a vector whose squares have this sum.
static void finish(const dt_norm_arguments *o, int64_t place, double squares) {
  const double norm = sqrt(squares);
  if (o->norms) {
    o->norms[place] = (float)norm;
    return;
  }
  o->first[place] = 1.0f;
  if (norm <= o->bound) {
    o->second[place] = o->bound > 0 ? 1.0f : 0.0f;
    return;
  }
  // A factor that single precision does not hold, or not to its last digit, is divided: a power of two comes first.
  const double factor = o->length / norm;
  double scale = 1;
  if ((factor > 0 && factor < (double)FLT_MIN) || factor > 0x1p126) {
    int exponent;
    frexp(factor, &exponent);
    scale = ldexp(1, exponent / 2);
  }
  o->first[place] = (float)scale;
  o->second[place] = (float)(factor / scale);
}

/// The sum of a run's squares: 16 partial sums, added in order.
DT_VARIANTS(double, squares_of_run, (const float *x, int64_t stride, int64_t n), x, stride, n) {
  double partial[16] = {0};
  int64_t i = 0;
  if (stride == 1) {
    for (; i + 16 <= n; i += 16)
      for (int64_t j = 0; j < 16; j += 1) partial[j] += (double)x[i + j] * (double)x[i + j];
  }
  double sum = 0;
  for (; i < n; i += 1) sum += (double)x[i * stride] * (double)x[i * stride];
  for (int64_t j = 0; j < 16; j += 1) sum += partial[j];
  return sum;
}

typedef struct {
  const float *x;
  int64_t n;
  double sums[shares];
} dt_long_run;

static void run_share(const void *data, int index, int count) {
  dt_long_run *o = (dt_long_run *)data;
  for (int64_t share = index; share < shares; share += count) {
    const int64_t first = o->n * share / shares, end = o->n * (share + 1) / shares;
    o->sums[share] = squares_of_run(o->x + first, 1, end - first);
  }
}

/// Long runs are always divided into the same shares, so that no bit depends on the threads.
static double squares_of_long_run(const float *x, int64_t n) {
  dt_long_run run = {x, n, {0}};
  dt_in_parallel(run_share, &run, 1);
  return run.sums[0] + run.sums[1];
}

static double squares_of_vector(const float *x, const dt_loop *reduced) {
  const int64_t inner = reduced->rank - 1, n = reduced->extent[inner], stride = reduced->a[inner];
  if (reduced->rank == 1 && stride == 1 && n >= parallel_threshold) return squares_of_long_run(x, n);
  int64_t index[dt_max_rank] = {0}, at = 0, unused = 0;
  double sum = 0;
  do {
    sum += squares_of_run(x + at, stride, n);
  } while (next_turn(reduced, index, &at, &unused));
  return sum;
}

/// Vectors that are neighbours, one number of each beside the other.
typedef struct {
  const dt_norm_arguments *arguments;
  int64_t x, y;
} dt_columns;

/// One number of each of `width` neighbours after the other, from the first to the last.
DT_VARIANTS(
    void, add_squares, (const float *x, const dt_loop *reduced, int64_t width, double *sums),
    x, reduced, width, sums) {
  const int64_t inner = reduced->rank - 1, n = reduced->extent[inner], stride = reduced->a[inner];
  int64_t index[dt_max_rank] = {0}, at = 0, unused = 0;
  do {
    for (int64_t i = 0; i < n; i += 1) {
      const float *row = x + at + i * stride;
      for (int64_t j = 0; j < width; j += 1) sums[j] += (double)row[j] * (double)row[j];
    }
  } while (next_turn(reduced, index, &at, &unused));
}

static void columns_share(const void *data, int index, int count) {
  const dt_columns *columns = data;
  const dt_norm_arguments *o = columns->arguments;
  const int64_t inner = o->kept.rank - 1, n = o->kept.extent[inner], stride = o->kept.out[inner];
  for (int64_t first = (int64_t)index * column_block; first < n; first += (int64_t)count * column_block) {
    const int64_t width = n - first < column_block ? n - first : column_block;
    double sums[column_block] = {0};
    add_squares(o->x + columns->x + first, &o->reduced, width, sums);
    for (int64_t j = 0; j < width; j += 1) finish(o, columns->y + (first + j) * stride, sums[j]);
  }
}

static void norms_of_neighbours(const dt_norm_arguments *o, int64_t x, int64_t y) {
  const int64_t inner = o->kept.rank - 1, n = o->kept.extent[inner];
  if (o->kept.a[inner] == 1 && n > 1) {
    const dt_columns columns = {o, x, y};
    dt_in_parallel(columns_share, &columns, n > column_block && o->count >= parallel_threshold);
    return;
  }
  for (int64_t i = 0; i < n; i += 1)
    finish(o, y + i * o->kept.out[inner], squares_of_vector(o->x + x + i * o->kept.a[inner], &o->reduced));
}

void dt_norm(const void *arguments, const dt_context *context) {
  const dt_norm_arguments *o = arguments;
  if (o->count == 0) {
    for (size_t i = 0; i < o->results; i += 1) finish(o, (int64_t)i, 0);
    return;
  }
  int64_t index[dt_max_rank] = {0}, x = 0, y = 0;
  do {
    norms_of_neighbours(o, x, y);
  } while (next_turn(&o->kept, index, &x, &y));
}
