// oneDNN 2.x: a layout is a structure; a primitive's description is made from that of an operation.
#include "Descriptions.h"

#if DNNL_VERSION_MAJOR < 3

#include <stdlib.h>

static dnnl_status_t copied(const dnnl_memory_desc_t *made, dt_layout *layout) {
  *layout = malloc(sizeof **layout);
  if (!*layout) return dnnl_out_of_memory;
  **layout = *made;
  return dnnl_success;
}

dnnl_status_t dt_make_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, const dnnl_dims_t strides) {
  dnnl_memory_desc_t made;
  TRY(dnnl_memory_desc_init_by_strides(&made, axes, extents, dnnl_f32, strides));
  return copied(&made, layout);
}

dnnl_status_t dt_make_named_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, dnnl_format_tag_t name) {
  dnnl_memory_desc_t made;
  TRY(dnnl_memory_desc_init_by_tag(&made, axes, extents, dnnl_f32, name));
  return copied(&made, layout);
}

void dt_destroy_layout(dt_layout layout) { free(layout); }

dnnl_status_t dt_append_sum(dnnl_post_ops_t post_ops) { return dnnl_post_ops_append_sum(post_ops, 1); }

dnnl_status_t dt_describe_product(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_const_layout a, dt_const_layout b, dt_const_layout c,
    const_dnnl_primitive_attr_t attributes) {
  dnnl_matmul_desc_t operation;
  TRY(dnnl_matmul_desc_init(&operation, a, b, NULL, c));
  return dnnl_primitive_desc_create(description, &operation, attributes, engine, NULL);
}

static dnnl_status_t describe_operation(
    dnnl_convolution_desc_t *operation, dt_convolution_direction direction, const dt_convolution_parts *p) {
  const dnnl_alg_kind_t direct = dnnl_convolution_direct;
  switch (direction) {
    case dt_convolution_forward:
      return dnnl_dilated_convolution_forward_desc_init(
          operation, dnnl_forward_training, direct, p->input, p->weight, p->bias, p->output, p->stride, p->gap,
          p->padding_before, p->padding_after);
    case dt_convolution_input_gradient:
      return dnnl_dilated_convolution_backward_data_desc_init(
          operation, direct, p->input, p->weight, p->output, p->stride, p->gap, p->padding_before, p->padding_after);
    case dt_convolution_weight_gradient:
      return dnnl_dilated_convolution_backward_weights_desc_init(
          operation, direct, p->input, p->weight, NULL, p->output, p->stride, p->gap, p->padding_before,
          p->padding_after);
  }
  return dnnl_invalid_arguments;
}

dnnl_status_t dt_describe_convolution(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_convolution_direction direction,
    const dt_convolution_parts *parts, const_dnnl_primitive_attr_t attributes, const_dnnl_primitive_desc_t forward) {
  dnnl_convolution_desc_t operation;
  TRY(describe_operation(&operation, direction, parts));
  return dnnl_primitive_desc_create(description, &operation, attributes, engine, forward);
}

#endif
