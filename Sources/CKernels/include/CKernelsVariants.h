// Variants: the instruction sets that kernels are compiled for.
#pragma once

/// An instruction set that all kernels are compiled for, from the one that every processor has to the widest vectors.
typedef enum {
  dt_variant_default,    // 128 bits: SSE2 on x86-64, NEON on aarch64
  dt_variant_x86_64_v3,  // 256 bits: AVX2 with FMA
  dt_variant_x86_64_v4,  // 512 bits: AVX-512
} dt_variant;

enum { dt_variant_count = 3 };

/// `x86-64-v4`, `x86-64-v3` or `default`.
const char *dt_variant_name(dt_variant variant);

/// Whether this processor has the instructions, and the package was built for its architecture.
int dt_variant_is_possible(dt_variant variant);

/// The variant of all kernels: the widest that the processor has, or the one that `DEEPTRAINING_KERNELS` names.
///
/// A program that starts with another value in `DEEPTRAINING_KERNELS`, or with a variant that the processor lacks, ends
/// at once with status 2 and says which are possible.
dt_variant dt_variant_used(void);

/// Whether `DEEPTRAINING_KERNELS` chose the variant.
int dt_variant_is_forced(void);

/// Has all kernels use a variant from now on; returns whether it is possible. For tests, before anything is computed.
int dt_use_variant(dt_variant variant);

/// Whether the kernels in use round a · b + c once in one instruction. The others give the same bits, but call a
/// function for each product.
int dt_has_fused_sums(void);
