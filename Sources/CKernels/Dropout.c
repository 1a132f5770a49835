#include "Exact.h"

#include "CKernels.h"
#include "Variants.h"
#include "Functions.h"

DT_VARIANTS(void, keep_or_drop, (float *mask, size_t count, float rate), mask, count, rate) {
  const float kept = 1.0f / (1.0f - rate);
  for (size_t i = 0; i < count; i += 1) mask[i] = mask[i] < rate ? 0.0f : kept;
}

void dt_dropout_mask_part(
    const dt_context *context, uint64_t stream, float rate, uint64_t first, float *mask, size_t count) {
  dt_random_uniform(context->seed, stream, first, mask, count);
  keep_or_drop(mask, count, rate);
}

void dt_dropout_mask(const void *arguments, const dt_context *context) {
  const dt_dropout_mask_arguments *o = arguments;
  dt_dropout_mask_part(context, o->stream, o->rate, context->step * o->count, o->mask, o->count);
}

/// Box and Muller's cosine branch: numbers 2i and 2i + 1 of `draws` give `out[i]`.
DT_VARIANTS(
    void, normals, (const float *draws, float *restrict out, size_t count, float mean, float deviation),
    draws, out, count, mean, deviation) {
  for (size_t i = 0; i < count; i += 1) {
    const float radius = __builtin_sqrtf(-2.0f * dt_logf(1.0f - draws[2 * i]));
    out[i] = mean + deviation * (radius * dt_cosine_of_turn(draws[2 * i + 1]));
  }
}

enum { chunk = 256 };

void dt_normal_noise(const void *arguments, const dt_context *context) {
  const dt_normal_noise_arguments *o = arguments;
  float draws[2 * chunk];
  for (size_t start = 0; start < o->count; start += chunk) {
    const size_t count = o->count - start < chunk ? o->count - start : chunk;
    dt_random_uniform(
        context->seed, o->stream, 2 * (context->step * o->count + start), draws, 2 * count);
    normals(draws, o->noise + start, count, o->mean, o->deviation);
  }
}
