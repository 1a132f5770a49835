// Matrix products.
#pragma once

#include <stdint.h>

/// c = a · b, or c + scale · (a · b), for machines with `dt_has_fused_sums`.
///
/// For each element, the products are added up in order in blocks of 256, each with one rounding; then the blocks, or
/// their products with the scale, are added up. So the bits of an element depend only on its row of a and its column of
/// b, not on other rows and columns or on the machine.
typedef struct {
  const float *a;  // [m, k], or [k, m] if it is transposed
  const float *b;  // [k, n], or [n, k] if it is transposed
  float *c;        // [m, n]
  int64_t m, n, k;
  int transposes_a, transposes_b;
  const float *scale;  // if it is null, the product replaces the contents of c
} dt_product_arguments;

void dt_product(const void *arguments, const dt_context *context);
