#include <math.h>
#include <string.h>

#include "CKernelsFused.h"
#include "Clones.h"
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

DT_CLONES static void unary_block(dt_unary_kind kind, float p, const float *a, float *out, size_t count) {
  switch (kind) {
#define UNARY(kind, expression) case kind: EACH(expression);
#include "UnaryFunctions.h"
#undef UNARY
  }
}

DT_CLONES static void binary_block(dt_binary_kind kind, const float *a, const float *b, float *out, size_t count) {
  switch (kind) {
#define BINARY(kind, expression) case kind: EACH_PAIR(expression);
#include "BinaryFunctions.h"
#undef BINARY
  }
}

// Adam's step is bound by these passes over a block, not by memory: it goes through in registers.

enum { adam_step_count = 14, adam_input_count = 7 };

/// What Adam reads; rates are the numbers that take away the start with 0, and the negative learning rate.
enum {
  adam_mean = -adam_input_count,
  adam_gradient,
  adam_square,
  adam_mean_rate,
  adam_square_rate,
  adam_rate,
  adam_weight,
};

/// One of its operations: of the results of earlier ones, by number, or of what it reads.
typedef struct {
  dt_fused_form form;
  int kind;
  int a, b;
} dt_adam_operation;

static const dt_adam_operation adam_operations[adam_step_count] = {
    {dt_fused_unary, dt_scale, adam_mean, 0},
    {dt_fused_unary, dt_scale, adam_gradient, 0},
    {dt_fused_binary, dt_add, 0, 1},
    {dt_fused_unary, dt_square, adam_gradient, 0},
    {dt_fused_unary, dt_scale, adam_square, 0},
    {dt_fused_unary, dt_scale, 3, 0},
    {dt_fused_binary, dt_add, 4, 5},
    {dt_fused_binary, dt_multiply, 2, adam_mean_rate},
    {dt_fused_binary, dt_multiply, 6, adam_square_rate},
    {dt_fused_unary, dt_square_root, 8, 0},
    {dt_fused_unary, dt_offset, 9, 0},
    {dt_fused_binary, dt_divide, 7, 10},
    {dt_fused_binary, dt_multiply, adam_rate, 11},
    {dt_fused_binary, dt_add, adam_weight, 12},
};

/// The registers of Adam's operands, in the order above.
typedef struct {
  int inputs[adam_input_count];
} dt_adam;

/// Whether a register holds the operand that is expected of a step; what Adam reads is noted when it is first met.
static int is_expected(const dt_fused_arguments *o, dt_adam *adam, int step, int read, int expected) {
  if (expected < 0) {
    int *known = &adam->inputs[expected + adam_input_count];
    if (*known < 0) *known = read;
    if (*known != read || read >= o->input_count) return 0;
    const int is_rate = expected == adam_mean_rate || expected == adam_square_rate || expected == adam_rate;
    return !is_rate || o->inputs[read].extent == dt_single;
  }
  int writer = step - 1;
  while (writer >= 0 && o->steps[writer].out != read) writer -= 1;
  return writer == expected;
}

/// Whether steps are Adam's, and where their operands are. None of its results waits in a slot for an output's memory.
static int is_adam(const dt_fused_arguments *o, dt_adam *adam) {
  if (o->step_count != adam_step_count) return 0;
  for (int k = 0; k < o->output_count; k += 1)
    if (o->outputs[k].slot >= 0) return 0;
  for (int k = 0; k < adam_input_count; k += 1) adam->inputs[k] = -1;
  for (int i = 0; i < adam_step_count; i += 1) {
    const dt_fused_step step = o->steps[i];
    const dt_adam_operation operation = adam_operations[i];
    if (step.form != operation.form || step.kind != operation.kind) return 0;
    if (!is_expected(o, adam, i, step.a, operation.a)) return 0;
    if (step.form == dt_fused_binary && !is_expected(o, adam, i, step.b, operation.b)) return 0;
  }
  const int first_output = o->input_count + dt_fused_slots;
  return o->steps[2].out >= first_output && o->steps[6].out >= first_output && o->steps[13].out >= first_output;
}

/// All operations on a block, each rounded as it would be by itself.
DT_CLONES static void adam_block(
    const dt_fused_step *steps, const float *const *inputs, float *const *outputs, size_t count) {
  const float *mean = inputs[0], *gradient = inputs[1], *square = inputs[2], *weight = inputs[6];
  const float mean_rate = inputs[3][0], square_rate = inputs[4][0], rate = inputs[5][0];
  const float kept = steps[0].p, added = steps[1].p, kept_square = steps[4].p, added_square = steps[5].p;
  const float epsilon = steps[10].p;
  float *new_mean = outputs[0], *new_square = outputs[1], *new_weight = outputs[2];
  _Pragma("clang loop vectorize(assume_safety)")
  for (size_t i = 0; i < count; i += 1) {
    const float g = gradient[i];
    const float m = kept * mean[i] + added * g;
    const float v = kept_square * square[i] + added_square * (g * g);
    new_mean[i] = m;
    new_square[i] = v;
    new_weight[i] = weight[i] + rate * (m * mean_rate / (__builtin_sqrtf(v * square_rate) + epsilon));
  }
}

static void run_adam(const dt_fused_arguments *o, const dt_adam *adam, const float *const *registers, size_t count) {
  const float *inputs[adam_input_count];
  for (int k = 0; k < adam_input_count; k += 1) inputs[k] = registers[adam->inputs[k]];
  float *outputs[] = {
      (float *)registers[o->steps[2].out], (float *)registers[o->steps[6].out], (float *)registers[o->steps[13].out]};
  adam_block(o->steps, inputs, outputs, count);
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

/// The steps on a block whose first element is at `offset`, one after the other.
static void run_steps(
    const dt_fused_arguments *o, const dt_context *context, const float *const *registers, size_t offset,
    size_t count) {
  for (int k = 0; k < o->step_count; k += 1) {
    const dt_fused_step step = o->steps[k];
    const float *a = registers[step.a], *b = registers[step.b];
    float *out = (float *)registers[step.out];
    switch (step.form) {
      case dt_fused_unary: unary_block((dt_unary_kind)step.kind, step.p, a, out, count); break;
      case dt_fused_binary: binary_block((dt_binary_kind)step.kind, a, b, out, count); break;
      case dt_fused_mask:
        dt_dropout_mask_part(context, step.stream, step.p, context->step * o->rows * o->columns + offset, out, count);
        break;
    }
  }
}

/// From so many elements on, operands are not expected in the second-level cache.
enum { beyond_caches = 1 << 17 };

static void fused_share(const void *data, int index, int shares) {
  const dt_fused_arguments *o = ((const dt_fused_work *)data)->o;
  const dt_context *context = ((const dt_fused_work *)data)->context;
  dt_adam adam;
  const int steps_are_adam = is_adam(o, &adam);
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
    if (steps_are_adam) {
      run_adam(o, &adam, registers, count);
    } else {
      run_steps(o, context, registers, offset, count);
    }
    for (int k = 0; k < o->output_count; k += 1) {
      const dt_fused_output output = o->outputs[k];
      if (output.slot >= 0) memcpy(output.y + offset, slots[output.slot], count * sizeof(float));
    }
  }
}

/// From this many elementary operations on, a second thread is worth its waking. Random numbers take more of them.
enum { parallel_threshold = 1 << 17, operations_of_a_mask = 16 };

static size_t operations_on_an_element(const dt_fused_arguments *o) {
  size_t operations = 0;
  for (int k = 0; k < o->step_count; k += 1)
    operations += o->steps[k].form == dt_fused_mask ? operations_of_a_mask : 1;
  return operations;
}

void dt_fused(const void *arguments, const dt_context *context) {
  const dt_fused_arguments *o = arguments;
  const dt_fused_work work = {o, context};
  dt_in_parallel(fused_share, &work, o->rows * o->columns * operations_on_an_element(o) >= parallel_threshold);
}
