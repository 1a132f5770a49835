#include "Exact.h"

#include <math.h>

#include "CKernels.h"
#include "Variants.h"
#include "Costs.h"
#include "Functions.h"
#include "Threads.h"

/// From this many simple operations on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 16 };

// Loops that call the C library, for sine, cosine and power, stay loops; the compiler would warn of them.
#pragma clang diagnostic ignored "-Wpass-failed"

DT_VARIANTS(void, unary_range, (const dt_unary_arguments *o, size_t first, size_t end), o, first, end) {
  const float *x = o->x + first;
  float *y = o->y + first;
  const size_t count = end - first;
  const float p = o->p;
// The result may lie over the operand, element for element, so the loops carry nothing from turn to turn.
#define UNARY(kind, cost, expression)             \
  case kind:                                      \
    _Pragma("clang loop vectorize(assume_safety)") \
    for (size_t i = 0; i < count; i += 1) {       \
      const float u = x[i];                       \
      y[i] = (expression);                        \
    }                                             \
    break;
  switch (o->kind) {
#include "UnaryFunctions.h"
  }
#undef UNARY
}

static void unary_share(const void *data, int index, int count) {
  const dt_unary_arguments *o = data;
  unary_range(o, o->count * (size_t)index / (size_t)count, o->count * (size_t)(index + 1) / (size_t)count);
}

void dt_unary(const void *arguments, const dt_context *context) {
  const dt_unary_arguments *o = arguments;
  dt_in_parallel(unary_share, o, o->count * dt_cost_of_unary(o->kind) >= parallel_threshold);
}

/// One innermost loop. Strides of 0 and 1 get code of their own, since those can be vectorised.
#define LOOP(left, right, target, expression)      \
  _Pragma("clang loop vectorize(assume_safety)")  \
  for (int64_t i = 0; i < n; i += 1) {            \
    const float u = left, v = right;              \
    target = (expression);                        \
  }
#define BINARY(kind, expression)                                       \
  case kind:                                                           \
    if (sa == 1 && sb == 1 && so == 1) {                               \
      LOOP(a[i], b[i], out[i], expression)                             \
    } else if (sa == 1 && sb == 0 && so == 1) {                        \
      LOOP(a[i], b[0], out[i], expression)                             \
    } else if (sa == 0 && sb == 1 && so == 1) {                        \
      LOOP(a[0], b[i], out[i], expression)                             \
    } else {                                                           \
      LOOP(a[i * sa], b[i * sb], out[i * so], expression)              \
    }                                                                  \
    break;

DT_VARIANTS(
    void, binary_row, (dt_binary_kind kind, const float *a, int64_t sa, const float *b, int64_t sb, float *out, int64_t so, int64_t n),
    kind, a, sa, b, sb, out, so, n) {
  switch (kind) {
#include "BinaryFunctions.h"
  }
}
#undef BINARY
#undef LOOP

static void binary_loops(const dt_binary_arguments *o) {
  const dt_loop *loop = &o->loop;
  const int64_t outer = loop->rank - 1;
  int64_t index[dt_max_rank] = {0};
  const float *a = o->a, *b = o->b;
  float *out = o->out;
  for (;;) {
    binary_row(o->kind, a, loop->a[outer], b, loop->b[outer], out, loop->out[outer], loop->extent[outer]);
    int64_t axis = outer - 1;
    for (; axis >= 0; axis -= 1) {
      a += loop->a[axis];
      b += loop->b[axis];
      out += loop->out[axis];
      if (++index[axis] < loop->extent[axis]) break;
      a -= loop->a[axis] * loop->extent[axis];
      b -= loop->b[axis] * loop->extent[axis];
      out -= loop->out[axis] * loop->extent[axis];
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/// Shares are ranges of the outermost loop.
static void binary_share(const void *data, int index, int count) {
  dt_binary_arguments o = *(const dt_binary_arguments *)data;
  const int64_t first = o.loop.extent[0] * index / count, end = o.loop.extent[0] * (index + 1) / count;
  if (first == end) return;
  o.a += first * o.loop.a[0];
  o.b += first * o.loop.b[0];
  o.out += first * o.loop.out[0];
  o.loop.extent[0] = end - first;
  binary_loops(&o);
}

void dt_binary(const void *arguments, const dt_context *context) {
  const dt_binary_arguments *o = arguments;
  int64_t numbers = 1;
  for (int64_t axis = 0; axis < o->loop.rank; axis += 1) numbers *= o->loop.extent[axis];
  dt_in_parallel(binary_share, o, numbers >= parallel_threshold);
}
