#include "Exact.h"

#include "CKernels.h"
#include "Variants.h"
#include "Threads.h"

// Sums in double precision, of which each quotient or root is rounded once: a mean of equal numbers is that number, and
// nothing overflows that is not too large itself.

enum { column_block = 64, partial_sums = 16 };

/// From this many numbers on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 16 };

/// The axes that stay, and those that are reduced, the innermost last.
typedef struct {
  int rank;
  int64_t extent[dt_max_rank], x[dt_max_rank], y[dt_max_rank];
} dt_axes;

typedef struct {
  const dt_mean_arguments *arguments;
  dt_axes kept, reduced;
  int64_t count;  // how many numbers each result is made of
  int squares;
} dt_mean_work;

static void add_axis(dt_axes *axes, const dt_loop *loop, int64_t axis) {
  axes->extent[axes->rank] = loop->extent[axis];
  axes->x[axes->rank] = loop->a[axis];
  axes->y[axes->rank] = loop->out[axis];
  axes->rank += 1;
}

/// Moves x, and y if there is one, to the next turn of the first `rank` axes; false after the last.
static int advance(const dt_axes *axes, int rank, int64_t *index, const float **x, float **y) {
  for (int axis = rank - 1; axis >= 0; axis -= 1) {
    *x += axes->x[axis];
    if (y) *y += axes->y[axis];
    if (++index[axis] < axes->extent[axis]) return 1;
    *x -= axes->x[axis] * axes->extent[axis];
    if (y) *y -= axes->y[axis] * axes->extent[axis];
    index[axis] = 0;
  }
  return 0;
}

static inline double term(float x, int squares) { return squares ? (double)x * (double)x : (double)x; }

static inline __attribute__((always_inline)) double run_sum(const float *x, int64_t stride, int64_t n, const int squares) {
  double partial[partial_sums] = {0};
  int64_t i = 0;
  if (stride == 1) {
    for (; i + partial_sums <= n; i += partial_sums)
      for (int64_t j = 0; j < partial_sums; j += 1) partial[j] += term(x[i + j], squares);
  }
  double sum = 0;
  for (; i < n; i += 1) sum += term(x[i * stride], squares);
  for (int64_t j = 0; j < partial_sums; j += 1) sum += partial[j];
  return sum;
}

DT_VARIANTS(double, plain_run, (const float *x, int64_t stride, int64_t n), x, stride, n) { return run_sum(x, stride, n, 0); }
DT_VARIANTS(double, square_run, (const float *x, int64_t stride, int64_t n), x, stride, n) { return run_sum(x, stride, n, 1); }

DT_VARIANTS(void, add_row, (const float *x, int64_t width, double *sums, int squares), x, width, sums, squares) {
  if (squares) {
    for (int64_t j = 0; j < width; j += 1) sums[j] += term(x[j], 1);
  } else {
    for (int64_t j = 0; j < width; j += 1) sums[j] += term(x[j], 0);
  }
}

static float result(const dt_mean_work *o, double sum) {
  const double mean = sum / (double)o->count;
  return (float)(o->squares ? __builtin_sqrt(mean + o->arguments->epsilon) : mean);
}

/// One result, of runs along the innermost reduced axis.
static void reduce_runs(const dt_mean_work *o, const float *x, float *y) {
  const dt_axes *reduced = &o->reduced;
  const int inner = reduced->rank - 1;
  double sum = 0;
  int64_t index[dt_max_rank] = {0};
  if (o->count > 0) {
    do {
      sum += o->squares ? square_run(x, reduced->x[inner], reduced->extent[inner])
                        : plain_run(x, reduced->x[inner], reduced->extent[inner]);
    } while (advance(reduced, inner, index, &x, 0));
  }
  *y = result(o, sum);
}

/// Results of `width` neighbours, of rows that lie apart.
static void reduce_columns(const dt_mean_work *o, const float *x, float *y, int64_t width) {
  double sums[column_block] = {0};
  int64_t index[dt_max_rank] = {0};
  if (o->count > 0) {
    do {
      add_row(x, width, sums, o->squares);
    } while (advance(&o->reduced, o->reduced.rank, index, &x, 0));
  }
  for (int64_t j = 0; j < width; j += 1) y[j] = result(o, sums[j]);
}

static void reduce_innermost(const dt_mean_work *o, const float *x, float *y) {
  const int inner = o->kept.rank - 1;
  const int64_t n = o->kept.extent[inner], sx = o->kept.x[inner], sy = o->kept.y[inner];
  if (sx == 1 && sy == 1) {
    for (int64_t first = 0; first < n; first += column_block)
      reduce_columns(o, x + first, y + first, n - first < column_block ? n - first : column_block);
  } else {
    for (int64_t i = 0; i < n; i += 1) reduce_runs(o, x + i * sx, y + i * sy);
  }
}

/// Shares are ranges of the outermost axis that stays.
static void mean_share(const void *data, int index, int count) {
  dt_mean_work o = *(const dt_mean_work *)data;
  const int64_t first = o.kept.extent[0] * index / count, end = o.kept.extent[0] * (index + 1) / count;
  if (first == end) return;
  const float *x = o.arguments->reduction.x + first * o.kept.x[0];
  float *y = o.arguments->reduction.y + first * o.kept.y[0];
  o.kept.extent[0] = end - first;
  int64_t turns[dt_max_rank] = {0};
  do {
    reduce_innermost(&o, x, y);
  } while (advance(&o.kept, o.kept.rank - 1, turns, &x, &y));
}

static void reduce(const dt_mean_arguments *arguments, int squares) {
  const dt_loop *loop = &arguments->reduction.loop;
  dt_mean_work o = {arguments, {0}, {0}, 1, squares};
  int64_t numbers = 1;
  for (int64_t axis = 0; axis < loop->rank; axis += 1) {
    const int is_reduced = loop->out[axis] == 0;
    add_axis(is_reduced ? &o.reduced : &o.kept, loop, axis);
    if (is_reduced) o.count *= loop->extent[axis];
    numbers *= loop->extent[axis];
  }
  const dt_loop one = {.rank = 1, .extent = {1}};
  if (o.kept.rank == 0) add_axis(&o.kept, &one, 0);
  if (o.reduced.rank == 0) add_axis(&o.reduced, &one, 0);
  if (arguments->reduction.y_count > 0) dt_in_parallel(mean_share, &o, numbers >= parallel_threshold);
}

void dt_mean(const void *arguments, const dt_context *context) { reduce(arguments, 0); }

void dt_root_mean_square(const void *arguments, const dt_context *context) { reduce(arguments, 1); }
