// Euclidean norms, and what gives vectors another length.
#pragma once

#include <stddef.h>

#include "CKernels.h"

/// The norms of x along some of its axes. Squares of single precision and their sums fit into double precision, whatever the
/// numbers are: they neither overflow nor vanish.
typedef struct {
  const float *x;
  float *norms;    // or NULL
  float *first;    // factors, or NULL: (x · first) · second is x where its norm is at most `bound`, else of norm `length`
  float *second;
  double bound;    // if it is 0, zeros have the factor 0: they have no direction
  double length;
  dt_loop kept;    // the results: strides of x in `a`, of the results in `out`
  dt_loop reduced; // what a result is made of: strides of x in `a`
  size_t count;    // of x
  size_t results;
} dt_norm_arguments;

void dt_norm(const void *arguments, const dt_context *context);
