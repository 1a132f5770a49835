#include <math.h>

#include "CKernels.h"
#include "Clones.h"
#include "Functions.h"

DT_CLONES void dt_unary(const void *arguments, const dt_context *context) {
  const dt_unary_arguments *o = arguments;
  const float *x = o->x;
  float *y = o->y;
  const size_t count = o->count;
  const float p = o->p;
#define EACH(expression)                 \
  for (size_t i = 0; i < count; i += 1) { \
    const float v = x[i];                \
    y[i] = (expression);                 \
  }                                      \
  break
  switch (o->kind) {
    case dt_negate: EACH(-v);
    case dt_absolute: EACH(__builtin_fabsf(v));
    case dt_sign: EACH(v > 0 ? 1.0f : (v < 0 ? -1.0f : v));
    case dt_positive: EACH(v > 0 ? 1.0f : 0.0f);
    case dt_square: EACH(v * v);
    case dt_square_root: EACH(__builtin_sqrtf(v));
    case dt_reciprocal: EACH(1.0f / v);
    case dt_exponential: EACH(dt_expf(v));
    case dt_logarithm: EACH(dt_logf(v));
    case dt_tanh: EACH(dt_tanhf(v));
    case dt_sigmoid: EACH(dt_sigmoidf(v));
    case dt_relu: EACH(v < 0 ? 0.0f : v);
    case dt_softplus: EACH(dt_softplusf(v));
    case dt_error_function: EACH(dt_erff(v));
    case dt_sine: EACH(sinf(v));
    case dt_cosine: EACH(cosf(v));
    case dt_scale: EACH(p * v);
    case dt_offset: EACH(v + p);
    case dt_power: EACH(powf(v, p));
  }
#undef EACH
}

/// One innermost loop. Strides of 0 and 1 get code of their own, since those can be vectorised.
#define ROW(expression)                                                                \
  if (sa == 1 && sb == 1 && so == 1) {                                                 \
    for (int64_t i = 0; i < n; i += 1) { const float u = a[i], v = b[i]; out[i] = (expression); }      \
  } else if (sa == 1 && sb == 0 && so == 1) {                                          \
    const float v = b[0];                                                              \
    for (int64_t i = 0; i < n; i += 1) { const float u = a[i]; out[i] = (expression); }                \
  } else if (sa == 0 && sb == 1 && so == 1) {                                          \
    const float u = a[0];                                                              \
    for (int64_t i = 0; i < n; i += 1) { const float v = b[i]; out[i] = (expression); }                \
  } else {                                                                             \
    for (int64_t i = 0; i < n; i += 1) {                                               \
      const float u = a[i * sa], v = b[i * sb];                                        \
      out[i * so] = (expression);                                                      \
    }                                                                                  \
  }                                                                                    \
  break

DT_CLONES static void binary_row(
    dt_binary_kind kind, const float *a, int64_t sa, const float *b, int64_t sb, float *out, int64_t so,
    int64_t n) {
  switch (kind) {
    case dt_add: ROW(u + v);
    case dt_subtract: ROW(u - v);
    case dt_multiply: ROW(u * v);
    case dt_divide: ROW(u / v);
    case dt_maximum: ROW(u > v || u != u ? u : v);
    case dt_minimum: ROW(u < v || u != u ? u : v);
    case dt_greater: ROW(u > v ? 1.0f : 0.0f);
    case dt_tanh_gradient: ROW((1.0f - u * u) * v);
    case dt_sigmoid_gradient: ROW(u * (1.0f - u) * v);
    case dt_relu_gradient: ROW(u > 0 ? v : 0.0f);
  }
}

void dt_binary(const void *arguments, const dt_context *context) {
  const dt_binary_arguments *o = arguments;
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
