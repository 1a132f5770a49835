#ifndef CKERNELS_RANDOM_H
#define CKERNELS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/// The four 32-bit words of one block of random bits.
typedef struct {
  uint32_t w0, w1, w2, w3;
} dt_random_block;

/// Block `block` of stream `stream`: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011, section 3.3), keyed with `seed`; the counter is block (low half) and stream (high half).
///
/// Inlined into a loop over blocks, this is straight-line code, which the compiler vectorizes over many blocks.
static inline __attribute__((always_inline)) dt_random_block dt_philox4x32(
    uint64_t seed, uint64_t stream, uint64_t block) {
  uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32);
  uint32_t c2 = (uint32_t)stream, c3 = (uint32_t)(stream >> 32);
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    const uint64_t even = (uint64_t)c0 * 0xD2511F53u;
    const uint64_t odd = (uint64_t)c2 * 0xCD9E8D57u;
    c0 = (uint32_t)(odd >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)odd;
    c2 = (uint32_t)(even >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)even;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return (dt_random_block){c0, c1, c2, c3};
}

/// The upper 24 bits of a word as a number in [0, 1). A float represents them exactly, so the result is never 1.
static inline __attribute__((always_inline)) float dt_random_unit(uint32_t word) {
  return (float)(int32_t)(word >> 8) * 0x1p-24f;
}

/// Fills `out` with multiples of 2^-24 in [0, 1): `out[i]` is `dt_random_unit` of word `(offset + i) % 4` of block
/// `(offset + i) / 4`. The result does not depend on how a range is split into calls, nor on the instruction set.
void dt_random_uniform(uint64_t seed, uint64_t stream, uint64_t offset, float *out, size_t count);

#endif
