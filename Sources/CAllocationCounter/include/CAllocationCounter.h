// Counts what a process asks the C library to allocate. A program that links this has its `malloc` and its kin in place
// of the system's, for all shared libraries too; they count and pass the request on.
#pragma once

#include <stdint.h>

typedef struct {
  /// Asked for by oneDNN, also through C++'s `new`, which in a steady state nobody else uses.
  int64_t by_onednn;
  /// Asked for by all others: ours, Swift's runtime, Foundation, OpenMP.
  int64_t by_others;
} dt_allocation_counts;

/// How many pieces of memory have been asked for since the process began.
dt_allocation_counts dt_count_allocations(void);
