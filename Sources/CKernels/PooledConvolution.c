#include "Exact.h"

#include <string.h>

#include "CKernels.h"
#include "Lanes.h"

/// From so many products of numbers on, a second thread saves more time than waking it costs.
enum { enough_to_share = 1 << 20 };

/// The places of the kernel under one window, row by row.
enum { places = 4 };

/// The pixels under a window: numbers from `start` on, rows `step` apart.
typedef struct {
  const float *start;
  int64_t step;
} patch;

/// How many pixels the kernel reaches under a window.
static inline int64_t reach(const dt_pooled_convolution_arguments *a, int axis) {
  return a->kernel[axis] + a->stride[axis];
}

/// The patch under a window, in its image if it lies inside, else copied between zeros to `copy`.
static inline patch patch_under(
    const dt_pooled_convolution_arguments *a, int64_t image, int64_t row, int64_t column, float *copy) {
  const dt_images_convolution *o = &a->convolution;
  const int64_t top = 2 * row * a->stride[0] - o->before[0], left = 2 * column * a->stride[1] - o->before[1];
  const int64_t height = reach(a, 0), width = reach(a, 1), step = o->image[1] * o->inputs;
  const float *x = o->x + image * o->image[0] * step;
  if (top >= 0 && left >= 0 && top + height <= o->image[0] && left + width <= o->image[1])
    return (patch){x + top * step + left * o->inputs, step};
  const int64_t from = left < 0 ? -left : 0, beyond = o->image[1] - left, to = beyond < width ? beyond : width;
  memset(copy, 0, (size_t)(height * width * o->inputs) * sizeof(float));
  for (int64_t i = top < 0 ? -top : 0; i < height && top + i < o->image[0] && from < to; i += 1)
    memcpy(
        copy + (i * width + from) * o->inputs, x + (top + i) * step + (left + from) * o->inputs,
        (size_t)((to - from) * o->inputs) * sizeof(float));
  return (patch){copy, width * o->inputs};
}

/// The largest of the sums at the four places of a window, for `panels` · 16 outputs from `first` on.
LANES_INLINE void pool(
    const dt_pooled_convolution_arguments *a, patch pixels, int64_t first, float *y, const int panels) {
  const dt_images_convolution *o = &a->convolution;
  const int64_t down = a->stride[0] * pixels.step, right = a->stride[1] * o->inputs;
  const int64_t width = a->kernel[1] * o->inputs;
  const float *weight = o->weight + first;
  lanes sum[places][2];
  UNROLLED for (int p = 0; p < panels; p += 1) {
    const lanes bias = o->bias ? load(o->bias + first + p * lane_count) : (lanes)0;
    UNROLLED for (int i = 0; i < places; i += 1) sum[i][p] = bias;
  }
  for (int64_t row = 0; row < a->kernel[0]; row += 1) {
    ROLLED for (int64_t k = 0; k < width; k += 1) {
      const float *x = pixels.start + row * pixels.step + k;
      lanes w[2];
      UNROLLED for (int p = 0; p < panels; p += 1) w[p] = load(weight + p * lane_count);
      UNROLLED for (int i = 0; i < places; i += 1) {
        const lanes pixel = x[i / 2 * down + i % 2 * right];
        UNROLLED for (int p = 0; p < panels; p += 1) sum[i][p] = fused(pixel, w[p], sum[i][p]);
      }
      weight += o->outputs;
    }
  }
  UNROLLED for (int p = 0; p < panels; p += 1) {
    const lanes largest = larger(larger(sum[0][p], sum[1][p]), larger(sum[2][p], sum[3][p]));
    store(y + first + p * lane_count, o->ending.rectifies ? rectified(largest) : largest);
  }
}

LANES_INLINE void pooled_convolution(
    const void *arguments, int index, int count, const int rows, const int panels) {
  const dt_pooled_convolution_arguments *a = arguments;
  const dt_images_convolution *o = &a->convolution;
  const int64_t height = o->output[0] / 2, width = o->output[1] / 2;
  float copy[dt_pooled_patch_limit];
  for (int64_t image = o->batch * index / count; image < o->batch * (index + 1) / count; image += 1) {
    float *y = o->y + image * height * width * o->outputs;
    for (int64_t place = 0; place < height * width; place += 1, y += o->outputs) {
      const patch pixels = patch_under(a, image, place / width, place % width, copy);
      int64_t first = 0;
      for (; o->outputs - first >= panels * lane_count; first += panels * lane_count)
        pool(a, pixels, first, y, panels);
      for (; first < o->outputs; first += lane_count) pool(a, pixels, first, y, 1);
    }
  }
}

DT_LANES_KERNEL(pooled_convolution)

void dt_pooled_convolution(const void *arguments, const dt_context *context) {
  const dt_pooled_convolution_arguments *a = arguments;
  const dt_images_convolution *o = &a->convolution;
  const int64_t products = o->batch * o->output[0] * o->output[1] * a->kernel[0] * a->kernel[1] * o->inputs * o->outputs;
  dt_in_parallel(pooled_convolution_kernel, a, products >= enough_to_share);
}
