// A narrow face over oneDNN, so that no other file of the package depends on its version.
#pragma once

#include <stdint.h>

/// The library's version: major · 100 + minor.
int dt_onednn_version(void);

/// The instruction set that oneDNN uses here, in a word: `avx2`, `avx512_core` …
const char *dt_onednn_instruction_set(void);

/// Sets how many threads the calling thread's work is spread over.
void dt_onednn_set_threads(int count);

/// A primitive bound to its operands' memory. Running it allocates nothing of ours.
typedef struct dt_primitive dt_primitive;

/// What a plan's instruction holds: see `dt_onednn_run`.
typedef struct {
  dt_primitive *primitive;
} dt_onednn_arguments;

/// Executes the primitive; a kernel in the sense of CKernels.h.
void dt_onednn_run(const void *arguments, const void *context);

/// The product c = op(a) · op(b) of row-major matrices, op(a) being [m, k] and op(b) [k, n].
///
/// Returns null, and the status of oneDNN in `status`, if the primitive cannot be made.
dt_primitive *dt_matrix_product(
    int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b, float *c,
    int *status);

void dt_primitive_destroy(dt_primitive *primitive);
