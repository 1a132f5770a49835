#include "Exact.h"

#include "BatchNorm.h"

#include "Variants.h"

/// From this many numbers on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 16 };

#define FOR_CHANNELS(j) for (size_t j = 0; j < width; j += 1)

// Blocks of channels

/// Calls `function(…, count, last)`: a block is `count` times 16 channels, of the last of which there may be fewer. For the
/// usual numbers both are constants, and sums stay in registers.
#define WITH_LANES(function, ...)                                                              \
  switch (dt_width_of(first, o->channels)) {                                                   \
    case lane_count: function(__VA_ARGS__, 1, lane_count); break;                              \
    case 2 * lane_count: function(__VA_ARGS__, 2, lane_count); break;                          \
    case 4 * lane_count: function(__VA_ARGS__, 4, lane_count); break;                          \
    default: {                                                                                 \
      const size_t width = dt_width_of(first, o->channels), beyond = (width - 1) / lane_count; \
      function(__VA_ARGS__, (int)beyond + 1, width - beyond * lane_count);                     \
    }                                                                                          \
  }

#define FOR_LANES(i) for (int i = 0; i < count; i += 1)

/// The i-th of a block's lanes.
LANES_INLINE lanes block_load(const float *x, int i, const int count, const size_t last) {
  return i + 1 < count || last == lane_count ? load(x + i * lane_count) : load_some(x + i * lane_count, last);
}

LANES_INLINE void block_store(float *x, int i, lanes value, const int count, const size_t last) {
  if (i + 1 < count || last == lane_count) store(x + i * lane_count, value);
  else store_some(x + i * lane_count, value, last);
}

// Phases

typedef struct {
  const dt_phases *phases;
  dt_sums *sums;
} dt_single_block;

static void blocks_share(const void *data, int index, int count) {
  const dt_phases *p = data;
  for (size_t first = (size_t)index * dt_block; first < p->channels; first += (size_t)count * dt_block) {
    dt_sums sums;
    for (size_t share = 0; share < dt_shares; share += 1) p->sum(p->arguments, first, share, &sums);
    p->finish(p->arguments, first, &sums);
    for (size_t share = 0; share < dt_shares; share += 1) p->apply(p->arguments, first, share, &sums);
    if (p->end) p->end(p->arguments, first, &sums);
  }
}

static void sum_share(const void *data, int index, int count) {
  const dt_single_block *b = data;
  for (size_t share = (size_t)index; share < dt_shares; share += (size_t)count)
    b->phases->sum(b->phases->arguments, 0, share, b->sums);
}

static void apply_share(const void *data, int index, int count) {
  const dt_single_block *b = data;
  for (size_t share = (size_t)index; share < dt_shares; share += (size_t)count)
    b->phases->apply(b->phases->arguments, 0, share, b->sums);
}

void dt_run_phases(const dt_phases *p) {
  const int is_large = p->rows * p->channels >= parallel_threshold;
  if (p->channels > dt_block || !is_large) {
    dt_in_parallel(blocks_share, p, is_large);
  } else {
    dt_sums sums;
    const dt_single_block block = {p, &sums};
    dt_in_parallel(sum_share, &block, 1);
    p->finish(p->arguments, 0, &sums);
    dt_in_parallel(apply_share, &block, 1);
    if (p->end) p->end(p->arguments, 0, &sums);
  }
}

/// The sums of both shares, in the first.
static void join(float sums[dt_shares][dt_block], size_t width) { FOR_CHANNELS(j) sums[0][j] += sums[1][j]; }

// Forwards

/// Adds up distances from the first row, and their squares: near the data, they cancel no more than the data themselves.
LANES_INLINE void add_up(
    const dt_batch_norm_arguments *o, size_t first, size_t share, dt_sums *sums, const int count, const size_t last) {
  const float *x = o->x + first;
  const dt_range rows = dt_share_of(o->rows, share);
  lanes total[most_lanes], squares[most_lanes], origin[most_lanes];
  FOR_LANES(i) total[i] = squares[i] = 0, origin[i] = block_load(x, i, count, last);
  for (size_t top = rows.first; top < rows.end; top += dt_group) {
    const size_t bottom = rows.end - top < dt_group ? rows.end : top + dt_group;
    lanes sum[most_lanes], square[most_lanes];
    FOR_LANES(i) sum[i] = square[i] = 0;
    for (size_t row = top; row < bottom; row += 1) FOR_LANES(i) {
        const lanes distance = block_load(x + row * o->channels, i, count, last) - origin[i];
        sum[i] += distance;
        square[i] += distance * distance;
      }
    FOR_LANES(i) total[i] += sum[i], squares[i] += square[i];
  }
  FOR_LANES(i) store(sums->a[share] + i * lane_count, total[i]), store(sums->b[share] + i * lane_count, squares[i]);
}

DT_VARIANTS(
    void, sum_distances, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  const dt_batch_norm_arguments *o = arguments;
  WITH_LANES(add_up, o, first, share, sums)
}

void dt_add_up(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  sum_distances(arguments, first, share, sums);
}

/// A channel whose squares single precision does not hold.
static void compute_large_statistics(const dt_batch_norm_arguments *o, size_t channel) {
  const float *x = o->x + channel;
  double sum = 0, squares = 0;
  for (size_t row = 0; row < o->rows; row += 1) sum += (double)x[row * o->channels];
  const double mean = sum / (double)o->rows;
  for (size_t row = 0; row < o->rows; row += 1) {
    const double distance = (double)x[row * o->channels] - mean;
    squares += distance * distance;
  }
  const double variance = squares / (double)o->rows;
  o->mean[channel] = (float)mean;
  o->variance[channel] = (float)variance;
  o->inverse_deviation[channel] = (float)(1.0 / __builtin_sqrt(variance + (double)o->epsilon));
}

void dt_finish_statistics(const void *arguments, size_t first, dt_sums *sums) {
  const dt_batch_norm_arguments *o = arguments;
  const size_t width = dt_width_of(first, o->channels);
  const float rows = (float)o->rows;
  join(sums->a, width);
  join(sums->b, width);
  FOR_CHANNELS(j) {
    const float distance = sums->a[0][j] / rows;
    const float variance = sums->b[0][j] / rows - distance * distance;
    o->mean[first + j] = o->x[first + j] + distance;
    o->variance[first + j] = variance < 0 ? 0.0f : variance;
    o->inverse_deviation[first + j] = 1.0f / __builtin_sqrtf(o->variance[first + j] + o->epsilon);
    if (!(sums->b[0][j] < __builtin_inff())) compute_large_statistics(o, first + j);
  }
}

LANES_INLINE void normalise(
    const dt_batch_norm_arguments *o, size_t first, size_t share, const int count, const size_t last) {
  const float *x = o->x + first;
  float *y = o->y + first;
  const dt_range rows = dt_share_of(o->rows, share);
  lanes mean[most_lanes], scale[most_lanes], offset[most_lanes];
  FOR_LANES(i) {
    mean[i] = block_load(o->mean + first, i, count, last);
    scale[i] = block_load(o->scale + first, i, count, last) * block_load(o->inverse_deviation + first, i, count, last);
    offset[i] = block_load(o->offset + first, i, count, last);
  }
  for (size_t row = rows.first; row < rows.end; row += 1) FOR_LANES(i) {
      const lanes distance = block_load(x + row * o->channels, i, count, last) - mean[i];
      block_store(y + row * o->channels, i, distance * scale[i] + offset[i], count, last);
    }
}

DT_VARIANTS(
    void, apply, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  const dt_batch_norm_arguments *o = arguments;
  WITH_LANES(normalise, o, first, share)
}

void dt_batch_norm(const void *arguments, const dt_context *context) {
  const dt_batch_norm_arguments *o = arguments;
  const dt_phases phases = {o, dt_add_up, dt_finish_statistics, apply, 0, o->rows, o->channels};
  dt_run_phases(&phases);
}

// Backwards

LANES_INLINE void add_up_gradient(
    const dt_batch_norm_gradient_arguments *o, size_t first, size_t share, dt_sums *sums, const int count,
    const size_t last) {
  const float *x = o->x + first, *upstream = o->upstream + first;
  const dt_range rows = dt_share_of(o->rows, share);
  lanes mean[most_lanes], inverse[most_lanes], total[most_lanes], weighted[most_lanes];
  FOR_LANES(i) {
    mean[i] = block_load(o->mean + first, i, count, last);
    inverse[i] = block_load(o->inverse_deviation + first, i, count, last);
    total[i] = weighted[i] = 0;
  }
  for (size_t top = rows.first; top < rows.end; top += dt_group) {
    const size_t bottom = rows.end - top < dt_group ? rows.end : top + dt_group;
    lanes sum[most_lanes], product[most_lanes];
    FOR_LANES(i) sum[i] = product[i] = 0;
    for (size_t row = top; row < bottom; row += 1) FOR_LANES(i) {
        const lanes dy = block_load(upstream + row * o->channels, i, count, last);
        sum[i] += dy;
        product[i] += dy * ((block_load(x + row * o->channels, i, count, last) - mean[i]) * inverse[i]);
      }
    FOR_LANES(i) total[i] += sum[i], weighted[i] += product[i];
  }
  FOR_LANES(i) store(sums->a[share] + i * lane_count, total[i]), store(sums->b[share] + i * lane_count, weighted[i]);
}

DT_VARIANTS(
    void, sum_gradient, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  WITH_LANES(add_up_gradient, o, first, share, sums)
}

void dt_finish_gradient(const void *arguments, size_t first, dt_sums *sums) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const size_t width = dt_width_of(first, o->channels);
  join(sums->a, width);
  join(sums->b, width);
  FOR_CHANNELS(j) {
    o->offset_gradient[first + j] = sums->a[0][j];
    o->scale_gradient[first + j] = sums->b[0][j];
  }
}

LANES_INLINE void compute_gradient(
    const dt_batch_norm_gradient_arguments *o, size_t first, size_t share, dt_sums *sums, const int count,
    const size_t last) {
  const float *x = o->x + first, *upstream = o->upstream + first;
  float *gradient = o->x_gradient + first;
  const float row_count = (float)o->rows;
  const dt_range rows = dt_share_of(o->rows, share);
  lanes mean[most_lanes], inverse[most_lanes], factor[most_lanes], total[most_lanes], weighted[most_lanes];
  lanes results[most_lanes];
  FOR_LANES(i) {
    mean[i] = block_load(o->mean + first, i, count, last);
    inverse[i] = block_load(o->inverse_deviation + first, i, count, last);
    factor[i] = block_load(o->scale + first, i, count, last) * inverse[i];
    total[i] = load(sums->a[0] + i * lane_count) / row_count;
    weighted[i] = load(sums->b[0] + i * lane_count) / row_count;
    results[i] = 0;
  }
  for (size_t top = rows.first; top < rows.end; top += dt_group) {
    const size_t bottom = rows.end - top < dt_group ? rows.end : top + dt_group;
    lanes sum[most_lanes];
    FOR_LANES(i) sum[i] = 0;
    for (size_t row = top; row < bottom; row += 1) FOR_LANES(i) {
        const lanes normalised = (block_load(x + row * o->channels, i, count, last) - mean[i]) * inverse[i];
        const lanes dy = block_load(upstream + row * o->channels, i, count, last);
        const lanes result = factor[i] * (dy - total[i] - normalised * weighted[i]);
        block_store(gradient + row * o->channels, i, result, count, last);
        sum[i] += result;
      }
    FOR_LANES(i) results[i] += sum[i];
  }
  FOR_LANES(i) store(sums->results[share] + i * lane_count, results[i]);
}

DT_VARIANTS(
    void, apply_gradient, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  WITH_LANES(compute_gradient, o, first, share, sums)
}

void dt_finish_totals(const void *arguments, size_t first, dt_sums *sums) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const size_t width = dt_width_of(first, o->channels);
  join(sums->results, width);
  FOR_CHANNELS(j) o->x_gradient_total[first + j] = sums->results[0][j];
}

void dt_batch_norm_gradient(const void *arguments, const dt_context *context) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const dt_phases phases = {
      o, sum_gradient, dt_finish_gradient, apply_gradient, dt_finish_totals, o->rows, o->channels};
  dt_run_phases(&phases);
}
