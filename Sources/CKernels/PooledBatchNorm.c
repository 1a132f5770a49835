// Batch normalisation followed by the largest of each 2 × 2, and the derivative of both. The images between are never
// stored: they are computed again wherever they are needed, which takes less time than moving them through memory. Sums
// are added up pixel by pixel, row after row, as without pooling, and have the same bits.
#include "Exact.h"

#include "BatchNorm.h"
#include "Variants.h"

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

DT_VARIANTS(
    void, pool, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
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
    // If one is no number, its channel's mean is none, nor is any derivative towards the images: which one is chosen is lost.
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

/// A sum in groups of pixels, as others have groups of rows.
typedef struct {
  lanes group, total;
} dt_grouped_sum;

LANES_INLINE void end_group(dt_grouped_sum *sum) { sum->total += sum->group, sum->group = 0; }

LANES_INLINE void add_up_block(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  const dt_pooled_batch_norm_gradient_arguments *a = arguments;
  const dt_batch_norm_gradient_arguments *o = &a->gradient;
  const size_t pixels = 2 * a->columns, count = dt_width_of(first, o->channels) / lane_count;
  const dt_range pairs = pairs_of(o->rows, a->columns, share);
  float dy[2 * dt_pooled_columns_limit * lane_count] __attribute__((aligned(64)));
  dt_grouped_sum total[most_lanes] = {0}, weighted[most_lanes] = {0};
  for (size_t pair = pairs.first; pair < pairs.end; pair += 1) {
    for (size_t i = 0; i < count; i += 1) {
      const size_t channel = first + i * lane_count;
      const lanes mean = load(o->mean + channel), inverse = load(o->inverse_deviation + channel);
      const float *x = o->x + pair * pixels * o->channels + channel;
      scatter(a, pair, channel, dy);
      for (size_t pixel = 0; pixel < pixels; pixel += 1, x += o->channels) {
        const lanes upstream = load(dy + pixel * lane_count);
        total[i].group += upstream;
        weighted[i].group += upstream * ((load(x) - mean) * inverse);
        if (((pair - pairs.first) * pixels + pixel + 1) % dt_group == 0) end_group(&total[i]), end_group(&weighted[i]);
      }
    }
  }
  for (size_t i = 0; i < count; i += 1) {
    end_group(&total[i]), end_group(&weighted[i]);
    store(sums->a[share] + i * lane_count, total[i].total), store(sums->b[share] + i * lane_count, weighted[i].total);
  }
}

LANES_INLINE void apply_block(const void *arguments, size_t first, size_t share, dt_sums *sums) {
  const dt_pooled_batch_norm_gradient_arguments *a = arguments;
  const dt_batch_norm_gradient_arguments *o = &a->gradient;
  const size_t pixels = 2 * a->columns, count = dt_width_of(first, o->channels) / lane_count;
  const dt_range pairs = pairs_of(o->rows, a->columns, share);
  const float row_count = (float)o->rows;
  float dy[2 * dt_pooled_columns_limit * lane_count] __attribute__((aligned(64)));
  dt_grouped_sum results[most_lanes] = {0};
  lanes total[most_lanes], weighted[most_lanes];
  for (size_t i = 0; i < count; i += 1) {
    total[i] = load(sums->a[0] + i * lane_count) / row_count;
    weighted[i] = load(sums->b[0] + i * lane_count) / row_count;
  }
  for (size_t pair = pairs.first; pair < pairs.end; pair += 1) {
    for (size_t i = 0; i < count; i += 1) {
      const size_t channel = first + i * lane_count, place = pair * pixels * o->channels + channel;
      const lanes mean = load(o->mean + channel), inverse = load(o->inverse_deviation + channel);
      const lanes factor = load(o->scale + channel) * inverse;
      const float *x = o->x + place;
      float *gradient = o->x_gradient + place;
      scatter(a, pair, channel, dy);
      for (size_t pixel = 0; pixel < pixels; pixel += 1, x += o->channels, gradient += o->channels) {
        const lanes distance = (load(x) - mean) * inverse;
        const lanes result = factor * (load(dy + pixel * lane_count) - total[i] - distance * weighted[i]);
        store(gradient, result);
        results[i].group += result;
        if (((pair - pairs.first) * pixels + pixel + 1) % dt_group == 0) end_group(&results[i]);
      }
    }
  }
  for (size_t i = 0; i < count; i += 1) {
    end_group(&results[i]);
    store(sums->results[share] + i * lane_count, results[i].total);
  }
}

DT_VARIANTS(
    void, add_up, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  add_up_block(arguments, first, share, sums);
}

DT_VARIANTS(
    void, apply, (const void *arguments, size_t first, size_t share, dt_sums *sums),
    arguments, first, share, sums) {
  apply_block(arguments, first, share, sums);
}

void dt_pooled_batch_norm_gradient(const void *arguments, const dt_context *context) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const dt_phases phases = {o, add_up, dt_finish_gradient, apply, dt_finish_totals, o->rows, o->channels};
  dt_run_phases(&phases);
}
