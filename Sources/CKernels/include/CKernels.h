// The engine's own loops. All kernels have the same signature, so that a plan is a list of (kernel, arguments) pairs,
// which is replayed without allocation, reference counting or lookups.
//
// Results do not depend on the instruction set: products and sums are never contracted, and the order of a sum depends
// only on its length. Sine, cosine and power are those of the C library, which promises less.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "CKernelsRandom.h"

/// The values that change between runs of a plan.
typedef struct {
  uint64_t seed;
  uint64_t step;
} dt_context;

typedef void (*dt_kernel)(const void *arguments, const dt_context *context);

/// The number of threads that compute: always 2, whatever the machine, because sums depend on how they are split.
int dt_thread_count(void);

/// Only for measurements, before any computation.
void dt_set_thread_count(int count);

enum { dt_max_rank = 6 };

/// A nest of loops over up to six axes, the innermost last, with a stride (in elements) for each operand.
typedef struct {
  int64_t rank;
  int64_t extent[dt_max_rank];
  int64_t a[dt_max_rank];
  int64_t b[dt_max_rank];
  int64_t out[dt_max_rank];
} dt_loop;

dt_loop dt_loop_make(int64_t rank, const int64_t *extent, const int64_t *a, const int64_t *b, const int64_t *out);

// Elementwise

// The kinds are the lines of these two files.
typedef enum {
#define UNARY(kind, cost, expression) kind,
#include "UnaryFunctions.h"
#undef UNARY
} dt_unary_kind;

typedef struct {
  dt_unary_kind kind;
  float p;
  const float *x;
  float *y;
  size_t count;
} dt_unary_arguments;

void dt_unary(const void *arguments, const dt_context *context);

typedef enum {
#define BINARY(kind, expression) kind,
#include "BinaryFunctions.h"
#undef BINARY
} dt_binary_kind;

typedef struct {
  dt_binary_kind kind;
  const float *a;
  const float *b;
  float *out;
  dt_loop loop;
} dt_binary_arguments;

void dt_binary(const void *arguments, const dt_context *context);

// Copies and reductions

typedef struct {
  const float *x;
  float *y;
  dt_loop loop;  // strides of x in `a`, of y in `out`
} dt_copy_arguments;

/// Copies between layouts: permutation, slice, broadcast.
void dt_copy(const void *arguments, const dt_context *context);

typedef struct {
  float *y;
  size_t count;
  float value;
} dt_fill_arguments;

/// Fills with one number.
void dt_fill(const void *arguments, const dt_context *context);

typedef struct {
  const float *x;
  float *y;
  size_t y_count;
  dt_loop loop;  // strides of x in `a`; of y in `out`, 0 along the reduced axes
} dt_reduce_arguments;

void dt_sum(const void *arguments, const dt_context *context);
void dt_max(const void *arguments, const dt_context *context);

typedef struct {
  dt_reduce_arguments reduction;
  double epsilon;  // only for the root
} dt_mean_arguments;

/// The mean: sums and quotient in double precision, rounded once.
void dt_mean(const void *arguments, const dt_context *context);
/// √(mean of squares + ε), computed in the same way, so that squares do not overflow.
void dt_root_mean_square(const void *arguments, const dt_context *context);

// Along one axis of a tensor, as [outer, extent, inner]

typedef struct {
  const float *x;
  float *y;
  size_t outer;
  size_t extent;
  size_t inner;
  int reversed;  // for cumulative sums: from the last element down
} dt_along_arguments;

/// Cumulative sums.
void dt_cumulative_sum(const void *arguments, const dt_context *context);
/// The index of the first largest element, [outer, inner].
void dt_argmax(const void *arguments, const dt_context *context);

// Losses over rows of classes

typedef struct {
  const float *logits;  // [rows, classes]
  const float *labels;  // [rows], class indices
  float *losses;        // [rows]
  float *gradient;      // [rows, classes]: softmax − target
  size_t rows;
  size_t classes;
  float smoothing;      // the part of the target shared by all classes
} dt_softmax_cross_entropy_arguments;

void dt_softmax_cross_entropy(const void *arguments, const dt_context *context);

typedef struct {
  const float *x;
  float *y;
  size_t rows;
  size_t classes;
} dt_softmax_arguments;

void dt_softmax(const void *arguments, const dt_context *context);

typedef struct {
  const float *logits;  // [rows, classes]
  const float *labels;  // [rows]
  float *count;         // one number: rows whose label has one of the largest logits
  size_t rows;
  size_t classes;
  size_t among;  // the number of largest scores that count as correct
} dt_correct_arguments;

void dt_correct(const void *arguments, const dt_context *context);

// Batch normalisation over the rows of [rows, channels]

typedef struct {
  const float *x;
  const float *scale;   // γ, [channels]
  const float *offset;  // β, [channels]
  float *y;
  float *mean;
  float *variance;           // biased
  float *inverse_deviation;  // 1/√(variance + ε)
  size_t rows;
  size_t channels;
  float epsilon;
} dt_batch_norm_arguments;

void dt_batch_norm(const void *arguments, const dt_context *context);

typedef struct {
  const float *x;
  const float *scale;
  const float *mean;
  const float *inverse_deviation;
  const float *upstream;  // ∂L/∂y
  float *x_gradient;
  float *scale_gradient;
  float *offset_gradient;
  float *x_gradient_total;  // the sum of x_gradient's rows
  size_t rows;
  size_t channels;
} dt_batch_norm_gradient_arguments;

void dt_batch_norm_gradient(const void *arguments, const dt_context *context);

/// The number of channels must be a multiple of 16, and images must have an even number of rows and of columns. `rows`
/// counts all pixels, and must be a multiple of 4 · columns.
typedef struct {
  dt_batch_norm_arguments normalisation;  // y: the maximum of each 2 × 2
  size_t columns;                         // of an image, at most the limit
} dt_pooled_batch_norm_arguments;

enum { dt_pooled_columns_limit = 256 };

void dt_pooled_batch_norm(const void *arguments, const dt_context *context);

typedef struct {
  dt_batch_norm_gradient_arguments gradient;  // upstream: for the maximum of each 2 × 2
  const float *offset;
  size_t columns;
} dt_pooled_batch_norm_gradient_arguments;

void dt_pooled_batch_norm_gradient(const void *arguments, const dt_context *context);

// Pooling over the windows of images [batch, height, width, channels]

/// The places of a window; pairs are height and width.
typedef struct {
  int64_t batch;
  int64_t channels;
  int64_t image[2];
  int64_t output[2];    // the number of places
  int64_t size[2];
  int64_t stride[2];
  int64_t dilation[2];
  int64_t before[2];    // the distance of the first place before the image, in pixels
} dt_windows;

typedef struct {
  const float *x;  // images to search for maxima; the first one in row-major order counts
  const float *v;  // the elements that are selected, scattered, averaged or spread
  float *y;
  dt_windows windows;
} dt_window_arguments;

/// From images v to places: the element of v at the largest x of the window.
void dt_window_selection(const void *arguments, const dt_context *context);
/// From places v to images: adds each v to the pixel with the largest x of its window.
void dt_window_scatter(const void *arguments, const dt_context *context);
/// From images v to places: the mean under the window, without the padding.
void dt_window_mean(const void *arguments, const dt_context *context);
/// From places v to images: distributes each v equally to the pixels under its window, and adds up.
void dt_window_spread(const void *arguments, const dt_context *context);

// Randomness

typedef struct {
  float *mask;  // 0 with probability `rate`, otherwise 1/(1 − rate)
  size_t count;
  uint64_t stream;
  float rate;
} dt_dropout_mask_arguments;

void dt_dropout_mask(const void *arguments, const dt_context *context);

/// A part of a mask: the numbers of the stream from `first` on.
void dt_dropout_mask_part(
    const dt_context *context, uint64_t stream, float rate, uint64_t first, float *mask, size_t count);

typedef struct {
  float *noise;
  size_t count;
  uint64_t stream;
  float mean;
  float deviation;
} dt_normal_noise_arguments;

void dt_normal_noise(const void *arguments, const dt_context *context);

// Data

/// Copies the rows with these indices, one below the other.
void dt_gather_rows(const float *source, const int32_t *indices, size_t count, size_t row_size, float *destination);

#include "CKernelsConvolution.h"
#include "CKernelsFused.h"
#include "CKernelsNorms.h"
#include "CKernelsProduct.h"
#include "CKernelsVariants.h"
