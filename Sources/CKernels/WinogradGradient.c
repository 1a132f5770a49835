// The derivative of a convolution in tiles with respect to its weights: what Winograd.c computes, differentiated.
#include "Exact.h"

#include "CKernels.h"
#include "Tiles.h"

enum {
  most_tiles = 32,  // that go through together
  gap = 16,         // between arrays, which would else lie under the same places of the first-level cache
  parts = 2,        // of the tiles, whose sums are added at the end: as many as there are threads
};

/// From so many products of numbers on a second thread saves more time than waking it costs.
enum { enough_to_share = 1 << 20 };

// Derivatives with respect to sums: A d Aᵀ

LANES_INLINE void upstream_along(lanes a, lanes b, lanes result[patch_side]) {
  result[0] = a, result[1] = a + b, result[2] = a - b, result[3] = -b;
}

/// The derivatives with respect to the 16 sums of a tile, each `apart` from the one before.
LANES_INLINE void transform_tile(const dt_images_convolution *o, tile_place at, float *transformed, int64_t apart) {
  const int64_t top = at.row * tile_side, left = at.column * tile_side;
  for (int64_t channel = 0; channel < o->outputs; channel += lane_count) {
    lanes rows[tile_side][patch_side];
    UNROLLED for (int i = 0; i < tile_side; i += 1) {
      lanes d[tile_side];
      UNROLLED for (int k = 0; k < tile_side; k += 1) {
        const int is_there = top + i < o->output[0] && left + k < o->output[1];
        const int64_t place = (at.image * o->output[0] + top + i) * o->output[1] + left + k;
        d[k] = is_there ? load(o->y + place * o->outputs + channel) : (lanes)0;
      }
      upstream_along(d[0], d[1], rows[i]);
    }
    UNROLLED for (int k = 0; k < patch_side; k += 1) {
      lanes column[patch_side];
      upstream_along(rows[0][k], rows[1][k], column);
      UNROLLED for (int i = 0; i < patch_side; i += 1)
        store(transformed + (patch_side * i + k) * apart + channel, column[i]);
    }
  }
}

// Products

/// Adds the products of `rows` inputs and `panels` · 16 outputs of all tiles to their sums.
LANES_INLINE void multiply(
    const dt_images_convolution *o, int64_t tiles, const float *pixels, const float *upstream, float *sums,
    const int rows, const int panels) {
  lanes sum[8][2];
  UNROLLED for (int i = 0; i < rows; i += 1)
    UNROLLED for (int p = 0; p < panels; p += 1) sum[i][p] = load(sums + i * o->outputs + p * lane_count);
  ROLLED for (int64_t tile = 0; tile < tiles; tile += 1) {
    lanes d[2];
    UNROLLED for (int p = 0; p < panels; p += 1) d[p] = load(upstream + tile * o->outputs + p * lane_count);
    UNROLLED for (int i = 0; i < rows; i += 1) {
      const lanes x = pixels[tile * o->inputs + i];
      UNROLLED for (int p = 0; p < panels; p += 1) sum[i][p] = fused(x, d[p], sum[i][p]);
    }
  }
  UNROLLED for (int i = 0; i < rows; i += 1)
    UNROLLED for (int p = 0; p < panels; p += 1) store(sums + i * o->outputs + p * lane_count, sum[i][p]);
}

static inline int64_t pixels_apart(int64_t inputs) { return most_tiles * inputs + gap; }
static inline int64_t upstream_apart(int64_t outputs) { return most_tiles * outputs + gap; }
static inline int64_t sums_apart(int64_t inputs, int64_t outputs) { return inputs * outputs + gap; }

static inline int64_t workspace_of_a_part(int64_t inputs, int64_t outputs) {
  return products * (pixels_apart(inputs) + upstream_apart(outputs) + sums_apart(inputs, outputs));
}

int64_t dt_winograd_gradient_workspace(int64_t inputs, int64_t outputs) {
  return parts * workspace_of_a_part(inputs, outputs);
}

static inline float *sums_of_part(const dt_winograd_gradient_arguments *a, int part) {
  return a->workspace + part * workspace_of_a_part(a->convolution.inputs, a->convolution.outputs);
}

/// The products of a part of the tiles, added up in the order of the tiles, whoever computes them.
LANES_INLINE void add_part(const dt_winograd_gradient_arguments *a, int part, const int rows, const int panels) {
  const dt_images_convolution *o = &a->convolution;
  const int64_t sum_step = sums_apart(o->inputs, o->outputs);
  const int64_t pixel_step = pixels_apart(o->inputs), upstream_step = upstream_apart(o->outputs);
  float *sums = sums_of_part(a, part), *pixels = sums + products * sum_step;
  float *upstream = pixels + products * pixel_step;
  for (int64_t i = 0; i < products * sum_step; i += lane_count) store(sums + i, (lanes)0);
  const int64_t all = o->batch * tiles_along(o, 0) * tiles_along(o, 1), end = all * (part + 1) / parts;
  for (int64_t first = all * part / parts; first < end; first += most_tiles) {
    const int64_t tiles = end - first < most_tiles ? end - first : most_tiles;
    for (int64_t tile = 0; tile < tiles; tile += 1) {
      const tile_place at = place_of(o, first + tile);
      transform_patch(o, at, pixels + tile * o->inputs, pixel_step);
      transform_tile(o, at, upstream + tile * o->outputs, upstream_step);
    }
    for (int64_t i = 0; i < products; i += 1) {
      const float *x = pixels + i * pixel_step, *d = upstream + i * upstream_step;
      float *sum = sums + i * sum_step;
      for (int64_t output = 0; output < o->outputs;) {
        const int is_last = o->outputs - output < panels * lane_count;
        for (int64_t input = 0; input < o->inputs; input += rows) {
          float *y = sum + input * o->outputs + output;
          if (is_last) {
            multiply(o, tiles, x + input, d + output, y, rows, 1);
          } else {
            multiply(o, tiles, x + input, d + output, y, rows, panels);
          }
        }
        output += (is_last ? 1 : panels) * lane_count;
      }
    }
  }
}

LANES_INLINE void add_parts(const void *arguments, int index, int count, const int rows, const int panels) {
  for (int part = parts * index / count; part < parts * (index + 1) / count; part += 1)
    add_part(arguments, part, rows > 6 ? 8 : 4, panels);
}

DT_LANES_KERNEL(add_parts)

// Gradients: Gᵀ s G

LANES_INLINE void gradient_along(const lanes s[patch_side], lanes result[3]) {
  const lanes half = 0.5f * (s[1] + s[2]);
  result[0] = s[0] + half, result[1] = 0.5f * (s[1] - s[2]), result[2] = half + s[3];
}

LANES_INLINE void gradients(const void *arguments, int index, int count, const int rows, const int panels) {
  const dt_winograd_gradient_arguments *a = arguments;
  const int64_t pairs = a->convolution.inputs * a->convolution.outputs, all = pairs / lane_count;
  const int64_t apart = sums_apart(a->convolution.inputs, a->convolution.outputs);
  for (int64_t block = all * index / count; block < all * (index + 1) / count; block += 1) {
    lanes narrow[patch_side][3];
    UNROLLED for (int i = 0; i < patch_side; i += 1) {
      lanes sums[patch_side];
      UNROLLED for (int k = 0; k < patch_side; k += 1) {
        const int64_t place = (patch_side * i + k) * apart + block * lane_count;
        sums[k] = load(sums_of_part(a, 0) + place);
        for (int part = 1; part < parts; part += 1) sums[k] += load(sums_of_part(a, part) + place);
      }
      gradient_along(sums, narrow[i]);
    }
    UNROLLED for (int k = 0; k < 3; k += 1) {
      const lanes column[patch_side] = {narrow[0][k], narrow[1][k], narrow[2][k], narrow[3][k]};
      lanes gradient[3];
      gradient_along(column, gradient);
      UNROLLED for (int i = 0; i < 3; i += 1)
        store(a->gradient + (3 * i + k) * pairs + block * lane_count, gradient[i]);
    }
  }
}

DT_LANES_KERNEL(gradients)

void dt_winograd_gradient(const void *arguments, const dt_context *context) {
  const dt_winograd_gradient_arguments *a = arguments;
  const dt_images_convolution *o = &a->convolution;
  const int64_t tiles = o->batch * tiles_along(o, 0) * tiles_along(o, 1);
  dt_in_parallel(add_parts_kernel, a, tiles * products * o->inputs * o->outputs >= enough_to_share);
  gradients_kernel(a, 0, 1);
}
