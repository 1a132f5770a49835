// Products of matrices.
#pragma once

#include <stdint.h>

/// c = a · b, or c + scale · (a · b), for machines with `dt_has_fused_sums`.
///
/// For each element the products are added up in blocks of 256, one after the other, each rounded once, and then the
/// blocks, or what they are times the scale. So its bits are those of its row of a and its column of b, whatever other
/// rows and columns there are, and whatever the machine.
typedef struct {
  const float *a;  // [m, k], or [k, m] if it is transposed
  const float *b;  // [k, n], or [n, k] if it is transposed
  float *c;        // [m, n]
  int64_t m, n, k;
  int transposes_a, transposes_b;
  const float *scale;  // if it is null, the product goes over what c holds
} dt_product_arguments;

void dt_product(const void *arguments, const dt_context *context);
