#include "Exact.h"

#include "CKernels.h"

void dt_cumulative_sum(const void *arguments, const dt_context *context) {
  const dt_along_arguments *o = arguments;
  for (size_t outer = 0; outer < o->outer; outer += 1) {
    for (size_t inner = 0; inner < o->inner; inner += 1) {
      const size_t start = outer * o->extent * o->inner + inner;
      double sum = 0;
      for (size_t i = 0; i < o->extent; i += 1) {
        const size_t place = start + (o->reversed ? o->extent - 1 - i : i) * o->inner;
        sum += (double)o->x[place];
        o->y[place] = (float)sum;
      }
    }
  }
}

/// NaN counts as the largest, as it does for dt_max.
static int comes_before(float x, float best) { return x > best || (x != x && best == best); }

void dt_argmax(const void *arguments, const dt_context *context) {
  const dt_along_arguments *o = arguments;
  for (size_t outer = 0; outer < o->outer; outer += 1) {
    for (size_t inner = 0; inner < o->inner; inner += 1) {
      const float *x = o->x + outer * o->extent * o->inner + inner;
      size_t best = 0;
      for (size_t i = 1; i < o->extent; i += 1)
        if (comes_before(x[i * o->inner], x[best * o->inner])) best = i;
      o->y[outer * o->inner + inner] = (float)best;
    }
  }
}
