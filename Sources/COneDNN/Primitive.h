// A primitive of ours: steps of oneDNN bound to their operands. What is made for it on the way (layouts, descriptions,
// buffers) belongs to it, so whoever adds to it has nothing to clean up when something fails.
#pragma once

#include "Descriptions.h"

enum { maximum_operands = 5, maximum_steps = 4, maximum_buffers = 8, maximum_layouts = 16, maximum_descriptions = 8 };

/// One primitive of oneDNN with what it reads and writes.
typedef struct {
  dnnl_primitive_t primitive;
  int count;
  dnnl_exec_arg_t operands[maximum_operands];
  int runs_with_next;  // on two threads at once
} dt_step;

struct dt_primitive {
  dnnl_engine_t engine;
  dnnl_stream_t streams[2];  // one for each thread
  int step_count;
  dt_step steps[maximum_steps];
  int buffer_count;
  void *buffers[maximum_buffers];
  int layout_count;
  dt_layout layouts[maximum_layouts];
  int description_count;
  dnnl_primitive_desc_t descriptions[maximum_descriptions];
  dnnl_status_t status;  // of the first execution that failed
};

/// Where a step's result goes.
typedef enum { dt_over_what_is_there, dt_onto_what_is_there } dt_result_goes;

/// One without steps; null if it cannot be made.
dnnl_status_t dt_primitive_create(dt_primitive **p);

/// How many threads the calling thread's work is spread over.
int dt_onednn_threads(void);

/// The primitive (or null), filled with that result, ready to run; or null, and it is destroyed.
dt_primitive *dt_primitive_finished(dt_primitive *p, dnnl_status_t result, int *status);

/// `dt_make_layout` and `dt_make_named_layout`; the layout belongs to the primitive.
dnnl_status_t dt_add_layout(
    dt_primitive *p, dt_const_layout *layout, int axes, const dnnl_dims_t extents, const dnnl_dims_t strides);
dnnl_status_t dt_add_named_layout(
    dt_primitive *p, dt_const_layout *layout, int axes, const dnnl_dims_t extents, dnnl_format_tag_t name);

/// Memory for an array.
dnnl_status_t dt_add_buffer(dt_primitive *p, dt_const_layout layout, void **data);

/// Settings of a step whose scratchpad is ours; whoever asked destroys them.
dnnl_status_t dt_make_attributes(dnnl_primitive_attr_t *attributes, dt_result_goes goes);

/// Takes charge of a description, and so of the layouts that it is asked for.
void dt_add_description(dt_primitive *p, dnnl_primitive_desc_t description);

/// Adds a step without operands.
dnnl_status_t dt_add_step(dt_primitive *p, const_dnnl_primitive_desc_t description, dt_step **step);

/// Adds an array to a step, in its role, as in `DNNL_ARG_SRC`.
dnnl_status_t dt_add_operand(dt_primitive *p, dt_step *step, int role, dt_const_layout layout, const void *data);

/// Adds a step that copies from one layout to another.
dnnl_status_t dt_add_reorder(
    dt_primitive *p, dt_const_layout from_layout, const void *from, dt_const_layout to_layout, void *to,
    dt_result_goes goes);
