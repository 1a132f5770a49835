// A. Lavin, S. Gray: Fast Algorithms for Convolutional Neural Networks, 2015 (arXiv 1509.09308): F(2×2, 3×3). Each tile
// of 2 × 2 outputs takes 16 products of every pair of channels instead of 36.
#include "Exact.h"

#include "CKernels.h"
#include "Tiles.h"

enum {
  most_tiles = 24,  // that go through together
  gap = 16,         // between arrays, which would else lie under the same places of the first-level cache
};

/// From so many products of numbers, and weights, on a second thread saves more time than waking it costs.
enum { enough_to_share = 1 << 20, enough_weights_to_share = 1 << 13 };

// Weights: G g Gᵀ

/// From three numbers four, along one axis.
LANES_INLINE void weights_along(lanes a, lanes b, lanes c, lanes result[patch_side]) {
  const lanes ends = a + c;
  result[0] = a, result[1] = 0.5f * (ends + b), result[2] = 0.5f * (ends - b), result[3] = c;
}

/// Stores transformed weights of one input and 16 outputs, [4, 4, outputs, inputs]. A kernel that is turned by 180° has
/// the transform whose first and last rows, and columns, are exchanged.
LANES_INLINE void store_turned(
    const dt_winograd_weights_arguments *o, int64_t input, int64_t output, lanes transformed[patch_side][patch_side]) {
  for (int j = 0; j < patch_side; j += 1) {
    for (int k = 0; k < patch_side; k += 1) {
      const int row = j % 3 ? j : 3 - j, column = k % 3 ? k : 3 - k;
      float numbers[lane_count];
      store(numbers, transformed[j][k]);
      float *first = o->transformed + ((patch_side * row + column) * o->outputs + output) * o->inputs + input;
      for (int i = 0; i < lane_count; i += 1) first[i * o->inputs] = numbers[i];
    }
  }
}

LANES_INLINE void weights(const void *arguments, int index, int count, const int rows, const int panels) {
  const dt_winograd_weights_arguments *o = arguments;
  const int64_t pairs = o->inputs * o->outputs, all = pairs / lane_count, end = all * (index + 1) / count * lane_count;
  // Sixteen at a time fill whole cache lines: arrays of many weights lie under the same places of the cache.
  for (int64_t i = all * index / count * lane_count; i < end; i += lane_count) {
    const float *w = o->weight + i;
    lanes wide[3][patch_side], transformed[patch_side][patch_side];
    UNROLLED for (int k = 0; k < 3; k += 1)
      weights_along(load(w + 3 * k * pairs), load(w + (3 * k + 1) * pairs), load(w + (3 * k + 2) * pairs), wide[k]);
    UNROLLED for (int k = 0; k < patch_side; k += 1) {
      lanes column[patch_side];
      weights_along(wide[0][k], wide[1][k], wide[2][k], column);
      UNROLLED for (int j = 0; j < patch_side; j += 1) transformed[j][k] = column[j];
    }
    if (o->turned) {
      store_turned(o, i / o->outputs, i % o->outputs, transformed);
    } else {
      for (int j = 0; j < products; j += 1)
        store(o->transformed + j * pairs + i, transformed[j / patch_side][j % patch_side]);
    }
  }
}

DT_LANES_KERNEL(weights)

void dt_winograd_weights(const void *arguments, const dt_context *context) {
  const dt_winograd_weights_arguments *o = arguments;
  dt_in_parallel(weights_kernel, o, o->inputs * o->outputs >= enough_weights_to_share);
}

// Sums: Aᵀ m A

LANES_INLINE void tile_along(lanes a, lanes b, lanes c, lanes d, lanes *first, lanes *second) {
  *first = (a + b) + c;
  *second = (b - c) - d;
}

LANES_INLINE void store_tile(
    const dt_images_convolution *o, tile_place at, int64_t channel, lanes tile[tile_side][tile_side]) {
  if (o->ending.pools) {
    lanes y = larger(larger(tile[0][0], tile[0][1]), larger(tile[1][0], tile[1][1]));
    if (o->ending.rectifies) y = rectified(y);
    const int64_t place = (at.image * tiles_along(o, 0) + at.row) * tiles_along(o, 1) + at.column;
    store(o->y + place * o->outputs + channel, y);
    return;
  }
  UNROLLED for (int i = 0; i < tile_side; i += 1) {
    UNROLLED for (int k = 0; k < tile_side; k += 1) {
      const int64_t row = at.row * tile_side + i, column = at.column * tile_side + k;
      if (row >= o->output[0] || column >= o->output[1]) continue;
      const int64_t place = (at.image * o->output[0] + row) * o->output[1] + column;
      store(o->y + place * o->outputs + channel, o->ending.rectifies ? rectified(tile[i][k]) : tile[i][k]);
    }
  }
}

/// A tile from its 16 sums, each `apart` from the one before.
LANES_INLINE void finish_tile(const dt_images_convolution *o, tile_place at, const float *sums, int64_t apart) {
  for (int64_t channel = 0; channel < o->outputs; channel += lane_count) {
    lanes rows[patch_side][tile_side], tile[tile_side][tile_side];
    UNROLLED for (int i = 0; i < patch_side; i += 1) {
      const float *m = sums + patch_side * i * apart + channel;
      tile_along(load(m), load(m + apart), load(m + 2 * apart), load(m + 3 * apart), &rows[i][0], &rows[i][1]);
    }
    const lanes bias = o->bias ? load(o->bias + channel) : (lanes)0;
    UNROLLED for (int k = 0; k < tile_side; k += 1) {
      tile_along(rows[0][k], rows[1][k], rows[2][k], rows[3][k], &tile[0][k], &tile[1][k]);
      tile[0][k] += bias, tile[1][k] += bias;
    }
    store_tile(o, at, channel, tile);
  }
}

// Products

/// The products of `rows` pixels with `panels` · 16 outputs, added up over the inputs.
LANES_INLINE void multiply(
    const dt_images_convolution *o, const float *pixels, const float *weight, float *sums, const int rows,
    const int panels) {
  lanes sum[most_rows][2];
  UNROLLED for (int i = 0; i < rows; i += 1) UNROLLED for (int p = 0; p < panels; p += 1) sum[i][p] = 0;
  dt_rows x = rows_from(pixels, o->inputs);
  ROLLED for (int64_t k = 0; k < o->inputs; k += 1) {
    lanes w[2];
    UNROLLED for (int p = 0; p < panels; p += 1) w[p] = load(weight + k * o->outputs + p * lane_count);
    UNROLLED for (int i = 0; i < rows; i += 1) {
      const lanes factor = number_of_row(&x, i);
      UNROLLED for (int p = 0; p < panels; p += 1) sum[i][p] = fused(factor, w[p], sum[i][p]);
    }
    move_rows(&x, 1, rows);
  }
  UNROLLED for (int i = 0; i < rows; i += 1)
    UNROLLED for (int p = 0; p < panels; p += 1) store(sums + i * o->outputs + p * lane_count, sum[i][p]);
}

/// All products of one of the 16 transformed pixels of `tiles` tiles, in groups of `rows`. The last group may be of fewer
/// tiles: what is computed beyond them is not read.
LANES_INLINE void multiply_tiles(
    const dt_images_convolution *o, int64_t tiles, const float *pixels, const float *weight, float *sums,
    const int rows, const int panels) {
  for (int64_t first = 0; first < o->outputs;) {
    const int is_last = o->outputs - first < panels * lane_count;
    int64_t tile = 0;
    for (; tile < tiles; tile += rows) {
      const float *x = pixels + tile * o->inputs;
      float *y = sums + tile * o->outputs + first;
      if (is_last) {
        multiply(o, x, weight + first, y, rows, 1);
      } else if (2 * (tiles - tile) <= rows) {
        multiply(o, x, weight + first, y, rows / 2, panels);
      } else {
        multiply(o, x, weight + first, y, rows, panels);
      }
    }
    first += (is_last ? 1 : panels) * lane_count;
  }
}

static inline int64_t pixels_apart(int64_t inputs) { return most_tiles * inputs + gap; }
static inline int64_t sums_apart(int64_t outputs) { return most_tiles * outputs + gap; }

static inline int64_t workspace_of_a_thread(int64_t inputs, int64_t outputs) {
  return products * (pixels_apart(inputs) + sums_apart(outputs));
}

int64_t dt_winograd_workspace(int64_t inputs, int64_t outputs) {
  return dt_thread_count() * workspace_of_a_thread(inputs, outputs);
}

LANES_INLINE void winograd(const void *arguments, int index, int count, const int rows, const int panels) {
  const dt_winograd_arguments *a = arguments;
  const dt_images_convolution *o = &a->convolution;
  const int64_t all = o->batch * tiles_along(o, 0) * tiles_along(o, 1), end = all * (index + 1) / count;
  const int64_t pixel_step = pixels_apart(o->inputs), sum_step = sums_apart(o->outputs);
  float *pixels = a->workspace + index * workspace_of_a_thread(o->inputs, o->outputs);
  float *sums = pixels + products * pixel_step;
  const int64_t together = 2 * rows;
  for (int64_t first = all * index / count; first < end; first += together) {
    const int64_t tiles = end - first < together ? end - first : together;
    for (int64_t tile = 0; tile < tiles; tile += 1)
      transform_patch(o, place_of(o, first + tile), pixels + tile * o->inputs, pixel_step);
    for (int64_t i = 0; i < products; i += 1) {
      const float *weight = o->weight + i * o->inputs * o->outputs;
      multiply_tiles(o, tiles, pixels + i * pixel_step, weight, sums + i * sum_step, rows, panels);
    }
    for (int64_t tile = 0; tile < tiles; tile += 1)
      finish_tile(o, place_of(o, first + tile), sums + tile * o->outputs, sum_step);
  }
}

DT_LANES_KERNEL(winograd)

void dt_winograd(const void *arguments, const dt_context *context) {
  const dt_winograd_arguments *a = arguments;
  const dt_images_convolution *o = &a->convolution;
  const int64_t tiles = o->batch * tiles_along(o, 0) * tiles_along(o, 1);
  dt_in_parallel(winograd_kernel, a, tiles * products * o->inputs * o->outputs >= enough_to_share);
}
