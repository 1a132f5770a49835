#include "Primitive.h"

#include "Threads.h"

#include <stdlib.h>

static dnnl_engine_t shared_engine;
static dnnl_status_t engine_status;

__attribute__((constructor)) static void make_engine(void) {
  engine_status = dnnl_engine_create(&shared_engine, dnnl_cpu, 0);
}

dnnl_status_t dt_primitive_create(dt_primitive **p) {
  *p = NULL;
  TRY(engine_status);
  *p = calloc(1, sizeof **p);
  if (!*p) return dnnl_out_of_memory;
  (*p)->engine = shared_engine;
  return dnnl_success;
}

dt_primitive *dt_primitive_finished(dt_primitive *p, dnnl_status_t result, int *status) {
  for (int i = 0; i < 2 && result == dnnl_success; i += 1)
    result = dnnl_stream_create(&p->streams[i], p->engine, dnnl_stream_default_flags);
  *status = (int)result;
  if (result == dnnl_success) return p;
  dt_primitive_destroy(p);
  return NULL;
}

// Statuses are dropped here: what cannot be destroyed stays in memory, and nobody could do more about it.
void dt_primitive_destroy(dt_primitive *p) {
  if (!p) return;
  for (int i = 0; i < p->step_count; i += 1) {
    for (int j = 0; j < p->steps[i].count; j += 1) dnnl_memory_destroy(p->steps[i].operands[j].memory);
    if (p->steps[i].primitive) dnnl_primitive_destroy(p->steps[i].primitive);
  }
  for (int i = 0; i < p->description_count; i += 1) dnnl_primitive_desc_destroy(p->descriptions[i]);
  for (int i = 0; i < p->layout_count; i += 1) dt_destroy_layout(p->layouts[i]);
  for (int i = 0; i < p->buffer_count; i += 1) free(p->buffers[i]);
  for (int i = 0; i < 2; i += 1)
    if (p->streams[i]) dnnl_stream_destroy(p->streams[i]);
  free(p);
}

// What it is made of

dnnl_status_t dt_add_layout(
    dt_primitive *p, dt_const_layout *layout, int axes, const dnnl_dims_t extents, const dnnl_dims_t strides) {
  dt_layout made;
  TRY(dt_make_layout(&made, axes, extents, strides));
  *layout = p->layouts[p->layout_count++] = made;
  return dnnl_success;
}

dnnl_status_t dt_add_named_layout(
    dt_primitive *p, dt_const_layout *layout, int axes, const dnnl_dims_t extents, dnnl_format_tag_t name) {
  dt_layout made;
  TRY(dt_make_named_layout(&made, axes, extents, name));
  *layout = p->layouts[p->layout_count++] = made;
  return dnnl_success;
}

dnnl_status_t dt_add_buffer(dt_primitive *p, dt_const_layout layout, void **data) {
  *data = aligned_alloc(64, (dnnl_memory_desc_get_size(layout) + 63) / 64 * 64);
  if (!*data) return dnnl_out_of_memory;
  p->buffers[p->buffer_count++] = *data;
  return dnnl_success;
}

/// Settings of a primitive whose scratchpad is ours.
static dnnl_status_t set_up(dnnl_primitive_attr_t attributes, dnnl_post_ops_t post_ops, dt_result_goes goes) {
  TRY(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
  if (goes == dt_onto_what_is_there) TRY(dt_append_sum(post_ops));
  return dnnl_primitive_attr_set_post_ops(attributes, post_ops);
}

dnnl_status_t dt_make_attributes(dnnl_primitive_attr_t *attributes, dt_result_goes goes) {
  dnnl_post_ops_t post_ops;
  TRY(dnnl_primitive_attr_create(attributes));
  dnnl_status_t status = dnnl_post_ops_create(&post_ops);
  if (status == dnnl_success) {
    status = set_up(*attributes, post_ops, goes);
    dnnl_post_ops_destroy(post_ops);
  }
  if (status != dnnl_success) dnnl_primitive_attr_destroy(*attributes);
  return status;
}

void dt_add_description(dt_primitive *p, dnnl_primitive_desc_t description) {
  p->descriptions[p->description_count++] = description;
}

// Steps

dnnl_status_t dt_add_step(dt_primitive *p, const_dnnl_primitive_desc_t description, dt_step **step) {
  *step = &p->steps[p->step_count++];
  TRY(dnnl_primitive_create(&(*step)->primitive, description));
  const dt_const_layout scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
  if (!scratchpad || dnnl_memory_desc_get_size(scratchpad) == 0) return dnnl_success;
  void *data;
  TRY(dt_add_buffer(p, scratchpad, &data));
  return dt_add_operand(p, *step, DNNL_ARG_SCRATCHPAD, scratchpad, data);
}

dnnl_status_t dt_add_operand(dt_primitive *p, dt_step *step, int role, dt_const_layout layout, const void *data) {
  dnnl_memory_t memory;
  TRY(dnnl_memory_create(&memory, layout, p->engine, (void *)data));
  step->operands[step->count++] = (dnnl_exec_arg_t){role, memory};
  return dnnl_success;
}

dnnl_status_t dt_add_reorder(
    dt_primitive *p, dt_const_layout from_layout, const void *from, dt_const_layout to_layout, void *to,
    dt_result_goes goes) {
  dnnl_primitive_attr_t attributes;
  TRY(dt_make_attributes(&attributes, goes));
  dnnl_primitive_desc_t description;
  const dnnl_status_t status = dnnl_reorder_primitive_desc_create(
      &description, from_layout, p->engine, to_layout, p->engine, attributes);
  dnnl_primitive_attr_destroy(attributes);
  TRY(status);
  dt_add_description(p, description);
  dt_step *step;
  TRY(dt_add_step(p, description, &step));
  TRY(dt_add_operand(p, step, DNNL_ARG_FROM, from_layout, from));
  return dt_add_operand(p, step, DNNL_ARG_TO, to_layout, to);
}

// Running

static dnnl_status_t run_step(const dt_primitive *p, int step, int stream) {
  const dt_step *s = &p->steps[step];
  return dnnl_primitive_execute(s->primitive, p->streams[stream], s->count, s->operands);
}

/// Two steps at once, and how each ended.
typedef struct {
  const dt_primitive *primitive;
  int first;
  dnnl_status_t status[2];
} dt_pair;

/// OpenMP may give one thread where two were asked for; it runs both.
static void run_share(void *data) {
  dt_pair *pair = data;
  for (int i = omp_get_thread_num(); i < 2; i += omp_get_num_threads())
    pair->status[i] = run_step(pair->primitive, pair->first + i, i);
}

static dnnl_status_t run_pair(const dt_primitive *p, int first) {
  dt_pair pair = {p, first, {dnnl_success, dnnl_success}};
  GOMP_parallel(run_share, &pair, 2, 0);
  return pair.status[0] != dnnl_success ? pair.status[0] : pair.status[1];
}

static dnnl_status_t run(const dt_primitive *p) {
  for (int i = 0; i < p->step_count; i += 1) {
    if (p->steps[i].runs_with_next) {
      TRY(run_pair(p, i));
      i += 1;
    } else {
      TRY(run_step(p, i, 0));
    }
  }
  return dnnl_success;
}

int dt_onednn_threads(void) { return omp_get_max_threads(); }

void dt_onednn_run(const void *arguments, const void *context) {
  dt_primitive *p = ((const dt_onednn_arguments *)arguments)->primitive;
  const dnnl_status_t status = run(p);
  if (p->status == dnnl_success) p->status = status;
}

int dt_primitive_status(const dt_primitive *p) { return (int)p->status; }
