// What batch normalisation and its derivative do in phases that wait for each other, since they need sums over all rows.
#pragma once

#include "CKernels.h"
#include "Lanes.h"

// Channels are taken in blocks whose sums stay in registers or the first-level cache. Each block's rows are added up
// in groups, so that rounding errors grow with the number of groups rather than of rows. Two threads take blocks of
// channels; a single block is divided by its rows, always into the same shares, so that no bit depends on the threads.
enum { dt_block = 64, dt_group = 64, dt_shares = 2, most_lanes = dt_block / lane_count };

typedef struct {
  size_t first, end;
} dt_range;

static inline dt_range dt_share_of(size_t count, size_t index) {
  return (dt_range){count * index / dt_shares, count * (index + 1) / dt_shares};
}

static inline size_t dt_width_of(size_t first, size_t channels) {
  return channels - first < dt_block ? channels - first : dt_block;
}

/// Sums over rows of a block of channels, for each share of the rows.
typedef struct {
  float a[dt_shares][dt_block];
  float b[dt_shares][dt_block];
  float results[dt_shares][dt_block];  // of what is computed in the end
} dt_sums;

/// The work on the block of channels that begins at `first`.
typedef struct {
  const void *arguments;
  void (*sum)(const void *arguments, size_t first, size_t share, dt_sums *sums);
  void (*finish)(const void *arguments, size_t first, dt_sums *sums);
  void (*apply)(const void *arguments, size_t first, size_t share, dt_sums *sums);
  void (*end)(const void *arguments, size_t first, dt_sums *sums);
  size_t rows, channels;
} dt_phases;

void dt_run_phases(const dt_phases *phases);

// Phases that pooled images have in common with others; arguments begin with those of dt_batch_norm and of its gradient.

void dt_add_up(const void *arguments, size_t first, size_t share, dt_sums *sums);
void dt_finish_statistics(const void *arguments, size_t first, dt_sums *sums);
void dt_finish_gradient(const void *arguments, size_t first, dt_sums *sums);
void dt_finish_totals(const void *arguments, size_t first, dt_sums *sums);
