#include "Exact.h"

#include "CKernels.h"
#include "Variants.h"
#include "Functions.h"

/// exp(x − max) into y; gives their sum, and the maximum through `largest`.
static inline float exponentials(const float *x, float *y, size_t n, float *largest) {
  float top = x[0];
  for (size_t i = 1; i < n; i += 1) top = x[i] > top ? x[i] : top;
  float sum = 0;
  for (size_t i = 0; i < n; i += 1) y[i] = dt_expf(x[i] - top);
  for (size_t i = 0; i < n; i += 1) sum += y[i];
  *largest = top;
  return sum;
}

DT_VARIANTS(void, softmax, (const void *arguments), arguments) {
  const dt_softmax_arguments *o = arguments;
  for (size_t row = 0; row < o->rows; row += 1) {
    float *y = o->y + row * o->classes, top;
    const float scale = 1.0f / exponentials(o->x + row * o->classes, y, o->classes, &top);
    for (size_t i = 0; i < o->classes; i += 1) y[i] *= scale;
  }
}

void dt_softmax(const void *arguments, const dt_context *context) { softmax(arguments); }

DT_VARIANTS(void, softmax_cross_entropy, (const void *arguments), arguments) {
  const dt_softmax_cross_entropy_arguments *o = arguments;
  for (size_t row = 0; row < o->rows; row += 1) {
    const float *x = o->logits + row * o->classes;
    float *y = o->gradient + row * o->classes, top;
    const size_t label = (size_t)o->labels[row];
    const float shared = o->smoothing / (float)o->classes;
    const float sum = exponentials(x, y, o->classes, &top);
    // How far scores lie below the largest, under the target. Without smoothing, other classes may have −∞.
    float distance = (1.0f - o->smoothing) * (top - x[label]);
    if (shared > 0) {
      float total = 0;
      for (size_t i = 0; i < o->classes; i += 1) total += top - x[i];
      distance += shared * total;
    }
    const float scale = 1.0f / sum;
    for (size_t i = 0; i < o->classes; i += 1) y[i] = y[i] * scale - shared;
    y[label] -= 1.0f - o->smoothing;
    o->losses[row] = dt_logf(sum) + distance;
  }
}

void dt_softmax_cross_entropy(const void *arguments, const dt_context *context) { softmax_cross_entropy(arguments); }

void dt_correct(const void *arguments, const dt_context *context) {
  const dt_correct_arguments *o = arguments;
  size_t correct = 0;
  for (size_t row = 0; row < o->rows; row += 1) {
    const float *x = o->logits + row * o->classes;
    size_t label = (size_t)o->labels[row], before = 0;
    // Not "larger": a score that is not a number comes before all others, so it is never a right answer.
    for (size_t i = 0; i < o->classes; i += 1)
      before += i != label && !(x[i] < x[label]) && (x[i] != x[label] || i < label);
    correct += before < o->among;
  }
  *o->count = (float)correct;
}
