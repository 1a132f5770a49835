#include "CKernels.h"
#include "Clones.h"
#include "Threads.h"

// Channels are taken in blocks whose sums stay in registers or the first-level cache. Each block's rows are added up
// in groups, so that rounding errors grow with the number of groups rather than of rows. Two threads take blocks of
// channels; a single block is divided by its rows, always into the same shares, so that no bit depends on the threads.
enum { block = 64, group = 64, shares = 2 };

/// From this many numbers on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 16 };

#define FOR_CHANNELS(j) for (size_t j = 0; j < width; j += 1)

typedef struct {
  size_t first, end;
} dt_range;

static dt_range share_of(size_t count, size_t index) {
  return (dt_range){count * index / shares, count * (index + 1) / shares};
}

static size_t width_of(size_t first, size_t channels) { return channels - first < block ? channels - first : block; }

/// Sums over rows of a block of channels, one for each share of the rows.
typedef struct {
  float a[shares][block];
  float b[shares][block];
} dt_sums;

/// The sums of both shares, in the first.
static void join(dt_sums *sums, size_t width) {
  FOR_CHANNELS(j) {
    sums->a[0][j] += sums->a[1][j];
    sums->b[0][j] += sums->b[1][j];
  }
}

// Forwards

/// Adds up distances from the first row, and their squares: near the data, they cancel no more than the data themselves.
DT_CLONES static void add_up(const dt_batch_norm_arguments *o, size_t first, size_t share, dt_sums *sums) {
  const size_t channels = o->channels, width = width_of(first, channels);
  const float *x = o->x + first;
  const dt_range rows = share_of(o->rows, share);
  float *total = sums->a[share], *squares = sums->b[share], origin[block];
  FOR_CHANNELS(j) total[j] = squares[j] = 0, origin[j] = x[j];
  for (size_t top = rows.first; top < rows.end; top += group) {
    const size_t bottom = rows.end - top < group ? rows.end : top + group;
    float sum[block] = {0}, square[block] = {0};
    for (size_t row = top; row < bottom; row += 1) FOR_CHANNELS(j) {
        const float distance = x[row * channels + j] - origin[j];
        sum[j] += distance;
        square[j] += distance * distance;
      }
    FOR_CHANNELS(j) total[j] += sum[j];
    FOR_CHANNELS(j) squares[j] += square[j];
  }
}

static void finish_statistics(const dt_batch_norm_arguments *o, size_t first, dt_sums *sums) {
  const size_t width = width_of(first, o->channels);
  const float part = 1.0f / (float)o->rows;
  join(sums, width);
  FOR_CHANNELS(j) {
    const float distance = sums->a[0][j] * part;
    const float variance = sums->b[0][j] * part - distance * distance;
    o->mean[first + j] = o->x[first + j] + distance;
    o->variance[first + j] = variance < 0 ? 0.0f : variance;
    o->inverse_deviation[first + j] = 1.0f / __builtin_sqrtf(o->variance[first + j] + o->epsilon);
  }
}

DT_CLONES static void normalise(const dt_batch_norm_arguments *o, size_t first, size_t share) {
  const size_t channels = o->channels, width = width_of(first, channels);
  const float *x = o->x + first, *mean = o->mean + first;
  float *restrict y = o->y + first;
  const dt_range rows = share_of(o->rows, share);
  float scale[block], offset[block];
  FOR_CHANNELS(j) {
    scale[j] = o->scale[first + j] * o->inverse_deviation[first + j];
    offset[j] = o->offset[first + j];
  }
  for (size_t row = rows.first; row < rows.end; row += 1)
    FOR_CHANNELS(j) y[row * channels + j] = (x[row * channels + j] - mean[j]) * scale[j] + offset[j];
}

/// The work on one block of channels in phases that wait for each other; the last is followed by nothing.
typedef struct {
  const void *arguments;
  void (*sum)(const void *arguments, size_t first, size_t share, dt_sums *sums);
  void (*finish)(const void *arguments, size_t first, dt_sums *sums);
  void (*apply)(const void *arguments, size_t first, size_t share, const dt_sums *sums);
  size_t rows, channels;
  dt_sums *sums;  // of a single block
} dt_phases;

static void blocks_share(const void *data, int index, int count) {
  const dt_phases *p = data;
  for (size_t first = (size_t)index * block; first < p->channels; first += (size_t)count * block) {
    dt_sums sums;
    for (size_t share = 0; share < shares; share += 1) p->sum(p->arguments, first, share, &sums);
    p->finish(p->arguments, first, &sums);
    for (size_t share = 0; share < shares; share += 1) p->apply(p->arguments, first, share, &sums);
  }
}

static void sum_share(const void *data, int index, int count) {
  const dt_phases *p = data;
  for (size_t share = (size_t)index; share < shares; share += (size_t)count) p->sum(p->arguments, 0, share, p->sums);
}

static void apply_share(const void *data, int index, int count) {
  const dt_phases *p = data;
  for (size_t share = (size_t)index; share < shares; share += (size_t)count) p->apply(p->arguments, 0, share, p->sums);
}

static void run_phases(dt_phases *p) {
  const int is_large = p->rows * p->channels >= parallel_threshold;
  if (p->channels > block || !is_large) {
    dt_in_parallel(blocks_share, p, is_large);
  } else {
    dt_sums sums;
    p->sums = &sums;
    dt_in_parallel(sum_share, p, 1);
    p->finish(p->arguments, 0, &sums);
    dt_in_parallel(apply_share, p, 1);
  }
}

static void forward_sum(const void *o, size_t first, size_t share, dt_sums *sums) { add_up(o, first, share, sums); }
static void forward_finish(const void *o, size_t first, dt_sums *sums) { finish_statistics(o, first, sums); }
static void forward_apply(const void *o, size_t first, size_t share, const dt_sums *sums) { normalise(o, first, share); }

void dt_batch_norm(const void *arguments, const dt_context *context) {
  const dt_batch_norm_arguments *o = arguments;
  dt_phases phases = {o, forward_sum, forward_finish, forward_apply, o->rows, o->channels, 0};
  run_phases(&phases);
}

// Backwards

DT_CLONES static void add_up_gradient(
    const dt_batch_norm_gradient_arguments *o, size_t first, size_t share, dt_sums *sums) {
  const size_t channels = o->channels, width = width_of(first, channels);
  const float *x = o->x + first, *upstream = o->upstream + first;
  const float *mean = o->mean + first, *inverse = o->inverse_deviation + first;
  const dt_range rows = share_of(o->rows, share);
  float *total = sums->a[share], *weighted = sums->b[share];
  FOR_CHANNELS(j) total[j] = weighted[j] = 0;
  for (size_t top = rows.first; top < rows.end; top += group) {
    const size_t bottom = rows.end - top < group ? rows.end : top + group;
    float sum[block] = {0}, product[block] = {0};
    for (size_t row = top; row < bottom; row += 1) FOR_CHANNELS(j) {
        const float dy = upstream[row * channels + j];
        sum[j] += dy;
        product[j] += dy * ((x[row * channels + j] - mean[j]) * inverse[j]);
      }
    FOR_CHANNELS(j) total[j] += sum[j];
    FOR_CHANNELS(j) weighted[j] += product[j];
  }
}

static void finish_gradient(const dt_batch_norm_gradient_arguments *o, size_t first, dt_sums *sums) {
  const size_t width = width_of(first, o->channels);
  join(sums, width);
  FOR_CHANNELS(j) {
    o->offset_gradient[first + j] = sums->a[0][j];
    o->scale_gradient[first + j] = sums->b[0][j];
  }
}

DT_CLONES static void apply_gradient(
    const dt_batch_norm_gradient_arguments *o, size_t first, size_t share, const dt_sums *sums) {
  const size_t channels = o->channels, width = width_of(first, channels);
  const float *x = o->x + first, *upstream = o->upstream + first;
  const float *mean = o->mean + first, *inverse = o->inverse_deviation + first;
  float *restrict gradient = o->x_gradient + first;
  const float part = 1.0f / (float)o->rows;
  const dt_range rows = share_of(o->rows, share);
  float factor[block], total[block], weighted[block];
  FOR_CHANNELS(j) {
    factor[j] = o->scale[first + j] * inverse[j];
    total[j] = sums->a[0][j] * part;
    weighted[j] = sums->b[0][j] * part;
  }
  for (size_t row = rows.first; row < rows.end; row += 1) FOR_CHANNELS(j) {
      const float normalised = (x[row * channels + j] - mean[j]) * inverse[j];
      gradient[row * channels + j] = factor[j] * (upstream[row * channels + j] - total[j] - normalised * weighted[j]);
    }
}

static void backward_sum(const void *o, size_t first, size_t share, dt_sums *sums) {
  add_up_gradient(o, first, share, sums);
}
static void backward_finish(const void *o, size_t first, dt_sums *sums) { finish_gradient(o, first, sums); }
static void backward_apply(const void *o, size_t first, size_t share, const dt_sums *sums) {
  apply_gradient(o, first, share, sums);
}

void dt_batch_norm_gradient(const void *arguments, const dt_context *context) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  dt_phases phases = {o, backward_sum, backward_finish, backward_apply, o->rows, o->channels, 0};
  run_phases(&phases);
}
