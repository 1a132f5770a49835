// A tile of a product of matrices, which stays in registers while it is added up. Included once for each `VECTOR` of
// `WIDTH` numbers that rows of tiles are made of; `MULTIPLY` is the function's name.

/// The tile of `rows` × `panels` · `WIDTH` numbers.
LANES_INLINE void MULTIPLY(const dt_product_tile *t, const int rows, const int panels) {
  typedef VECTOR unaligned __attribute__((aligned(4), may_alias));
  VECTOR sums[most_rows][most_panels];
  UNROLLED for (int i = 0; i < rows; i += 1) UNROLLED for (int p = 0; p < panels; p += 1) sums[i][p] = 0;
  const float *a = t->a, *b = t->b;
  ROLLED for (int64_t k = 0; k < t->length; k += 1, a += t->a_step, b += t->b_step) {
    VECTOR row[most_panels];
    UNROLLED for (int p = 0; p < panels; p += 1) row[p] = *(const unaligned *)(b + p * WIDTH);
    UNROLLED for (int i = 0; i < rows; i += 1) {
      const VECTOR factor = a[i * t->a_row];
      UNROLLED for (int p = 0; p < panels; p += 1)
        sums[i][p] = __builtin_elementwise_fma(factor, row[p], sums[i][p]);
    }
  }
  UNROLLED for (int i = 0; i < rows; i += 1) {
    UNROLLED for (int p = 0; p < panels; p += 1) {
      float *c = t->c + i * t->c_row + p * WIDTH;
      const int64_t hidden = p == 0 ? t->hidden : 0;
      float numbers[WIDTH];
      if (t->accumulates) {
        if (hidden > 0) copy_some(numbers + hidden, c + hidden, WIDTH - hidden);
        else *(unaligned *)numbers = *(unaligned *)c;
        sums[i][p] = *(unaligned *)numbers + t->scale * sums[i][p];
      }
      if (hidden > 0) {
        *(unaligned *)numbers = sums[i][p];
        copy_some(c + hidden, numbers + hidden, WIDTH - hidden);
      } else {
        *(unaligned *)c = sums[i][p];
      }
    }
  }
}

#undef VECTOR
#undef WIDTH
#undef MULTIPLY
