#include "Primitive.h"
#include "Threads.h"

// Images stay in the engine's layout, channels last. Weights go into the layout that oneDNN likes best: reordering them
// costs a hundredth of the convolution. Measured (oneDNN 2.6, AVX-512, two threads, 1 to 64 channels), this is the
// fastest for all three directions: weights as the engine has them take the route over matrix products, 1.5 to 10
// times as long, and reordered images cost more than a blocked convolution saves.
static dnnl_status_t add_image_layout(
    dt_primitive *p, dt_const_layout *layout, int64_t batch, int64_t channels, const int64_t extents[2]) {
  const dnnl_dims_t logical = {batch, channels, extents[0], extents[1]};
  return dt_add_named_layout(p, layout, 4, logical, dnnl_nhwc);
}

/// The weights' layout as the engine has them and one that leaves the choice to oneDNN.
static dnnl_status_t add_weight_layouts(
    dt_primitive *p, const dt_convolution_shape *c, dt_const_layout *ours, dt_const_layout *any) {
  const int64_t inputs = c->input_channels / c->groups, outputs = c->output_channels / c->groups;
  // [kh, kw, inputs, groups · outputs], seen as [groups, outputs, inputs, kh, kw].
  const dnnl_dims_t extents = {c->groups, outputs, inputs, c->kernel[0], c->kernel[1]};
  const int64_t row = inputs * c->output_channels;
  const dnnl_dims_t strides = {outputs, 1, c->output_channels, c->kernel[1] * row, row};
  const int skipped = c->groups == 1;  // without groups there is no axis for them
  TRY(dt_add_layout(p, ours, 5 - skipped, extents + skipped, strides + skipped));
  return dt_add_named_layout(p, any, 5 - skipped, extents + skipped, dnnl_format_tag_any);
}

/// A convolution's layouts and description; oneDNN chooses how its weights lie.
typedef struct {
  dt_convolution_direction direction;
  dt_convolution_parts parts;
  dt_const_layout weight;  // as the engine has it
  dnnl_primitive_desc_t description;
} dt_convolution_plan;

static dnnl_status_t describe(
    dt_primitive *p, dt_convolution_plan *plan, dt_convolution_direction direction,
    const_dnnl_primitive_desc_t forward) {
  dnnl_primitive_attr_t attributes;
  TRY(dt_make_attributes(&attributes, dt_over_what_is_there));
  const dnnl_status_t status =
      dt_describe_convolution(&plan->description, p->engine, direction, &plan->parts, attributes, forward);
  dnnl_primitive_attr_destroy(attributes);
  TRY(status);
  dt_add_description(p, plan->description);
  return dnnl_success;
}

static dnnl_status_t make_plan(
    dt_primitive *p, dt_convolution_plan *plan, const dt_convolution_shape *c, dt_convolution_direction direction,
    int has_bias) {
  *plan = (dt_convolution_plan){
      .direction = direction,
      .parts = {
          .stride = {c->stride[0], c->stride[1]},
          .gap = {c->dilation[0] - 1, c->dilation[1] - 1},
          .padding_before = {c->padding_before[0], c->padding_before[1]},
          .padding_after = {c->padding_after[0], c->padding_after[1]},
      }};
  TRY(add_image_layout(p, &plan->parts.input, c->batch, c->input_channels, c->input));
  TRY(add_image_layout(p, &plan->parts.output, c->batch, c->output_channels, c->output));
  TRY(add_weight_layouts(p, c, &plan->weight, &plan->parts.weight));
  const dnnl_dims_t channels = {c->output_channels};
  if (has_bias) TRY(dt_add_named_layout(p, &plan->parts.bias, 1, channels, dnnl_x));
  TRY(describe(p, plan, dt_convolution_forward, NULL));
  if (direction == dt_convolution_forward) return dnnl_success;
  return describe(p, plan, direction, plan->description);
}

/// The convolution itself, its weights in the layout that it likes.
static dnnl_status_t add_convolution(
    dt_primitive *p, const dt_convolution_plan *plan, const float *x, dt_const_layout weight_layout,
    const float *weight, const float *y) {
  dt_step *step;
  TRY(dt_add_step(p, plan->description, &step));
  const dt_convolution_direction direction = plan->direction;
  const int input = direction == dt_convolution_input_gradient ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
  const int weights = direction == dt_convolution_weight_gradient ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
  const int output = direction == dt_convolution_forward ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST;
  TRY(dt_add_operand(p, step, input, plan->parts.input, x));
  TRY(dt_add_operand(p, step, weights, weight_layout, weight));
  return dt_add_operand(p, step, output, plan->parts.output, y);
}

/// A convolution that reads weights: before it their reordering, if it takes another layout than ours.
static dnnl_status_t make_convolution(
    dt_primitive *p, const dt_convolution_shape *shape, dt_convolution_direction direction, const float *x,
    const float *weight, const float *bias, const float *y) {
  dt_convolution_plan plan;
  TRY(make_plan(p, &plan, shape, direction, bias != NULL));
  const dt_const_layout liked = dnnl_primitive_desc_query_md(plan.description, dnnl_query_weights_md, 0);
  void *reordered = (void *)weight;
  if (!dnnl_memory_desc_equal(liked, plan.weight)) {
    TRY(dt_add_buffer(p, liked, &reordered));
    TRY(dt_add_reorder(p, plan.weight, weight, liked, reordered, dt_over_what_is_there));
  }
  TRY(add_convolution(p, &plan, x, liked, reordered, y));
  if (!bias) return dnnl_success;
  return dt_add_operand(p, &p->steps[p->step_count - 1], DNNL_ARG_BIAS, plan.parts.bias, bias);
}

/// The weights' derivative for a part of the batch, in a layout and memory of its own.
typedef struct {
  dt_convolution_plan plan;
  dt_const_layout layout;
  void *sum;
} dt_weight_gradient;

static dnnl_status_t add_weight_gradient(
    dt_primitive *p, const dt_convolution_shape *shape, const float *x, const float *y, dt_weight_gradient *part) {
  TRY(make_plan(p, &part->plan, shape, dt_convolution_weight_gradient, 0));
  part->layout = dnnl_primitive_desc_query_md(part->plan.description, dnnl_query_diff_weights_md, 0);
  TRY(dt_add_buffer(p, part->layout, &part->sum));
  return add_convolution(p, &part->plan, x, part->layout, part->sum, y);
}

// oneDNN's threads add up their parts of the weights' derivative behind barriers at which they spin. On a busy machine
// they spin until the other gets its turn: at a load of seven on two cores, that was nearly half of all time. So each
// thread takes half of the batch with a primitive of its own, and the halves are added afterwards.
static dnnl_status_t make_weight_gradient(
    dt_primitive *p, const dt_convolution_shape *shape, const float *x, float *weight, const float *y) {
  const int64_t first = shape->batch - shape->batch / 2;
  const int parts = shape->batch > 1 ? 2 : 1;
  dt_weight_gradient halves[2];
  for (int part = 0; part < parts; part += 1) {
    dt_convolution_shape half = *shape;
    half.batch = part == 0 ? first : shape->batch - first;
    const int64_t before = part * first;
    const float *images = x + before * shape->input[0] * shape->input[1] * shape->input_channels;
    const float *upstream = y + before * shape->output[0] * shape->output[1] * shape->output_channels;
    TRY(add_weight_gradient(p, &half, images, upstream, &halves[part]));
  }
  p->steps[0].runs_with_next = parts == 2;
  for (int part = 0; part < parts; part += 1) {
    const dt_result_goes goes = part == 0 ? dt_over_what_is_there : dt_onto_what_is_there;
    TRY(dt_add_reorder(p, halves[part].layout, halves[part].sum, halves[part].plan.weight, weight, goes));
  }
  return dnnl_success;
}

dt_primitive *dt_convolution(
    const dt_convolution_shape *shape, dt_convolution_direction direction, const float *x, const float *weight,
    const float *bias, const float *y, int *status) {
  dt_primitive *p;
  dnnl_status_t result = dt_primitive_create(&p);
  if (result != dnnl_success) return dt_primitive_finished(p, result, status);
  if (direction != dt_convolution_weight_gradient)
    return dt_primitive_finished(p, make_convolution(p, shape, direction, x, weight, bias, y), status);
  // Work is divided by the threads that there are when a primitive is made.
  const int threads = dt_onednn_threads();
  dt_onednn_set_threads(1);
  result = make_weight_gradient(p, shape, x, (float *)weight, y);
  dt_onednn_set_threads(threads);
  return dt_primitive_finished(p, result, status);
}
