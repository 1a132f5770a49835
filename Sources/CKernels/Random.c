#include "Exact.h"

#include "CKernelsRandom.h"
#include "Variants.h"

DT_VARIANTS(
    void, uniform_blocks, (uint64_t seed, uint64_t stream, uint64_t first, float *restrict out, size_t blocks),
    seed, stream, first, out, blocks) {
  for (size_t b = 0; b < blocks; b++) {
    const dt_random_block words = dt_philox4x32(seed, stream, first + b);
    out[4 * b] = dt_random_unit(words.w0);
    out[4 * b + 1] = dt_random_unit(words.w1);
    out[4 * b + 2] = dt_random_unit(words.w2);
    out[4 * b + 3] = dt_random_unit(words.w3);
  }
}

/// The part of one block that starts at word `offset % 4`, at most `count` words of it; how many were written.
static size_t uniform_part(uint64_t seed, uint64_t stream, uint64_t offset, float *out, size_t count) {
  const dt_random_block block = dt_philox4x32(seed, stream, offset / 4);
  const uint32_t words[4] = {block.w0, block.w1, block.w2, block.w3};
  size_t written = 0;
  for (size_t word = offset % 4; word < 4 && written < count; word++) out[written++] = dt_random_unit(words[word]);
  return written;
}

void dt_random_uniform(uint64_t seed, uint64_t stream, uint64_t offset, float *out, size_t count) {
  if (offset % 4 != 0) {
    const size_t head = uniform_part(seed, stream, offset, out, count);
    offset += head;
    out += head;
    count -= head;
  }
  uniform_blocks(seed, stream, offset / 4, out, count / 4);
  const size_t whole = count / 4 * 4;
  if (whole < count) uniform_part(seed, stream, offset + whole, out + whole, count - whole);
}
