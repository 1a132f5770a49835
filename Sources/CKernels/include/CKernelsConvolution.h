// Convolutions whose results are pooled and rectified before they leave the registers.
#pragma once

#include <stdint.h>

/// The steps applied to the sums of a convolution.
typedef struct {
  int pools;      // the maximum of each 2 × 2, from the top left; a remaining row or column is not computed
  int rectifies;  // negative sums become 0
} dt_convolution_ending;

/// Images, [batch, height, width, channels], and their convolution. Pairs are height and width.
typedef struct {
  const float *x;
  const float *weight;
  const float *bias;  // [outputs], or null
  float *y;           // [batch, height, width, outputs], pooled or not
  int64_t batch;
  int64_t inputs, outputs;  // channels; outputs are a multiple of 16
  int64_t image[2];
  int64_t output[2];  // of the convolution, before pooling
  int64_t before[2];  // the number of zero pixels added at the top and the left
  dt_convolution_ending ending;
} dt_images_convolution;

/// A 3 × 3 kernel with stride 1. The number of inputs must be a multiple of 16 too.
///
/// Outputs are computed in tiles of 2 × 2 from 4 × 4 pixels each.
typedef struct {
  dt_images_convolution convolution;  // `weight` is transformed, [4, 4, inputs, outputs]
  float *workspace;                   // room for `dt_winograd_workspace` numbers
} dt_winograd_arguments;

void dt_winograd(const void *arguments, const dt_context *context);

int64_t dt_winograd_workspace(int64_t inputs, int64_t outputs);

/// The numbers of channels must be multiples of 16.
typedef struct {
  const float *weight;  // [3, 3, inputs, outputs]
  float *transformed;   // [4, 4, inputs, outputs]; turned [4, 4, outputs, inputs]
  int64_t inputs, outputs;
  int turned;  // for the derivative with respect to the images: rotated by 180°, inputs and outputs exchanged
} dt_winograd_weights_arguments;

void dt_winograd_weights(const void *arguments, const dt_context *context);

/// The derivative with respect to the weights of such a convolution, in the same tiles.
typedef struct {
  dt_images_convolution convolution;  // without weights; `y`, the derivative with respect to the results, is only read
  float *gradient;                    // [3, 3, inputs, outputs]
  float *workspace;                   // room for `dt_winograd_gradient_workspace` numbers
} dt_winograd_gradient_arguments;

void dt_winograd_gradient(const void *arguments, const dt_context *context);

int64_t dt_winograd_gradient_workspace(int64_t inputs, int64_t outputs);

/// Any kernel, with pooling: for few input channels.
typedef struct {
  dt_images_convolution convolution;  // `weight` is [height, width, inputs, outputs]
  int64_t kernel[2];
  int64_t stride[2];
} dt_pooled_convolution_arguments;

enum {
  dt_pooled_patch_limit = 512,  // the largest count of an image's numbers under 2 × 2 places of the kernel
};

void dt_pooled_convolution(const void *arguments, const dt_context *context);
