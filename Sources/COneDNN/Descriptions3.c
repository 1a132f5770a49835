// oneDNN 3.x: a layout is an object of the library's; a primitive is described at once.
#include "Descriptions.h"

#if DNNL_VERSION_MAJOR >= 3

dnnl_status_t dt_make_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, const dnnl_dims_t strides) {
  return dnnl_memory_desc_create_with_strides(layout, axes, extents, dnnl_f32, strides);
}

dnnl_status_t dt_make_named_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, dnnl_format_tag_t name) {
  return dnnl_memory_desc_create_with_tag(layout, axes, extents, dnnl_f32, name);
}

void dt_destroy_layout(dt_layout layout) { dnnl_memory_desc_destroy(layout); }

dnnl_status_t dt_append_sum(dnnl_post_ops_t post_ops) {
  return dnnl_post_ops_append_sum(post_ops, 1, 0, dnnl_data_type_undef);
}

dnnl_status_t dt_describe_product(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_const_layout a, dt_const_layout b, dt_const_layout c,
    const_dnnl_primitive_attr_t attributes) {
  return dnnl_matmul_primitive_desc_create(description, engine, a, b, NULL, c, attributes);
}

dnnl_status_t dt_describe_convolution(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_convolution_direction direction,
    const dt_convolution_parts *p, const_dnnl_primitive_attr_t attributes, const_dnnl_primitive_desc_t forward) {
  const dnnl_alg_kind_t direct = dnnl_convolution_direct;
  switch (direction) {
    case dt_convolution_forward:
      return dnnl_convolution_forward_primitive_desc_create(
          description, engine, dnnl_forward_training, direct, p->input, p->weight, p->bias, p->output, p->stride, p->gap,
          p->padding_before, p->padding_after, attributes);
    case dt_convolution_input_gradient:
      return dnnl_convolution_backward_data_primitive_desc_create(
          description, engine, direct, p->input, p->weight, p->output, p->stride, p->gap, p->padding_before,
          p->padding_after, forward, attributes);
    case dt_convolution_weight_gradient:
      return dnnl_convolution_backward_weights_primitive_desc_create(
          description, engine, direct, p->input, p->weight, NULL, p->output, p->stride, p->gap, p->padding_before,
          p->padding_after, forward, attributes);
  }
  return dnnl_invalid_arguments;
}

#endif
