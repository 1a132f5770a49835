// Euclidean norms, and factors that scale vectors to another length.
#pragma once

#include <stddef.h>

#include "CKernels.h"

/// The norms of x along some of its axes. They are computed in double precision, in which squares of single-precision
/// numbers and their sums neither overflow nor underflow.
typedef struct {
  const float *x;
  float *norms;    // or NULL
  float *first;    // factors, or NULL: (x · first) · second is x up to the norm `bound`, otherwise of norm `length`
  float *second;
  double bound;    // if it is 0, zero vectors have the factor 0: they have no direction
  double length;
  dt_loop kept;    // the results: strides of x in `a`, of the results in `out`
  dt_loop reduced; // the elements of a result: strides of x in `a`
  size_t count;    // of x
  size_t results;
} dt_norm_arguments;

void dt_norm(const void *arguments, const dt_context *context);
