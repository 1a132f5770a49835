// Tiles of 2 × 2 results of a convolution with a kernel of 3 × 3, and the 4 × 4 pixels that each is computed from.
#pragma once

#include "CKernels.h"
#include "Lanes.h"

enum {
  tile_side = 2,
  patch_side = 4,
  products = patch_side * patch_side,
};

// Where tiles are

typedef struct {
  int64_t image, row, column;  // of the tile
} tile_place;

static inline int64_t tiles_along(const dt_images_convolution *o, int axis) {
  return o->ending.pools ? o->output[axis] / tile_side : (o->output[axis] + tile_side - 1) / tile_side;
}

static inline tile_place place_of(const dt_images_convolution *o, int64_t tile) {
  const int64_t rows = tiles_along(o, 0), columns = tiles_along(o, 1);
  return (tile_place){tile / (rows * columns), tile / columns % rows, tile % columns};
}

// Pixels: Bᵀ d B

LANES_INLINE void patch_along(lanes d[patch_side]) {
  const lanes first = d[0] - d[2], second = d[1] + d[2], third = d[2] - d[1], fourth = d[1] - d[3];
  d[0] = first, d[1] = second, d[2] = third, d[3] = fourth;
}

/// Where a pixel's channels begin, or null for one of the zeros around the image.
static inline const float *pixel(const dt_images_convolution *o, int64_t image, int64_t row, int64_t column) {
  if (row < 0 || column < 0 || row >= o->image[0] || column >= o->image[1]) return 0;
  return o->x + ((image * o->image[0] + row) * o->image[1] + column) * o->inputs;
}

/// The 16 transformed pixels of a tile, each `apart` from the one before.
LANES_INLINE void transform_patch(const dt_images_convolution *o, tile_place at, float *transformed, int64_t apart) {
  const int64_t top = at.row * tile_side - o->before[0], left = at.column * tile_side - o->before[1];
  const float *pixels[products];
  for (int i = 0; i < products; i += 1) pixels[i] = pixel(o, at.image, top + i / patch_side, left + i % patch_side);
  for (int64_t channel = 0; channel < o->inputs; channel += lane_count) {
    lanes d[patch_side][patch_side];
    UNROLLED for (int i = 0; i < patch_side; i += 1) {
      UNROLLED for (int k = 0; k < patch_side; k += 1) {
        const float *x = pixels[patch_side * i + k];
        d[i][k] = x ? load(x + channel) : (lanes)0;
      }
      patch_along(d[i]);
    }
    UNROLLED for (int k = 0; k < patch_side; k += 1) {
      lanes column[patch_side] = {d[0][k], d[1][k], d[2][k], d[3][k]};
      patch_along(column);
      UNROLLED for (int i = 0; i < patch_side; i += 1)
        store(transformed + (patch_side * i + k) * apart + channel, column[i]);
    }
  }
}
