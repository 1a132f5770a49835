// Variants: the instruction sets for which kernels are compiled.
#pragma once

/// An instruction set for which all kernels are compiled, from the baseline of the architecture to the widest vectors.
typedef enum {
  dt_variant_default,    // 128 bits: SSE2 on x86-64, NEON on aarch64
  dt_variant_x86_64_v3,  // 256 bits: AVX2 with FMA
  dt_variant_x86_64_v4,  // 512 bits: AVX-512
} dt_variant;

enum { dt_variant_count = 3 };

/// `x86-64-v4`, `x86-64-v3` or `default`.
const char *dt_variant_name(dt_variant variant);

/// Whether this processor supports the variant, and the package was built for its architecture.
int dt_variant_is_possible(dt_variant variant);

/// The variant of all kernels: the widest that the processor supports, or the one that `DEEPTRAINING_KERNELS` names.
///
/// If `DEEPTRAINING_KERNELS` has an unknown value, or names a variant that the processor lacks, the program exits at
/// the start with status 2 and a message that lists the possible names.
dt_variant dt_variant_used(void);

/// Whether `DEEPTRAINING_KERNELS` chose the variant.
int dt_variant_is_forced(void);

/// Makes all kernels use a variant from now on; returns whether it is possible. For tests, before any computation.
int dt_use_variant(dt_variant variant);

/// Whether the kernels in use compute a · b + c with one rounding, in one instruction. The others give the same bits,
/// but need a function call for each product.
int dt_has_fused_sums(void);
