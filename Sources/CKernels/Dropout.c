#include "CKernels.h"
#include "Clones.h"

DT_CLONES static void keep_or_drop(float *mask, size_t count, float rate) {
  const float kept = 1.0f / (1.0f - rate);
  for (size_t i = 0; i < count; i += 1) mask[i] = mask[i] < rate ? 0.0f : kept;
}

void dt_dropout_mask(const void *arguments, const dt_context *context) {
  const dt_dropout_mask_arguments *o = arguments;
  dt_random_uniform(context->seed, o->stream, context->step * o->count, o->mask, o->count);
  keep_or_drop(o->mask, o->count, o->rate);
}
