#pragma once

#include "CKernels.h"

/// About how many simple operations take as long as one of this kind.
static inline size_t dt_cost_of_unary(dt_unary_kind kind) {
  switch (kind) {
#define UNARY(kind, cost, expression) case kind: return cost;
#include "UnaryFunctions.h"
#undef UNARY
  }
  return 1;
}
