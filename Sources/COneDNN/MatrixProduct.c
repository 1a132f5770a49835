#include "Primitive.h"

static dnnl_status_t add_matrix_layout(
    dt_primitive *p, dt_const_layout *layout, int64_t rows, int64_t columns, int transposed) {
  const dnnl_dims_t extents = {rows, columns};
  const dnnl_dims_t strides = {transposed ? 1 : columns, transposed ? rows : 1};
  return dt_add_layout(p, layout, 2, extents, strides);
}

static dnnl_status_t make_matrix_product(
    dt_primitive *p, int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b,
    float *c) {
  dt_const_layout a_layout, b_layout, c_layout;
  TRY(add_matrix_layout(p, &a_layout, m, k, transpose_a));
  TRY(add_matrix_layout(p, &b_layout, k, n, transpose_b));
  TRY(add_matrix_layout(p, &c_layout, m, n, 0));
  dnnl_primitive_attr_t attributes;
  TRY(dt_make_attributes(&attributes, dt_over_what_is_there));
  dnnl_primitive_desc_t description;
  const dnnl_status_t status = dt_describe_product(&description, p->engine, a_layout, b_layout, c_layout, attributes);
  dnnl_primitive_attr_destroy(attributes);
  TRY(status);
  dt_add_description(p, description);
  dt_step *step;
  TRY(dt_add_step(p, description, &step));
  TRY(dt_add_operand(p, step, DNNL_ARG_SRC, a_layout, a));
  TRY(dt_add_operand(p, step, DNNL_ARG_WEIGHTS, b_layout, b));
  return dt_add_operand(p, step, DNNL_ARG_DST, c_layout, c);
}

dt_primitive *dt_matrix_product(
    int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b, float *c,
    int *status) {
  dt_primitive *p;
  dnnl_status_t result = dt_primitive_create(&p);
  if (result == dnnl_success) result = make_matrix_product(p, m, n, k, transpose_a, transpose_b, a, b, c);
  return dt_primitive_finished(p, result, status);
}
