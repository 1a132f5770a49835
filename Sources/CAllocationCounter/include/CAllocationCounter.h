// Counts the allocations that a process requests from the C library. In a program that links this, `malloc` and related
// functions replace those of the system, for all shared libraries too; they count requests and pass them on.
#pragma once

#include <stdint.h>

typedef struct {
  /// Requests by oneDNN, including those through C++'s `new`, which nothing else uses in a steady state.
  int64_t by_onednn;
  /// Requests by all other code: ours, Swift's runtime, Foundation, OpenMP.
  int64_t by_others;
} dt_allocation_counts;

/// The number of requests since the process began.
dt_allocation_counts dt_count_allocations(void);
