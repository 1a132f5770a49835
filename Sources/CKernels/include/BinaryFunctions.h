// The elementwise functions of u and v, one per line. A file that includes this one must define BINARY(kind,
// expression).
BINARY(dt_add, u + v)
BINARY(dt_subtract, u - v)
BINARY(dt_multiply, u * v)
BINARY(dt_divide, u / v)
BINARY(dt_maximum, u > v || u != u ? u : v)
BINARY(dt_minimum, u < v || u != u ? u : v)
BINARY(dt_greater, u > v ? 1.0f : 0.0f)
BINARY(dt_greater_or_equal, u >= v ? 1.0f : 0.0f)
BINARY(dt_equal, u == v ? 1.0f : 0.0f)
// Derivatives of activations, times v. In the next two, u is the function's value; for GELU and SiLU it is the operand.
BINARY(dt_tanh_gradient, (1.0f - u * u) * v)
BINARY(dt_sigmoid_gradient, u * (1.0f - u) * v)
// 0 if u is at most 0, whatever v is; and the product, or 0 if v is 0, whatever u is.
BINARY(dt_gate, u <= 0 ? 0.0f : v)
BINARY(dt_masked, v == 0 ? 0.0f : u * v)
BINARY(dt_gelu_gradient, dt_gelu_slope(u) * v)
BINARY(dt_silu_gradient, dt_silu_slope(u) * v)
BINARY(dt_binary_cross_entropy, dt_binary_cross_entropyf(u, v))
