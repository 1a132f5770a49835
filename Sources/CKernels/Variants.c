// Which variant of the kernels is in use.
#include "Variants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dt_variant dt_variant_in_use = dt_variant_default;

static int is_forced;

const char *dt_variant_name(dt_variant variant) {
  static const char *const names[dt_variant_count] = {"default", "x86-64-v3", "x86-64-v4"};
  return names[variant];
}

int dt_variant_is_possible(dt_variant variant) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (variant == dt_variant_x86_64_v4) return __builtin_cpu_supports("x86-64-v4") != 0;
  if (variant == dt_variant_x86_64_v3) return __builtin_cpu_supports("x86-64-v3") != 0;
#endif
  return variant == dt_variant_default;
}

dt_variant dt_variant_used(void) { return dt_variant_in_use; }

int dt_variant_is_forced(void) { return is_forced; }

int dt_use_variant(dt_variant variant) {
  if (!dt_variant_is_possible(variant)) return 0;
  dt_variant_in_use = variant;
  return 1;
}

int dt_has_fused_sums(void) {
#if defined(__x86_64__)
  return dt_variant_in_use != dt_variant_default;
#else
  return 1;
#endif
}

/// Ends the program, which would otherwise stop at the first instruction that is missing, or measure the wrong variant.
static void refuse(const char *value, int is_known) {
  fprintf(
      stderr, "DEEPTRAINING_KERNELS is '%s', %s. Possible here:", value,
      is_known ? "which this processor lacks" : "which is no variant of the kernels");
  for (int v = dt_variant_count - 1; v >= 0; v -= 1)
    if (dt_variant_is_possible((dt_variant)v)) fprintf(stderr, " %s", dt_variant_name((dt_variant)v));
  fprintf(stderr, "\n");
  _Exit(2);
}

/// Before the constructors of other files, which may ask for the variant.
__attribute__((constructor(101))) static void choose(void) {
  for (int v = 0; v < dt_variant_count; v += 1) dt_use_variant((dt_variant)v);  // the last that is possible stays
  const char *value = getenv("DEEPTRAINING_KERNELS");
  if (!value || !*value) return;
  for (int v = 0; v < dt_variant_count; v += 1) {
    if (strcmp(value, dt_variant_name((dt_variant)v)) != 0) continue;
    if (!dt_use_variant((dt_variant)v)) refuse(value, 1);
    is_forced = 1;
    return;
  }
  refuse(value, 0);
}
