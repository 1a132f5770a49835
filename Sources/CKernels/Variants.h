// How a kernel is compiled for every variant, and the one in use called.
#pragma once

#include "CKernelsVariants.h"
#include "Exact.h"

/// Set when the program starts; see Variants.c.
extern dt_variant dt_variant_in_use __attribute__((visibility("hidden")));

#if defined(__x86_64__)

/// Tuned for x86-64 in general: tuned for x86-64-v4, clang takes vectors of 256 bits.
#define DT_X86_64_V4 __attribute__((noinline, target("arch=x86-64-v4,tune=x86-64")))
#define DT_X86_64_V3 __attribute__((noinline, target("arch=x86-64-v3,tune=x86-64")))
#define DT_X86_64 __attribute__((noinline))  // so that the function that chooses stays small

/// Defines `result name parameters`, whose body follows the macro. The arguments after `parameters` are their names.
/// The body is compiled into a function for each variant, and knows its own as the constant `variant`; `name` calls the
/// one in use.
#define DT_VARIANTS(result, name, parameters, ...)                                                                     \
  static inline __attribute__((always_inline)) result name##_body(const dt_variant variant, DT_LIST parameters);       \
  DT_X86_64_V4 static result name##_v4 parameters { return name##_body(dt_variant_x86_64_v4, __VA_ARGS__); }           \
  DT_X86_64_V3 static result name##_v3 parameters { return name##_body(dt_variant_x86_64_v3, __VA_ARGS__); }           \
  DT_X86_64 static result name##_default parameters { return name##_body(dt_variant_default, __VA_ARGS__); }           \
  static result name parameters {                                                                                      \
    switch (dt_variant_in_use) {                                                                                       \
      case dt_variant_x86_64_v4: return name##_v4(__VA_ARGS__);                                                        \
      case dt_variant_x86_64_v3: return name##_v3(__VA_ARGS__);                                                        \
      case dt_variant_default: return name##_default(__VA_ARGS__);                                                     \
    }                                                                                                                  \
  }                                                                                                                    \
  static inline result name##_body(const dt_variant variant, DT_LIST parameters)

#else

#define DT_VARIANTS(result, name, parameters, ...)                                                                     \
  static inline __attribute__((always_inline)) result name##_body(const dt_variant variant, DT_LIST parameters);       \
  static result name parameters { return name##_body(dt_variant_default, __VA_ARGS__); }                               \
  static inline result name##_body(const dt_variant variant, DT_LIST parameters)

#endif

/// A list without its parentheses.
#define DT_LIST(...) __VA_ARGS__
