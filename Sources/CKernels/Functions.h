// Elementary functions without branches, tables or calls, so that loops over them become vector code.
// Range reductions and polynomial coefficients follow S. Moshier's Cephes library (single precision);
// each function stays within 4 units in the last place, as the tests measure.
#pragma once

#include <stdint.h>

static inline float dt_from_bits(uint32_t bits) {
  union { uint32_t u; float f; } convert = {.u = bits};
  return convert.f;
}

static inline uint32_t dt_to_bits(float x) {
  union { float f; uint32_t u; } convert = {.f = x};
  return convert.u;
}

static inline float dt_expf(float x) {
  // Beyond these bounds the result is 0 or infinite; a NaN passes both comparisons.
  x = x > 130.0f ? 130.0f : x;
  x = x < -150.0f ? -150.0f : x;
  const float rounder = 12582912.0f;  // 1.5 · 2^23: adding it rounds to an integer
  float shifted = x * 1.44269504088896341f + rounder;
  float n = shifted - rounder;
  uint32_t exponent = dt_to_bits(shifted) - dt_to_bits(rounder);
  float r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  // 2^n in two factors, so that results near the ends of the range are right.
  uint32_t half = (uint32_t)((int32_t)exponent >> 1);
  float first = dt_from_bits((half + 127u) << 23);
  float second = dt_from_bits((exponent - half + 127u) << 23);
  return p * first * second;
}

static inline float dt_logf(float x) {
  float tiny = x < 1.17549435e-38f ? 8388608.0f : 1.0f;  // subnormal numbers are scaled by 2^23
  uint32_t bits = dt_to_bits(x * tiny);
  float e = (float)((int32_t)(bits >> 23) - 126) - (tiny > 1.0f ? 23.0f : 0.0f);
  float m = dt_from_bits((bits & 0x007fffffu) | 0x3f000000u);  // in [0.5, 1)
  int small = m < 0.707106781186547524f;
  e = small ? e - 1.0f : e;
  m = small ? m + m - 1.0f : m - 1.0f;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  float y = m * z * p;
  y = y + e * -2.12194440e-4f;
  y = y - 0.5f * z;
  float result = m + y + e * 0.693359375f;
  const float infinity = dt_from_bits(0x7f800000u);
  result = x == 0.0f ? -infinity : result;
  result = x == infinity ? infinity : result;
  return x < 0.0f || x != x ? dt_from_bits(0x7fc00000u) : result;
}

static inline float dt_tanhf(float x) {
  float magnitude = dt_from_bits(dt_to_bits(x) & 0x7fffffffu);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * x + x;
  float far = 1.0f - 2.0f / (dt_expf(magnitude + magnitude) + 1.0f);
  far = dt_from_bits(dt_to_bits(far) | (dt_to_bits(x) & 0x80000000u));
  return magnitude < 0.625f ? near : (x != x ? x : far);
}

static inline float dt_sigmoidf(float x) { return 1.0f / (1.0f + dt_expf(-x)); }

// log(1 + eˣ) = max(x, 0) + log(1 + z) with z = e^−|x|; log(1 + z) is corrected for what 1 + z loses of z (W. Kahan).
static inline float dt_softplusf(float x) {
  float magnitude = dt_from_bits(dt_to_bits(x) & 0x7fffffffu);
  float z = dt_expf(-magnitude);
  float sum = 1.0f + z, kept = sum - 1.0f;
  // Computed whether it is needed or not: a branch would keep loops from becoming vector code.
  float corrected = dt_logf(sum) * (z / (kept == 0.0f ? 1.0f : kept));
  return (x < 0.0f ? 0.0f : x) + (kept == 0.0f ? z : corrected);
}

// cos(2πu) for u in [0, 1): the nearest quarter of the turn, and what is left of it as an angle of at most π/4.
static inline float dt_cosine_of_turn(float u) {
  float quarters = 4.0f * u;
  int32_t quarter = (int32_t)(quarters + 0.5f);
  float angle = (quarters - (float)quarter) * 1.57079632679489662f;
  float z = angle * angle;
  float sine = -1.9515295891e-4f;
  sine = sine * z + 8.3321608736e-3f;
  sine = sine * z - 1.6666654611e-1f;
  sine = sine * z * angle + angle;
  float cosine = 2.443315711809948e-5f;
  cosine = cosine * z - 1.388731625493765e-3f;
  cosine = cosine * z + 4.166664568298827e-2f;
  cosine = cosine * z * z - 0.5f * z + 1.0f;
  float value = quarter & 1 ? sine : cosine;
  return quarter == 1 || quarter == 2 ? -value : value;
}

// M. Abramowitz, I. Stegun: Handbook of Mathematical Functions, 7.1.26; absolute error below 3e-7 in single precision.
static inline float dt_erff(float x) {
  float magnitude = dt_from_bits(dt_to_bits(x) & 0x7fffffffu);
  float t = 1.0f / (1.0f + 0.3275911f * magnitude);
  float p = 1.061405429f;
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  float value = 1.0f - p * t * dt_expf(-magnitude * magnitude);
  return x < 0.0f ? -value : value;
}
