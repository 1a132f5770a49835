#include "CKernels.h"
#include "Clones.h"

// Channels are taken in blocks whose sums stay in registers or the first-level cache. Each block's rows are added
// up in groups, so that rounding errors grow with the number of groups rather than of rows.
enum { block = 64, group = 64 };

#define FOR_CHANNELS(j) for (size_t j = 0; j < width; j += 1)

DT_CLONES void dt_batch_norm(const void *arguments, const dt_context *context) {
  const dt_batch_norm_arguments *o = arguments;
  const size_t rows = o->rows, channels = o->channels;
  const float share = 1.0f / (float)rows;
  for (size_t first = 0; first < channels; first += block) {
    const size_t width = channels - first < block ? channels - first : block;
    const float *x = o->x + first;
    float *restrict y = o->y + first;
    float mean[block] = {0}, variance[block] = {0}, scale[block], offset[block];
    for (size_t top = 0; top < rows; top += group) {
      const size_t bottom = rows - top < group ? rows : top + group;
      float sum[block] = {0};
      for (size_t row = top; row < bottom; row += 1) FOR_CHANNELS(j) sum[j] += x[row * channels + j];
      FOR_CHANNELS(j) mean[j] += sum[j];
    }
    FOR_CHANNELS(j) mean[j] *= share;
    for (size_t top = 0; top < rows; top += group) {
      const size_t bottom = rows - top < group ? rows : top + group;
      float sum[block] = {0};
      for (size_t row = top; row < bottom; row += 1) FOR_CHANNELS(j) {
          const float distance = x[row * channels + j] - mean[j];
          sum[j] += distance * distance;
        }
      FOR_CHANNELS(j) variance[j] += sum[j];
    }
    FOR_CHANNELS(j) {
      variance[j] *= share;
      const float inverse = 1.0f / __builtin_sqrtf(variance[j] + o->epsilon);
      scale[j] = o->scale[first + j] * inverse;
      offset[j] = o->offset[first + j];
      o->mean[first + j] = mean[j];
      o->variance[first + j] = variance[j];
      o->inverse_deviation[first + j] = inverse;
    }
    for (size_t row = 0; row < rows; row += 1)
      FOR_CHANNELS(j) y[row * channels + j] = (x[row * channels + j] - mean[j]) * scale[j] + offset[j];
  }
}

DT_CLONES void dt_batch_norm_gradient(const void *arguments, const dt_context *context) {
  const dt_batch_norm_gradient_arguments *o = arguments;
  const size_t rows = o->rows, channels = o->channels;
  const float share = 1.0f / (float)rows;
  for (size_t first = 0; first < channels; first += block) {
    const size_t width = channels - first < block ? channels - first : block;
    const float *x = o->x + first, *upstream = o->upstream + first;
    const float *mean = o->mean + first, *inverse = o->inverse_deviation + first;
    float *restrict gradient = o->x_gradient + first;
    float total[block] = {0}, weighted[block] = {0}, factor[block];
    for (size_t top = 0; top < rows; top += group) {
      const size_t bottom = rows - top < group ? rows : top + group;
      float sum[block] = {0}, product[block] = {0};
      for (size_t row = top; row < bottom; row += 1) FOR_CHANNELS(j) {
          const float dy = upstream[row * channels + j];
          sum[j] += dy;
          product[j] += dy * ((x[row * channels + j] - mean[j]) * inverse[j]);
        }
      FOR_CHANNELS(j) total[j] += sum[j];
      FOR_CHANNELS(j) weighted[j] += product[j];
    }
    FOR_CHANNELS(j) {
      o->offset_gradient[first + j] = total[j];
      o->scale_gradient[first + j] = weighted[j];
      factor[j] = o->scale[first + j] * inverse[j];
      total[j] *= share;
      weighted[j] *= share;
    }
    for (size_t row = 0; row < rows; row += 1) FOR_CHANNELS(j) {
        const float normalised = (x[row * channels + j] - mean[j]) * inverse[j];
        gradient[row * channels + j] =
            factor[j] * (upstream[row * channels + j] - total[j] - normalised * weighted[j]);
      }
  }
}
