#include <string.h>

#include "CKernels.h"
#include "Clones.h"

// Channels are taken in blocks whose intermediate results stay in registers or the first-level cache.
enum { block = 64 };

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

/// Runs what follows for each block of channels at each place of the window on each image. In it are `at`, `first` (the
/// first channel), `width` (how many channels) and `output` (the place's first element in the results).
#define FOR_PLACES(w, ...)                                                                        \
  for (int64_t image = 0; image < (w)->batch; image += 1)                                         \
    for (int64_t row = 0; row < (w)->output[0]; row += 1)                                         \
      for (int64_t column = 0; column < (w)->output[1]; column += 1) {                            \
        const place at = place_at((w), row, column);                                              \
        for (int64_t first = 0; first < (w)->channels; first += block) {                          \
          const int64_t width = (w)->channels - first < block ? (w)->channels - first : block;    \
          const int64_t output =                                                                  \
              ((image * (w)->output[0] + row) * (w)->output[1] + column) * (w)->channels + first; \
          __VA_ARGS__                                                                             \
        }                                                                                         \
      }

/// Runs what follows for each element of the window that lies on the image: `element` is its number, `pixel` the place
/// of its first channel in the images.
#define FOR_ELEMENTS(w, ...)                                                                           \
  for (int64_t i = at.first[0]; i < at.last[0]; i += 1)                                                \
    for (int64_t k = at.first[1]; k < at.last[1]; k += 1) {                                            \
      const int32_t element = (int32_t)(i * (w)->size[1] + k);                                         \
      const int64_t pixel = ((image * (w)->image[0] + at.row + i * (w)->dilation[0]) * (w)->image[1] + \
                             at.column + k * (w)->dilation[1]) * (w)->channels + first;                \
      (void)element;                                                                                   \
      __VA_ARGS__                                                                                      \
    }

DT_CLONES void dt_window_selection(const void *arguments, const dt_context *context) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  FOR_PLACES(w, {
    float best[block], *restrict y = o->y + output;
    FOR_CHANNELS(j) best[j] = -__builtin_inff();
    FOR_ELEMENTS(w, {
      const float *x = o->x + pixel, *v = o->v + pixel;
      const int starts = i == at.first[0] && k == at.first[1];
      FOR_CHANNELS(j) {
        const int taken = starts | (x[j] > best[j]) | (x[j] != x[j]);
        best[j] = taken ? x[j] : best[j];
        y[j] = taken ? v[j] : y[j];
      }
    })
  })
}

DT_CLONES void dt_window_scatter(const void *arguments, const dt_context *context) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  memset(o->y, 0, (size_t)(w->batch * w->image[0] * w->image[1] * w->channels) * sizeof(float));
  FOR_PLACES(w, {
    float best[block];
    int32_t chosen[block];
    const float *v = o->v + output;
    FOR_CHANNELS(j) best[j] = -__builtin_inff();
    FOR_ELEMENTS(w, {
      const float *x = o->x + pixel;
      const int starts = i == at.first[0] && k == at.first[1];
      FOR_CHANNELS(j) {
        const int taken = starts | (x[j] > best[j]) | (x[j] != x[j]);
        best[j] = taken ? x[j] : best[j];
        chosen[j] = taken ? element : chosen[j];
      }
    })
    FOR_ELEMENTS(w, {
      float *restrict y = o->y + pixel;
      FOR_CHANNELS(j) y[j] += chosen[j] == element ? v[j] : 0.0f;
    })
  })
}

/// What one element is of the mean.
static inline float share(const place *at) {
  return 1.0f / (float)((at->last[0] - at->first[0]) * (at->last[1] - at->first[1]));
}

DT_CLONES void dt_window_mean(const void *arguments, const dt_context *context) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  FOR_PLACES(w, {
    float sum[block] = {0};
    float *restrict y = o->y + output;
    const float part = share(&at);
    FOR_ELEMENTS(w, {
      const float *v = o->v + pixel;
      FOR_CHANNELS(j) sum[j] += v[j];
    })
    FOR_CHANNELS(j) y[j] = sum[j] * part;
  })
}

DT_CLONES void dt_window_spread(const void *arguments, const dt_context *context) {
  const dt_window_arguments *o = arguments;
  const dt_windows *w = &o->windows;
  memset(o->y, 0, (size_t)(w->batch * w->image[0] * w->image[1] * w->channels) * sizeof(float));
  FOR_PLACES(w, {
    const float *v = o->v + output, part = share(&at);
    FOR_ELEMENTS(w, {
      float *restrict y = o->y + pixel;
      FOR_CHANNELS(j) y[j] += v[j] * part;
    })
  })
}
