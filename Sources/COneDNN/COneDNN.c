#include "COneDNN.h"

#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

enum { maximum_operands = 4, maximum_steps = 4, maximum_buffers = 8 };

/// One primitive of oneDNN with what it reads and writes.
typedef struct {
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t operands[maximum_operands];
  int runs_with_next;  // on two threads at once
} dt_step;

struct dt_primitive {
  dnnl_stream_t streams[2];  // one for each thread
  int step_count;
  dt_step steps[maximum_steps];
  int buffer_count;
  void *buffers[maximum_buffers];
};

static dnnl_engine_t shared_engine;

__attribute__((constructor)) static void make_engine(void) { dnnl_engine_create(&shared_engine, dnnl_cpu, 0); }

int dt_onednn_version(void) {
  const dnnl_version_t *version = dnnl_version();
  return version->major * 100 + version->minor;
}

const char *dt_onednn_instruction_set(void) {
  switch (dnnl_get_effective_cpu_isa()) {
    case dnnl_cpu_isa_sse41: return "sse41";
    case dnnl_cpu_isa_avx: return "avx";
    case dnnl_cpu_isa_avx2: return "avx2";
    case dnnl_cpu_isa_avx2_vnni: return "avx2_vnni";
    case dnnl_cpu_isa_avx512_core: return "avx512_core";
    case dnnl_cpu_isa_avx512_core_vnni: return "avx512_core_vnni";
    case dnnl_cpu_isa_avx512_core_bf16: return "avx512_core_bf16";
    case dnnl_cpu_isa_avx512_core_amx: return "avx512_core_amx";
    default: return "other";
  }
}

// oneDNN of Debian computes with OpenMP threads; the number belongs to the calling thread.
extern void omp_set_num_threads(int) __attribute__((weak));
extern int omp_get_max_threads(void) __attribute__((weak));
extern int omp_get_thread_num(void) __attribute__((weak));
extern void GOMP_parallel(void (*work)(void *), void *data, unsigned threads, unsigned flags) __attribute__((weak));

void dt_onednn_set_threads(int count) {
  if (omp_set_num_threads) omp_set_num_threads(count);
}

static void run_step(const dt_step *step, dnnl_stream_t stream) {
  dnnl_primitive_execute(step->primitive, stream, step->count, step->operands);
}

typedef struct {
  const dt_primitive *primitive;
  const dt_step *steps;
} dt_pair;

static void run_share(void *data) {
  const dt_pair *pair = data;
  const int index = omp_get_thread_num();
  run_step(&pair->steps[index], pair->primitive->streams[index]);
}

void dt_onednn_run(const void *arguments, const void *context) {
  const dt_primitive *p = ((const dt_onednn_arguments *)arguments)->primitive;
  for (int i = 0; i < p->step_count; i += 1) {
    if (p->steps[i].runs_with_next && GOMP_parallel && omp_get_thread_num) {
      dt_pair pair = {p, &p->steps[i]};
      GOMP_parallel(run_share, &pair, 2, 0);
      i += 1;
    } else {
      run_step(&p->steps[i], p->streams[0]);
    }
  }
}

void dt_primitive_destroy(dt_primitive *p) {
  if (!p) return;
  for (int i = 0; i < p->step_count; i += 1) {
    for (int j = 0; j < p->steps[i].count; j += 1) dnnl_memory_destroy(p->steps[i].operands[j].memory);
    if (p->steps[i].primitive) dnnl_primitive_destroy(p->steps[i].primitive);
  }
  for (int i = 0; i < p->buffer_count; i += 1) free(p->buffers[i]);
  for (int i = 0; i < 2; i += 1)
    if (p->streams[i]) dnnl_stream_destroy(p->streams[i]);
  free(p);
}

/// Returns the status of a call that did not succeed.
#define TRY(call)                                       \
  do {                                                  \
    const dnnl_status_t status_ = (call);               \
    if (status_ != dnnl_success) return status_;        \
  } while (0)

/// Memory that belongs to the primitive.
static dnnl_status_t add_buffer(dt_primitive *p, const dnnl_memory_desc_t *layout, void **data) {
  *data = aligned_alloc(64, (dnnl_memory_desc_get_size(layout) + 63) / 64 * 64);
  if (!*data) return dnnl_out_of_memory;
  p->buffers[p->buffer_count++] = *data;
  return dnnl_success;
}

static dnnl_status_t add_operand(dt_step *step, int role, const dnnl_memory_desc_t *layout, const void *data) {
  dnnl_memory_t memory;
  TRY(dnnl_memory_create(&memory, layout, shared_engine, (void *)data));
  step->operands[step->count++] = (dnnl_exec_arg_t){role, memory};
  return dnnl_success;
}

/// Adds a step without operands; `description` stays the caller's.
static dnnl_status_t add_step(dt_primitive *p, const_dnnl_primitive_desc_t description, dt_step **step) {
  *step = &p->steps[p->step_count++];
  TRY(dnnl_primitive_create(&(*step)->primitive, description));
  const dnnl_memory_desc_t *scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
  if (!scratchpad || dnnl_memory_desc_get_size(scratchpad) == 0) return dnnl_success;
  void *data;
  TRY(add_buffer(p, scratchpad, &data));
  return add_operand(*step, DNNL_ARG_SCRATCHPAD, scratchpad, data);
}

/// Describes a primitive whose scratchpad is ours.
static dnnl_status_t describe(
    const_dnnl_op_desc_t operation, const_dnnl_primitive_desc_t hint, dnnl_primitive_desc_t *description) {
  dnnl_primitive_attr_t attributes;
  TRY(dnnl_primitive_attr_create(&attributes));
  dnnl_status_t status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  if (status == dnnl_success)
    status = dnnl_primitive_desc_create(description, operation, attributes, shared_engine, hint);
  dnnl_primitive_attr_destroy(attributes);
  return status;
}

/// Fills an empty primitive, or destroys it.
static dt_primitive *finished(dt_primitive *p, dnnl_status_t result, int *status) {
  for (int i = 0; i < 2 && result == dnnl_success; i += 1)
    result = dnnl_stream_create(&p->streams[i], shared_engine, dnnl_stream_default_flags);
  *status = (int)result;
  if (result == dnnl_success) return p;
  dt_primitive_destroy(p);
  return NULL;
}

// Matrix products

static dnnl_status_t matrix_layout(dnnl_memory_desc_t *layout, int64_t rows, int64_t columns, int transposed) {
  const dnnl_dims_t extents = {rows, columns};
  const dnnl_dims_t strides = {transposed ? 1 : columns, transposed ? rows : 1};
  return dnnl_memory_desc_init_by_strides(layout, 2, extents, dnnl_f32, strides);
}

static dnnl_status_t make_matrix_product(
    dt_primitive *p, int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b,
    float *c) {
  dnnl_memory_desc_t a_layout, b_layout, c_layout;
  TRY(matrix_layout(&a_layout, m, k, transpose_a));
  TRY(matrix_layout(&b_layout, k, n, transpose_b));
  TRY(matrix_layout(&c_layout, m, n, 0));
  dnnl_matmul_desc_t operation;
  TRY(dnnl_matmul_desc_init(&operation, &a_layout, &b_layout, NULL, &c_layout));
  dnnl_primitive_desc_t description;
  TRY(describe(&operation, NULL, &description));
  dt_step *step;
  const dnnl_status_t status = add_step(p, description, &step);
  dnnl_primitive_desc_destroy(description);
  TRY(status);
  TRY(add_operand(step, DNNL_ARG_SRC, &a_layout, a));
  TRY(add_operand(step, DNNL_ARG_WEIGHTS, &b_layout, b));
  return add_operand(step, DNNL_ARG_DST, &c_layout, c);
}

dt_primitive *dt_matrix_product(
    int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b, float *c,
    int *status) {
  dt_primitive *p = calloc(1, sizeof *p);
  return finished(p, make_matrix_product(p, m, n, k, transpose_a, transpose_b, a, b, c), status);
}

// Convolutions

// Images stay in the engine's layout, channels last. Weights go into the layout that oneDNN likes best: reordering them
// costs a hundredth of the convolution. Measured (oneDNN 2.6, AVX-512, two threads, 1 to 64 channels), this is the
// fastest for all three directions: weights as the engine has them take the route over matrix products, 1.5 to 10
// times as long, and reordered images cost more than a blocked convolution saves.
typedef struct {
  dnnl_memory_desc_t input, output;
  dnnl_memory_desc_t weight;       // as the engine has it
  dnnl_memory_desc_t any_weight;   // as oneDNN likes it
} dt_convolution_layouts;

static dnnl_status_t image_layout(
    dnnl_memory_desc_t *layout, int64_t batch, int64_t channels, const int64_t extents[2]) {
  const dnnl_dims_t logical = {batch, channels, extents[0], extents[1]};
  return dnnl_memory_desc_init_by_tag(layout, 4, logical, dnnl_f32, dnnl_nhwc);
}

static dnnl_status_t convolution_layouts(dt_convolution_layouts *l, const dt_convolution_shape *c) {
  const int64_t inputs = c->input_channels / c->groups, outputs = c->output_channels / c->groups;
  TRY(image_layout(&l->input, c->batch, c->input_channels, c->input));
  TRY(image_layout(&l->output, c->batch, c->output_channels, c->output));
  // [kh, kw, inputs, groups · outputs], seen as [groups, outputs, inputs, kh, kw].
  const dnnl_dims_t extents = {c->groups, outputs, inputs, c->kernel[0], c->kernel[1]};
  const int64_t row = inputs * c->output_channels;
  const dnnl_dims_t strides = {outputs, 1, c->output_channels, c->kernel[1] * row, row};
  const int skipped = c->groups == 1;  // without groups there is no axis for them
  TRY(dnnl_memory_desc_init_by_strides(&l->weight, 5 - skipped, extents + skipped, dnnl_f32, strides + skipped));
  return dnnl_memory_desc_init_by_tag(
      &l->any_weight, 5 - skipped, extents + skipped, dnnl_f32, dnnl_format_tag_any);
}

static dnnl_status_t describe_convolution(
    const dt_convolution_shape *c, dt_convolution_direction direction, const dt_convolution_layouts *l,
    dnnl_primitive_desc_t *description) {
  const dnnl_dims_t stride = {c->stride[0], c->stride[1]};
  const dnnl_dims_t gaps = {c->dilation[0] - 1, c->dilation[1] - 1};
  const dnnl_dims_t before = {c->padding_before[0], c->padding_before[1]};
  const dnnl_dims_t after = {c->padding_after[0], c->padding_after[1]};
  dnnl_convolution_desc_t operation;
  TRY(dnnl_dilated_convolution_forward_desc_init(
      &operation, dnnl_forward_training, dnnl_convolution_direct, &l->input, &l->any_weight, NULL, &l->output, stride,
      gaps, before, after));
  if (direction == dt_convolution_forward) return describe(&operation, NULL, description);

  dnnl_primitive_desc_t forward;
  TRY(describe(&operation, NULL, &forward));
  dnnl_status_t status =
      direction == dt_convolution_input_gradient
          ? dnnl_dilated_convolution_backward_data_desc_init(
                &operation, dnnl_convolution_direct, &l->input, &l->any_weight, &l->output, stride, gaps, before, after)
          : dnnl_dilated_convolution_backward_weights_desc_init(
                &operation, dnnl_convolution_direct, &l->input, &l->any_weight, NULL, &l->output, stride, gaps, before,
                after);
  if (status == dnnl_success) status = describe(&operation, forward, description);
  dnnl_primitive_desc_destroy(forward);
  return status;
}

/// Copies between layouts; `adds` to what is there.
static dnnl_status_t add_reorder(
    dt_primitive *p, const dnnl_memory_desc_t *from_layout, const void *from, const dnnl_memory_desc_t *to_layout,
    void *to, int adds) {
  dnnl_primitive_attr_t attributes;
  dnnl_post_ops_t sum = NULL;
  TRY(dnnl_primitive_attr_create(&attributes));
  dnnl_status_t status = dnnl_post_ops_create(&sum);
  if (status == dnnl_success && adds) status = dnnl_post_ops_append_sum(sum, 1);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, sum);
  dnnl_primitive_desc_t description;
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(
        &description, from_layout, shared_engine, to_layout, shared_engine, attributes);
  dnnl_post_ops_destroy(sum);
  dnnl_primitive_attr_destroy(attributes);
  TRY(status);
  dt_step *step;
  status = add_step(p, description, &step);
  dnnl_primitive_desc_destroy(description);
  TRY(status);
  TRY(add_operand(step, DNNL_ARG_FROM, from_layout, from));
  return add_operand(step, DNNL_ARG_TO, to_layout, to);
}

/// The convolution itself, its weights in the layout that it likes.
static dnnl_status_t add_convolution(
    dt_primitive *p, dt_convolution_direction direction, const dt_convolution_layouts *l,
    const_dnnl_primitive_desc_t description, const float *x, const dnnl_memory_desc_t *weight_layout,
    const float *weight, const float *y) {
  dt_step *step;
  TRY(add_step(p, description, &step));
  const int input = direction == dt_convolution_input_gradient ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
  const int weights = direction == dt_convolution_weight_gradient ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
  const int output = direction == dt_convolution_forward ? DNNL_ARG_DST : DNNL_ARG_DIFF_DST;
  TRY(add_operand(step, input, &l->input, x));
  TRY(add_operand(step, weights, weight_layout, weight));
  return add_operand(step, output, &l->output, y);
}

/// Adds a convolution that reads weights: before it their reordering, if it takes another layout than ours.
static dnnl_status_t add_with_weights(
    dt_primitive *p, dt_convolution_direction direction, const dt_convolution_layouts *l,
    const_dnnl_primitive_desc_t description, const float *x, const float *weight, const float *y) {
  const dnnl_memory_desc_t *liked = dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  void *reordered = (void *)weight;
  if (!dnnl_memory_desc_equal(liked, &l->weight)) {
    TRY(add_buffer(p, liked, &reordered));
    TRY(add_reorder(p, &l->weight, weight, liked, reordered, 0));
  }
  return add_convolution(p, direction, l, description, x, liked, reordered, y);
}

static dnnl_status_t make_convolution(
    dt_primitive *p, const dt_convolution_shape *shape, dt_convolution_direction direction, const float *x,
    const float *weight, const float *y) {
  dt_convolution_layouts layouts;
  TRY(convolution_layouts(&layouts, shape));
  dnnl_primitive_desc_t description;
  TRY(describe_convolution(shape, direction, &layouts, &description));
  const dnnl_status_t status = add_with_weights(p, direction, &layouts, description, x, weight, y);
  dnnl_primitive_desc_destroy(description);
  return status;
}

/// Adds the weights' derivative for a part of the batch, in a layout and memory of its own.
static dnnl_status_t add_weight_gradient(
    dt_primitive *p, const dt_convolution_shape *shape, const float *x, const float *y, dnnl_memory_desc_t *layout,
    void **weight) {
  dt_convolution_layouts layouts;
  TRY(convolution_layouts(&layouts, shape));
  dnnl_primitive_desc_t description;
  TRY(describe_convolution(shape, dt_convolution_weight_gradient, &layouts, &description));
  *layout = *dnnl_primitive_desc_query_md(description, dnnl_query_diff_weights_md, 0);
  dnnl_status_t status = add_buffer(p, layout, weight);
  if (status == dnnl_success)
    status = add_convolution(
        p, dt_convolution_weight_gradient, &layouts, description, x, layout, *weight, y);
  dnnl_primitive_desc_destroy(description);
  return status;
}

// oneDNN's threads add up their parts of the weights' derivative behind barriers at which they spin. On a busy machine
// they spin until the other gets its turn: at a load of seven on two cores, that was nearly half of all time. So each
// thread takes half of the batch with a primitive of its own, and the halves are added afterwards.
static dnnl_status_t make_weight_gradient(
    dt_primitive *p, const dt_convolution_shape *shape, const float *x, float *weight, const float *y) {
  dt_convolution_layouts layouts;
  TRY(convolution_layouts(&layouts, shape));
  const int64_t first = shape->batch - shape->batch / 2;
  const int parts = shape->batch > 1 ? 2 : 1;
  dnnl_memory_desc_t layout[2];
  void *sums[2];
  for (int part = 0; part < parts; part += 1) {
    dt_convolution_shape half = *shape;
    half.batch = part == 0 ? first : shape->batch - first;
    const int64_t before = part * first;
    const float *images = x + before * shape->input[0] * shape->input[1] * shape->input_channels;
    const float *upstream = y + before * shape->output[0] * shape->output[1] * shape->output_channels;
    TRY(add_weight_gradient(p, &half, images, upstream, &layout[part], &sums[part]));
  }
  p->steps[0].runs_with_next = parts == 2;
  for (int part = 0; part < parts; part += 1)
    TRY(add_reorder(p, &layout[part], sums[part], &layouts.weight, weight, part));
  return dnnl_success;
}

dt_primitive *dt_convolution(
    const dt_convolution_shape *shape, dt_convolution_direction direction, const float *x, const float *weight,
    const float *y, int *status) {
  dt_primitive *p = calloc(1, sizeof *p);
  if (direction != dt_convolution_weight_gradient)
    return finished(p, make_convolution(p, shape, direction, x, weight, y), status);
  // Work is divided by the threads that there are when a primitive is made.
  const int threads = omp_get_max_threads ? omp_get_max_threads() : 1;
  dt_onednn_set_threads(1);
  const dnnl_status_t result = make_weight_gradient(p, shape, x, (float *)weight, y);
  dt_onednn_set_threads(threads);
  return finished(p, result, status);
}
