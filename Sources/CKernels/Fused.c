#include "Exact.h"

#include <math.h>
#include <string.h>

#include "CKernelsFused.h"
#include "Variants.h"
#include "Costs.h"
#include "Functions.h"
#include "Threads.h"

void dt_fused_add_input(dt_fused_arguments *o, dt_fused_input input) { o->inputs[o->input_count++] = input; }
void dt_fused_add_step(dt_fused_arguments *o, dt_fused_step step) { o->steps[o->step_count++] = step; }
void dt_fused_add_output(dt_fused_arguments *o, dt_fused_output output) { o->outputs[o->output_count++] = output; }

// Loops that call the C library, for sine, cosine and power, stay loops; the compiler would warn of them.
#pragma clang diagnostic ignored "-Wpass-failed"

// An operand may be the result's own memory, element for element, so the loops carry nothing from turn to turn.
#define EACH(expression)                                \
  _Pragma("clang loop vectorize(assume_safety)")        \
  for (size_t i = 0; i < count; i += 1) {               \
    const float u = a[i];                               \
    out[i] = (expression);                              \
  }                                                     \
  break
#define EACH_PAIR(expression)                           \
  _Pragma("clang loop vectorize(assume_safety)")        \
  for (size_t i = 0; i < count; i += 1) {               \
    const float u = a[i], v = b[i];                     \
    out[i] = (expression);                              \
  }                                                     \
  break
#define EACH_TRIPLE(expression)                         \
  _Pragma("clang loop vectorize(assume_safety)")        \
  for (size_t i = 0; i < count; i += 1) {               \
    const float u = a[i], v = b[i], w = c[i];           \
    (void)w;                                            \
    out[i] = (expression);                              \
  }                                                     \
  break

DT_VARIANTS(
    void, unary_block, (dt_unary_kind kind, float p, const float *a, float *out, size_t count),
    kind, p, a, out, count) {
  switch (kind) {
#define UNARY(kind, cost, expression) case kind: EACH(expression);
#include "UnaryFunctions.h"
#undef UNARY
  }
}

DT_VARIANTS(
    void, binary_block, (dt_binary_kind kind, const float *a, const float *b, float *out, size_t count),
    kind, a, b, out, count) {
  switch (kind) {
#define BINARY(kind, expression) case kind: EACH_PAIR(expression);
#include "BinaryFunctions.h"
#undef BINARY
  }
}

DT_VARIANTS(
    void, compound_block, (dt_compound_kind kind, float p, float q, const float *a, const float *b, const float *c, float *out, size_t count),
    kind, p, q, a, b, c, out, count) {
  switch (kind) {
#define COMPOUND(kind, expression) case kind: EACH_TRIPLE(expression);
#include "CompoundFunctions.h"
#undef COMPOUND
  }
}

/// Blocks cover whole rows if a row is short, else parts of one.
typedef struct {
  size_t rows_in_block;    // of short rows
  size_t blocks_in_row;    // of long ones
  size_t count;
} dt_blocks;

static dt_blocks blocks_of(const dt_fused_arguments *o) {
  if (o->columns <= dt_fused_block) {
    const size_t rows = dt_fused_block / o->columns;
    return (dt_blocks){rows, 1, (o->rows + rows - 1) / rows};
  }
  const size_t parts = (o->columns + dt_fused_block - 1) / dt_fused_block;
  return (dt_blocks){1, parts, o->rows * parts};
}

static void fill(float *y, float value, size_t count) {
  for (size_t i = 0; i < count; i += 1) y[i] = value;
}

/// Asks for what the next block reads while this one is computed: the passes over a block leave memory idle.
static void prefetch_block(const dt_fused_arguments *o, size_t offset) {
  enum { line = 16 };
  const size_t left = o->rows * o->columns - offset, count = left < dt_fused_block ? left : dt_fused_block;
  for (int k = 0; k < o->input_count; k += 1) {
    if (o->inputs[k].extent != dt_full) continue;
    for (size_t i = 0; i < count; i += line) __builtin_prefetch(o->inputs[k].x + offset + i);
  }
}

typedef struct {
  const dt_fused_arguments *o;
  const dt_context *context;
} dt_fused_work;

/// From so many elements on, operands are not expected in the second-level cache.
enum { beyond_caches = 1 << 17 };

static void fused_share(const void *data, int index, int shares) {
  const dt_fused_arguments *o = ((const dt_fused_work *)data)->o;
  const dt_context *context = ((const dt_fused_work *)data)->context;
  const dt_blocks blocks = blocks_of(o);
  const int is_long = o->columns > dt_fused_block, is_far = o->rows * o->columns >= beyond_caches;
  _Alignas(64) float slots[dt_fused_slots][dt_fused_block];
  _Alignas(64) float repeated[dt_fused_inputs_limit][dt_fused_block];
  const float *registers[dt_fused_inputs_limit + dt_fused_slots + dt_fused_outputs_limit];
  const int first_slot = o->input_count, first_output = first_slot + dt_fused_slots;

  for (int k = 0; k < dt_fused_slots; k += 1) registers[first_slot + k] = slots[k];
  for (int k = 0; k < o->input_count; k += 1) {
    const dt_fused_input input = o->inputs[k];
    registers[k] = repeated[k];
    if (input.extent == dt_single) {
      fill(repeated[k], input.x[0], dt_fused_block);
    } else if (input.extent == dt_row && !is_long) {
      for (size_t row = 0; row < blocks.rows_in_block; row += 1)
        memcpy(repeated[k] + row * o->columns, input.x, o->columns * sizeof(float));
    }
  }

  const size_t end = blocks.count * (size_t)(index + 1) / (size_t)shares;
  for (size_t block = blocks.count * (size_t)index / (size_t)shares; block < end; block += 1) {
    const size_t row = block / blocks.blocks_in_row * blocks.rows_in_block;
    const size_t column = block % blocks.blocks_in_row * dt_fused_block;
    const size_t offset = row * o->columns + column;
    const size_t rows = o->rows - row < blocks.rows_in_block ? o->rows - row : blocks.rows_in_block;
    const size_t left = o->columns - column;
    const size_t count = is_long ? (left < dt_fused_block ? left : dt_fused_block) : rows * o->columns;

    for (int k = 0; k < o->input_count; k += 1) {
      const dt_fused_input input = o->inputs[k];
      if (input.extent == dt_full) registers[k] = input.x + offset;
      if (input.extent == dt_row && is_long) registers[k] = input.x + column;
      if (input.extent == dt_column) {
        for (size_t r = 0; r < rows; r += 1)
          fill(repeated[k] + (is_long ? 0 : r * o->columns), input.x[row + r], is_long ? count : o->columns);
      }
    }
    if (is_far && block + 1 < end) prefetch_block(o, offset + count);
    for (int k = 0; k < o->output_count; k += 1) registers[first_output + k] = o->outputs[k].y + offset;
    for (int k = 0; k < o->step_count; k += 1) {
      const dt_fused_step step = o->steps[k];
      const float *a = registers[step.a], *b = registers[step.b], *c = registers[step.c];
      float *out = (float *)registers[step.out];
      switch (step.form) {
        case dt_fused_unary: unary_block((dt_unary_kind)step.kind, step.p, a, out, count); break;
        case dt_fused_binary: binary_block((dt_binary_kind)step.kind, a, b, out, count); break;
        case dt_fused_compound:
          compound_block((dt_compound_kind)step.kind, step.p, step.q, a, b, c, out, count);
          break;
        case dt_fused_mask:
          dt_dropout_mask_part(context, step.stream, step.p, context->step * o->rows * o->columns + offset, out, count);
          break;
      }
    }
    for (int k = 0; k < o->output_count; k += 1) {
      const dt_fused_output output = o->outputs[k];
      if (output.slot >= 0) memcpy(output.y + offset, slots[output.slot], count * sizeof(float));
    }
  }
}

/// From this many simple operations on, a second thread is worth its waking.
enum { parallel_threshold = 1 << 17 };

/// About how many simple operations a step takes as long as.
static size_t cost_of(const dt_fused_step *step) {
  switch (step->form) {
    case dt_fused_unary: return dt_cost_of_unary((dt_unary_kind)step->kind);
    case dt_fused_binary: return 1;
    case dt_fused_compound: return 2;
    case dt_fused_mask: return 8;
  }
}

static size_t cost_of_element(const dt_fused_arguments *o) {
  size_t cost = 0;
  for (int k = 0; k < o->step_count; k += 1) cost += cost_of(&o->steps[k]);
  return cost;
}

void dt_fused(const void *arguments, const dt_context *context) {
  const dt_fused_arguments *o = arguments;
  const dt_fused_work work = {o, context};
  dt_in_parallel(fused_share, &work, o->rows * o->columns * cost_of_element(o) >= parallel_threshold);
}
