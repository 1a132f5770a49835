// Sixteen numbers at once: one register of AVX-512, two of AVX2, four of 128 bits.
//
// Products are added with `fused`, which rounds once, whatever the compiler may contract; so wider registers and other
// numbers of them give the same bits.
#pragma once

#include <stdint.h>

#include "Threads.h"

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

/// Defines `name_kernel()`, which chooses among `name` compiled for several instruction sets. `name` is an inline function
/// (arguments, index, count, rows, panels), the last two being constants: how many rows of how many `lanes` it keeps in
/// registers as sums, to which there are twice as many registers with AVX-512. Without x86-64-v3, each of them is a call.
#if defined(__x86_64__) && defined(__linux__)
#define DT_LANES_KERNEL(name)                                                                                        \
  __attribute__((target("arch=x86-64-v4"))) static void name##_wide(const void *arguments, int index, int count) {   \
    name(arguments, index, count, 12, 2);                                                                            \
  }                                                                                                                  \
  __attribute__((target("arch=x86-64-v3"))) static void name##_narrow(const void *arguments, int index, int count) { \
    name(arguments, index, count, 6, 1);                                                                             \
  }                                                                                                                  \
  static void name##_plain(const void *arguments, int index, int count) { name(arguments, index, count, 2, 1); }     \
  static dt_part_of_work name##_kernel(void) {                                                                       \
    if (__builtin_cpu_supports("x86-64-v4")) return name##_wide;                                                     \
    return __builtin_cpu_supports("x86-64-v3") ? name##_narrow : name##_plain;                                       \
  }
#else
#define DT_LANES_KERNEL(name)                                                                                    \
  static void name##_plain(const void *arguments, int index, int count) { name(arguments, index, count, 6, 1); } \
  static dt_part_of_work name##_kernel(void) { return name##_plain; }
#endif
