#include "Exact.h"

#include <string.h>

#include "CKernels.h"
#include "Variants.h"
#include "Threads.h"

// Channels are taken in blocks whose intermediate results stay in registers. Of 16, 32 and 64 channels 32 were the
// fastest, twice as fast as 16, which come next.
enum { block = 32, half_block = 16 };

// From so many elements of the images on, a second thread saves more time than waking it costs.
enum { enough_to_share = 1 << 17 };

#define FOR_CHANNELS(j) for (int64_t j = 0; j < width; j += 1)

/// A place of the window: the number of the pixel at its first element, which may lie outside the image, and the
/// elements of the window that lie on the image.
typedef struct {
  int64_t row, column;
  int64_t first[2], last[2];  // rows and columns of the window, the last excluded
} place;

static inline void clip(const dt_windows *w, int axis, int64_t start, place *p) {
  const int64_t gap = w->dilation[axis];
  const int64_t beyond = w->image[axis] - start;  // at least 1: places begin before the image's end
  p->first[axis] = start < 0 ? (gap - 1 - start) / gap : 0;
  const int64_t fitting = (beyond + gap - 1) / gap;
  p->last[axis] = fitting < w->size[axis] ? fitting : w->size[axis];
}

static inline place place_at(const dt_windows *w, int64_t row, int64_t column) {
  place p = {.row = row * w->stride[0] - w->before[0], .column = column * w->stride[1] - w->before[1]};
  clip(w, 0, p.row, &p);
  clip(w, 1, p.column, &p);
  return p;
}

/// Where the pixel under element (row, column) of the window begins.
static inline int64_t pixel_of(const dt_windows *w, int64_t image, const place *at, int64_t row, int64_t column) {
  const int64_t line = image * w->image[0] + at->row + row * w->dilation[0];
  return (line * w->image[1] + at->column + column * w->dilation[1]) * w->channels;
}

/// Runs what follows for each block of channels at each place of the window on this thread's share of the images. In it
/// are `at`, `first` (the first channel), `width` (how many channels, a constant but for the last few) and `output` (the
/// place's first element in the results).
#define FOR_PLACES(w, ...)                                                                                  \
  for (int64_t image = (w)->batch * index / count; image < (w)->batch * (index + 1) / count; image += 1)    \
    for (int64_t row = 0; row < (w)->output[0]; row += 1)                                                   \
      for (int64_t column = 0; column < (w)->output[1]; column += 1) {                                      \
        const place at = place_at((w), row, column);                                                        \
        const int64_t results = ((image * (w)->output[0] + row) * (w)->output[1] + column) * (w)->channels; \
        int64_t first = 0;                                                                                  \
        for (; (w)->channels - first >= block; first += block) {                                            \
          enum { width = block };                                                                           \
          const int64_t output = results + first;                                                           \
          __VA_ARGS__                                                                                       \
        }                                                                                                   \
        if ((w)->channels - first >= half_block) {                                                          \
          enum { width = half_block };                                                                      \
          const int64_t output = results + first;                                                           \
          __VA_ARGS__                                                                                       \
          first += half_block;                                                                              \
        }                                                                                                   \
        if (first < (w)->channels) {                                                                        \
          const int64_t width = (w)->channels - first, output = results + first;                            \
          __VA_ARGS__                                                                                       \
        }                                                                                                   \
      }

/// Runs what follows for each element of the window that lies on the image: `element` is its number, `pixel` the place
/// of its first channel in the images.
#define FOR_ELEMENTS(w, ...)                                         \
  for (int64_t i = at.first[0]; i < at.last[0]; i += 1)              \
    for (int64_t k = at.first[1]; k < at.last[1]; k += 1) {          \
      const int32_t element = (int32_t)(i * (w)->size[1] + k);       \
      const int64_t pixel = pixel_of((w), image, &at, i, k) + first; \
      (void)element;                                                 \
      __VA_ARGS__                                                    \
    }

/// Whether each pixel lies under just one place of the window.
static int is_tiling(const dt_windows *w) {
  for (int axis = 0; axis < 2; axis += 1) {
    if (w->dilation[axis] != 1 || w->before[axis] != 0 || w->stride[axis] != w->size[axis]) return 0;
    if (w->output[axis] * w->stride[axis] != w->image[axis]) return 0;
  }
  return 1;
}

/// Zeros in this thread's share of the images.
static void clear_images(const dt_window_arguments *o, int index, int count) {
  const dt_windows *w = &o->windows;
  const int64_t size = w->image[0] * w->image[1] * w->channels;
  const int64_t from = w->batch * index / count, to = w->batch * (index + 1) / count;
  memset(o->y + from * size, 0, (size_t)((to - from) * size) * sizeof(float));
}

DT_VARIANTS(void, selection, (const void *arguments, int index, int count), arguments, index, count) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  FOR_PLACES(w, {
    const int64_t start = pixel_of(w, image, &at, at.first[0], at.first[1]) + first;
    float best[block], chosen[block], *restrict y = o->y + output;
    FOR_CHANNELS(j) best[j] = o->x[start + j];
    FOR_CHANNELS(j) chosen[j] = o->v[start + j];
    FOR_ELEMENTS(w, {
      const float *x = o->x + pixel, *v = o->v + pixel;
      FOR_CHANNELS(j) {
        const float candidate = x[j], value = v[j];  // read in any case, so that no branch is needed
        const int taken = (candidate > best[j]) | (candidate != candidate);
        best[j] = taken ? candidate : best[j];
        chosen[j] = taken ? value : chosen[j];
      }
    })
    FOR_CHANNELS(j) y[j] = chosen[j];
  })
}

/// `is_written_once` is a constant wherever this is used.
static inline __attribute__((always_inline)) void scatter_images(
    const dt_window_arguments *o, int index, int count, const int is_written_once) {
  const dt_windows *w = &o->windows;
  if (!is_written_once) clear_images(o, index, count);
  FOR_PLACES(w, {
    float best[block], value[block];
    int32_t chosen[block];
    const int64_t start = pixel_of(w, image, &at, at.first[0], at.first[1]) + first;
    const float *v = o->v + output;
    FOR_CHANNELS(j) best[j] = o->x[start + j];
    FOR_CHANNELS(j) chosen[j] = (int32_t)(at.first[0] * w->size[1] + at.first[1]);
    FOR_ELEMENTS(w, {
      const float *x = o->x + pixel;
      FOR_CHANNELS(j) {
        const float candidate = x[j];
        const int taken = (candidate > best[j]) | (candidate != candidate);
        best[j] = taken ? candidate : best[j];
        chosen[j] = taken ? element : chosen[j];
      }
    })
    FOR_CHANNELS(j) value[j] = v[j];
    FOR_ELEMENTS(w, {
      float *restrict y = o->y + pixel;
      FOR_CHANNELS(j) {
        const float part = chosen[j] == element ? value[j] : 0.0f;
        y[j] = is_written_once ? part : y[j] + part;
      }
    })
  })
}

DT_VARIANTS(void, scatter_once, (const void *arguments, int index, int count), arguments, index, count) {
  scatter_images(arguments, index, count, 1);
}

DT_VARIANTS(void, scatter_adding, (const void *arguments, int index, int count), arguments, index, count) {
  scatter_images(arguments, index, count, 0);
}

/// How many elements a mean is of.
static inline float count_at(const place *at) {
  return (float)((at->last[0] - at->first[0]) * (at->last[1] - at->first[1]));
}

DT_VARIANTS(void, mean, (const void *arguments, int index, int count), arguments, index, count) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  FOR_PLACES(w, {
    float sum[block] = {0};
    float *restrict y = o->y + output;
    const float elements = count_at(&at);
    FOR_ELEMENTS(w, {
      const float *v = o->v + pixel;
      FOR_CHANNELS(j) sum[j] += v[j];
    })
    FOR_CHANNELS(j) y[j] = sum[j] / elements;
  })
}

DT_VARIANTS(void, spread, (const void *arguments, int index, int count), arguments, index, count) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  clear_images(o, index, count);
  FOR_PLACES(w, {
    const float *v = o->v + output, elements = count_at(&at);
    float part[block];
    FOR_CHANNELS(j) part[j] = v[j] / elements;
    FOR_ELEMENTS(w, {
      float *restrict y = o->y + pixel;
      FOR_CHANNELS(j) y[j] += part[j];
    })
  })
}

static void in_parallel(dt_part_of_work part, const dt_window_arguments *o) {
  const dt_windows *w = &o->windows;
  dt_in_parallel(part, o, w->batch * w->image[0] * w->image[1] * w->channels >= enough_to_share);
}

void dt_window_selection(const void *arguments, const dt_context *context) { in_parallel(selection, arguments); }

void dt_window_scatter(const void *arguments, const dt_context *context) {
  const dt_window_arguments *o = arguments;
  in_parallel(is_tiling(&o->windows) ? scatter_once : scatter_adding, o);
}

void dt_window_mean(const void *arguments, const dt_context *context) { in_parallel(mean, arguments); }

void dt_window_spread(const void *arguments, const dt_context *context) { in_parallel(spread, arguments); }
