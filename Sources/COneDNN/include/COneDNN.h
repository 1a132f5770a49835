// A narrow interface to oneDNN, so that no other file of the package depends on its version.
#pragma once

#include <stdint.h>

/// The library's version: major · 100 + minor.
int dt_onednn_version(void);

/// The name of the instruction set that oneDNN uses here: `avx2`, `avx512_core` …
const char *dt_onednn_instruction_set(void);

/// Restricts oneDNN to the instructions of a variant of the kernels, a `dt_variant`, before any computation; returns
/// whether that succeeded. A limit from the environment (`ONEDNN_MAX_CPU_ISA`) stays unless `replaces` is set. A
/// program with a forced variant calls this first.
int dt_onednn_keep_to(int variant, int replaces);

/// The name of a status.
const char *dt_onednn_status_name(int status);

/// Sets the number of threads for the calling thread's work.
void dt_onednn_set_threads(int count);

/// One or more primitives bound to their operands' memory. Running it does not allocate memory of ours.
typedef struct dt_primitive dt_primitive;

/// The argument of `dt_onednn_run` in a plan.
typedef struct {
  dt_primitive *primitive;
} dt_onednn_arguments;

/// Executes the primitive; a kernel in the sense of CKernels.h. Like all kernels it returns no status: check
/// `dt_primitive_status` before using the results.
void dt_onednn_run(const void *arguments, const void *context);

/// The status of the first execution that failed, or 0.
int dt_primitive_status(const dt_primitive *primitive);

/// The product c = op(a) · op(b) of row-major matrices, where op(a) is [m, k] and op(b) is [k, n].
///
/// Returns null, and oneDNN's status in `status`, if the primitive cannot be made.
dt_primitive *dt_matrix_product(
    int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b, float *c,
    int *status);

/// A convolution of images `[batch, height, width, channels]` with `[kernel height, kernel width, input channels /
/// groups, output channels]`. Pairs are height and width.
typedef struct {
  int64_t batch;
  int64_t input_channels;
  int64_t output_channels;
  int64_t groups;
  int64_t input[2];
  int64_t output[2];
  int64_t kernel[2];
  int64_t stride[2];
  int64_t dilation[2];  // 1: the kernel's elements are neighbours
  int64_t padding_before[2];
  int64_t padding_after[2];
} dt_convolution_shape;

/// The array that is computed from the other two.
typedef enum {
  dt_convolution_forward,          // y
  dt_convolution_input_gradient,   // x, given the derivative of y
  dt_convolution_weight_gradient,  // weight, given the derivative of y
} dt_convolution_direction;

/// A convolution, or one of its derivatives. Returns null, and oneDNN's status in `status`, if it cannot be made.
///
/// `bias`, unless it is null, is a number for each output channel that is added in the forward direction.
dt_primitive *dt_convolution(
    const dt_convolution_shape *shape, dt_convolution_direction direction, const float *x, const float *weight,
    const float *bias, const float *y, int *status);

void dt_primitive_destroy(dt_primitive *primitive);
