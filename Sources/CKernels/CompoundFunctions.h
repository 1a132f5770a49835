// Elementwise functions that often follow each other, of u, v, w and of numbers p and q: COMPOUND(kind, expression) is
// defined by who includes this. Each rounds as the single functions do one after the other.
COMPOUND(dt_weighted_sum, p * u + q * v)
COMPOUND(dt_weighted_sum_with_square, p * u + q * (v * v))
COMPOUND(dt_root_of_product, __builtin_sqrtf(u * v) + p)
COMPOUND(dt_product_by, u * v / w)
COMPOUND(dt_product_and, u * v + w)
