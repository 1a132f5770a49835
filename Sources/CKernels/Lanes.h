// Sixteen numbers at once: one register of AVX-512, two of AVX2, four of 128 bits.
//
// Products are added with `fused`, which rounds once, whatever the compiler may contract; so wider registers and other
// numbers of them give the same bits.
#pragma once

#include <stdint.h>

#include "Threads.h"
#include "Variants.h"

// Nothing here is called across files.
#pragma clang diagnostic ignored "-Wpsabi"

enum { lane_count = 16 };

typedef float lanes __attribute__((ext_vector_type(16)));
typedef lanes unaligned_lanes __attribute__((aligned(4), may_alias));

#define LANES_INLINE static inline __attribute__((always_inline))
/// Before a loop over registers, whose number is a constant.
#define UNROLLED _Pragma("clang loop unroll(full)")
/// Before a loop whose body fills the registers already.
#define ROLLED _Pragma("clang loop unroll(disable)")

LANES_INLINE lanes load(const float *x) { return *(const unaligned_lanes *)x; }

LANES_INLINE void store(float *x, lanes value) { *(unaligned_lanes *)x = value; }

/// Copies `count` numbers, fewer than sixteen.
LANES_INLINE void copy_some(float *to, const float *from, int64_t count) {
  UNROLLED for (int size = lane_count / 2; size > 0; size /= 2) {
    if ((count & size) == 0) continue;
    __builtin_memcpy(to, from, (size_t)size * sizeof(float));
    to += size, from += size;
  }
}

/// Fewer than sixteen numbers, and zeros.
LANES_INLINE lanes load_some(const float *x, int64_t count) {
  float numbers[lane_count] = {0};
  copy_some(numbers, x, count);
  return load(numbers);
}

LANES_INLINE void store_some(float *x, lanes value, int64_t count) {
  float numbers[lane_count];
  store(numbers, value);
  copy_some(x, numbers, count);
}

/// a · b + sum, rounded once.
LANES_INLINE lanes fused(lanes a, lanes b, lanes sum) { return __builtin_elementwise_fma(a, b, sum); }

/// The larger of both, NaN if one is; the first if they are equally large.
LANES_INLINE lanes larger(lanes a, lanes b) { return ((b > a) | (b != b)) ? b : a; }

LANES_INLINE lanes rectified(lanes x) { return x < 0 ? (lanes)0 : x; }

enum { most_rows = 12 };  // of which sums are kept in registers

/// One number of each of some rows, which are equally far apart. Every fourth row has a pointer of its own, and the next
/// three are at multiples of the distance, which instructions can add: so the addresses take six registers and no sums.
typedef struct {
  const float *starts[most_rows / 4];
  int64_t apart[4];
} dt_rows;

LANES_INLINE dt_rows rows_from(const float *first, int64_t apart) {
  // Hidden from the compiler, as are the pointers below: it would compute addresses one from the other, or keep all of
  // them and have no registers left for sums.
  int64_t third = 3 * apart;
  __asm__("" : "+r"(third));
  dt_rows rows = {.apart = {0, apart, 2 * apart, third}};
  UNROLLED for (int i = 0; i < most_rows / 4; i += 1) rows.starts[i] = first + 4 * i * apart;
  return rows;
}

LANES_INLINE float number_of_row(const dt_rows *rows, int i) { return rows->starts[i / 4][rows->apart[i % 4]]; }

/// Moves `count` rows to their numbers `step` further.
LANES_INLINE void move_rows(dt_rows *rows, int64_t step, const int count) {
  UNROLLED for (int i = 0; i < (count + 3) / 4; i += 1) {
    rows->starts[i] += step;
    __asm__("" : "+r"(rows->starts[i]));
  }
}

/// How many rows of how many `lanes` a variant keeps in registers as sums.
LANES_INLINE int rows_of(const dt_variant variant) {
#if defined(__x86_64__)
  return variant == dt_variant_x86_64_v4 ? 12 : variant == dt_variant_x86_64_v3 ? 6 : 2;
#else
  return 6;
#endif
}

LANES_INLINE int panels_of(const dt_variant variant) { return variant == dt_variant_x86_64_v4 ? 2 : 1; }

/// Defines `name_kernel`, the variants of `name`: an inline function (arguments, index, count, rows, panels), the last two
/// being constants. Without FMA, which x86-64-v3 has, each product is a call.
#define DT_LANES_KERNEL(name)                                                                                     \
  DT_VARIANTS(void, name##_kernel, (const void *arguments, int index, int count), arguments, index, count) {      \
    name(arguments, index, count, rows_of(variant), panels_of(variant));                                          \
  }
