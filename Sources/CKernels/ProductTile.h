// A tile of a product of matrices, which stays in registers while it is added up. Included once for each `VECTOR` of
// `WIDTH` numbers that rows of tiles are made of; `MULTIPLY` is the function's name.

/// The tile of `rows` × `panels` · `WIDTH` numbers.
LANES_INLINE void MULTIPLY(const dt_product_tile *t, const int rows, const int panels) {
  typedef VECTOR unaligned __attribute__((aligned(4), may_alias));
  VECTOR sums[most_rows][most_panels];
  UNROLLED for (int i = 0; i < rows; i += 1) UNROLLED for (int p = 0; p < panels; p += 1) sums[i][p] = 0;
  dt_rows a = rows_from(t->a, t->a_row);
  const float *b = t->b;
  ROLLED for (int64_t k = 0; k < t->length; k += 1, b += t->b_step) {
    VECTOR row[most_panels];
    UNROLLED for (int p = 0; p < panels; p += 1) row[p] = *(const unaligned *)(b + p * WIDTH);
    UNROLLED for (int i = 0; i < rows; i += 1) {
      const VECTOR factor = number_of_row(&a, i);
      UNROLLED for (int p = 0; p < panels; p += 1)
        sums[i][p] = __builtin_elementwise_fma(factor, row[p], sums[i][p]);
    }
    move_rows(&a, t->a_step, rows);
    if (panels < most_panels && WIDTH == lane_count)
      UNROLLED for (int p = 0; p < panels; p += 1) __builtin_prefetch(b + t->ahead + p * WIDTH, 0, 2);
  }
  if (panels == 1 && t->hidden > 0) {
    VECTOR numbers[most_rows];
    UNROLLED for (int i = 0; i < rows; i += 1) numbers[i] = sums[i][0];
    store_shown(t, (float *)numbers, rows, WIDTH);
    return;
  }
  UNROLLED for (int i = 0; i < rows; i += 1) {
    UNROLLED for (int p = 0; p < panels; p += 1) {
      unaligned *c = (unaligned *)(t->c + i * t->c_row + p * WIDTH);
      *c = t->accumulates ? *c + t->scale * sums[i][p] : sums[i][p];
    }
  }
}

#undef VECTOR
#undef WIDTH
#undef MULTIPLY
