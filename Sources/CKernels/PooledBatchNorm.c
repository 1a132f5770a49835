// Batch normalisation followed by the largest of each 2 × 2, and the derivative of both. The images between are never
// stored: they are computed again wherever they are needed, which takes less time than moving them through memory. Sums
// are added up pixel by pixel, row after row, as without pooling, and have the same bits.
#include "BatchNorm.h"
#include "Clones.h"

/// What a block of channels is normalised with.
typedef struct {
  lanes mean, scale, offset;
} dt_normalisation;

LANES_INLINE lanes normalised(const float *x, dt_normalisation n) { return (load(x) - n.mean) * n.scale + n.offset; }

/// What pairs of rows of all images are the share's.
static dt_range pairs_of(size_t rows, size_t columns, size_t share) { return dt_share_of(rows / (2 * columns), share); }

// Forwards

LANES_INLINE void pool_block(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  const dt_pooled_batch_norm_arguments *a = arguments;
  const dt_batch_norm_arguments *o = &a->normalisation;
  const size_t channels = o->channels, row = a->columns * channels, end = first + dt_width_of(first, channels);
  const dt_range pairs = pairs_of(o->rows, a->columns, share);
  for (size_t pair = pairs.first; pair < pairs.end; pair += 1) {
    for (size_t channel = first; channel < end; channel += lane_count) {
      const dt_normalisation n = {
          load(o->mean + channel), load(o->scale + channel) * load(o->inverse_deviation + channel),
          load(o->offset + channel)};
      const float *x = o->x + 2 * pair * row + channel;
      float *y = o->y + pair * row / 2 + channel;
      for (size_t column = 0; column < a->columns; column += 2, x += 2 * channels, y += channels) {
        const lanes top = larger(normalised(x, n), normalised(x + channels, n));
        store(y, larger(larger(top, normalised(x + row, n)), normalised(x + row + channels, n)));
      }
    }
  }
}

DT_CLONES static void pool(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  pool_block(arguments, first, share, sums);
}

void dt_pooled_batch_norm(const void *arguments, const dt_context *context) {
  const dt_batch_norm_arguments *o = arguments;
  const dt_phases phases = {o, dt_add_up, dt_finish_statistics, pool, 0, o->rows, o->channels};
  dt_run_phases(&phases);
}

// Backwards

typedef int32_t choices __attribute__((ext_vector_type(lane_count)));

/// Numbers where all bits are set, and zeros elsewhere.
LANES_INLINE lanes chosen(lanes x, choices where) { return (lanes)((choices)x & where); }

/// Gives each pixel of a pair of rows what came from above if it was the largest of its 2 × 2, the first of equals.
LANES_INLINE void scatter(
    const dt_pooled_batch_norm_gradient_arguments *a, size_t pair, size_t channel, float *dy) {
  const dt_batch_norm_gradient_arguments *o = &a->gradient;
  const size_t channels = o->channels, row = a->columns * channels;
  const dt_normalisation n = {
      load(o->mean + channel), load(o->scale + channel) * load(o->inverse_deviation + channel),
      load(a->offset + channel)};
  const float *x = o->x + 2 * pair * row + channel, *upstream = o->upstream + pair * row / 2 + channel;
  float *below = dy + a->columns * lane_count;
  for (size_t column = 0; column < a->columns; column += 2, x += 2 * channels, upstream += channels) {
    // If one is no number, no mean of its channel is, and so is no result.
    const lanes a0 = normalised(x, n), a1 = normalised(x + channels, n);
    const lanes b0 = normalised(x + row, n), b1 = normalised(x + row + channels, n);
    const choices a1_is_larger = a1 > a0, b1_is_larger = b1 > b0;
    const choices is_below = (b1_is_larger ? b1 : b0) > (a1_is_larger ? a1 : a0);
    const lanes value = load(upstream), for_a = chosen(value, ~is_below), for_b = chosen(value, is_below);
    store(dy, chosen(for_a, ~a1_is_larger)), store(dy + lane_count, chosen(for_a, a1_is_larger));
    store(below, chosen(for_b, ~b1_is_larger)), store(below + lane_count, chosen(for_b, b1_is_larger));
    dy += 2 * lane_count, below += 2 * lane_count;
  }
}

/// How many pixels, from the one in a place on, belong to the same group of a share and the same pair of rows.
static size_t pixels_together(size_t place, size_t left_of_pair) {
  const size_t left = dt_group - place % dt_group;
  return left < left_of_pair ? left : left_of_pair;
}

LANES_INLINE void add_up_block(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  const dt_pooled_batch_norm_gradient_arguments *a = arguments;
  const dt_batch_norm_gradient_arguments *o = &a->gradient;
  const size_t channels = o->channels, pixels = 2 * a->columns, width = dt_width_of(first, channels);
  const dt_range pairs = pairs_of(o->rows, a->columns, share);
  float dy[2 * dt_pooled_columns_limit * lane_count] __attribute__((aligned(64)));
  float *total = sums->a[share], *weighted = sums->b[share];
  lanes sum[most_lanes] = {0}, product[most_lanes] = {0};
  for (size_t j = 0; j < width; j += 1) total[j] = weighted[j] = 0;
  for (size_t pair = pairs.first; pair < pairs.end; pair += 1) {
    for (size_t i = 0; i * lane_count < width; i += 1) {
      const size_t channel = first + i * lane_count;
      const lanes mean = load(o->mean + channel), inverse = load(o->inverse_deviation + channel);
      scatter(a, pair, channel, dy);
      for (size_t pixel = 0; pixel < pixels;) {
        const size_t place = (pair - pairs.first) * pixels + pixel, count = pixels_together(place, pixels - pixel);
        const float *x = o->x + (pair * pixels + pixel) * channels + channel;
        for (size_t k = 0; k < count; k += 1, x += channels) {
          const lanes upstream = load(dy + (pixel + k) * lane_count);
          sum[i] += upstream;
          product[i] += upstream * ((load(x) - mean) * inverse);
        }
        pixel += count;
        if ((place + count) % dt_group > 0 && (pixel < pixels || pair + 1 < pairs.end)) continue;
        store(total + i * lane_count, load(total + i * lane_count) + sum[i]);
        store(weighted + i * lane_count, load(weighted + i * lane_count) + product[i]);
        sum[i] = product[i] = 0;
      }
    }
  }
}

LANES_INLINE void apply_block(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  const dt_pooled_batch_norm_gradient_arguments *a = arguments;
  const dt_batch_norm_gradient_arguments *o = &a->gradient;
  const size_t channels = o->channels, pixels = 2 * a->columns, width = dt_width_of(first, channels);
  const dt_range pairs = pairs_of(o->rows, a->columns, share);
  const float part = 1.0f / (float)o->rows;
  float dy[2 * dt_pooled_columns_limit * lane_count] __attribute__((aligned(64)));
  float *results = sums->results[share];
  lanes sum[most_lanes] = {0};
  for (size_t j = 0; j < width; j += 1) results[j] = 0;
  for (size_t pair = pairs.first; pair < pairs.end; pair += 1) {
    for (size_t i = 0; i * lane_count < width; i += 1) {
      const size_t channel = first + i * lane_count;
      const lanes mean = load(o->mean + channel), inverse = load(o->inverse_deviation + channel);
      const lanes factor = load(o->scale + channel) * inverse;
      const lanes total = load(sums->a[0] + i * lane_count) * part, weighted = load(sums->b[0] + i * lane_count) * part;
      scatter(a, pair, channel, dy);
      for (size_t pixel = 0; pixel < pixels;) {
        const size_t place = (pair - pairs.first) * pixels + pixel, count = pixels_together(place, pixels - pixel);
        const size_t offset = (pair * pixels + pixel) * channels + channel;
        const float *x = o->x + offset;
        float *gradient = o->x_gradient + offset;
        for (size_t k = 0; k < count; k += 1, x += channels, gradient += channels) {
          const lanes distance = (load(x) - mean) * inverse;
          const lanes result = factor * (load(dy + (pixel + k) * lane_count) - total - distance * weighted);
          store(gradient, result);
          sum[i] += result;
        }
        pixel += count;
        if ((place + count) % dt_group > 0 && (pixel < pixels || pair + 1 < pairs.end)) continue;
        store(results + i * lane_count, load(results + i * lane_count) + sum[i]);
        sum[i] = 0;
      }
    }
  }
}

DT_CLONES static void add_up(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  add_up_block(arguments, first, share, sums);
}

DT_CLONES static void apply(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  apply_block(arguments, first, share, sums);
}

void dt_pooled_batch_norm_gradient(const void *arguments, const dt_context *context) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const dt_phases phases = {o, add_up, dt_finish_gradient, apply, dt_finish_totals, o->rows, o->channels};
  dt_run_phases(&phases);
}
