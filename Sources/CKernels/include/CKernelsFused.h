// Several elementwise operations in one pass over memory: all of them process a block of elements before the next
// block.
#pragma once

#include "CKernels.h"

enum {
  dt_fused_block = 1024,      // elements processed together
  dt_fused_slots = 12,        // blocks of intermediate results
  dt_fused_inputs_limit = 16,
  dt_fused_steps_limit = 40,
  dt_fused_outputs_limit = 8,
};

/// How an input is repeated over [rows, columns].
typedef enum {
  dt_full,    // separate elements
  dt_row,     // [columns], the same for each row
  dt_column,  // [rows], the same along a row
  dt_single,  // one number
} dt_fused_extent;

typedef struct {
  const float *x;
  dt_fused_extent extent;
} dt_fused_input;

typedef enum { dt_fused_unary, dt_fused_binary, dt_fused_compound, dt_fused_mask } dt_fused_form;

/// Several functions in one, of two or three numbers u, v and w, with one or two constants p and q.
typedef enum {
  dt_weighted_sum,              // p·u + q·v
  dt_weighted_sum_with_square,  // p·u + q·v²
  dt_root_of_product,           // √(u·v) + p
  dt_product_by,                // u·v / w
  dt_product_and,               // u·v + w
} dt_compound_kind;

/// One operation. Operands and result are registers: the inputs, then the slots, then the outputs.
typedef struct {
  dt_fused_form form;
  int kind;  // dt_unary_kind, dt_binary_kind or dt_compound_kind
  int a, b, c, out;
  float p;          // the number of a unary operation, the first number of a compound one, the rate of a mask
  float q;          // the second number of a compound one
  uint64_t stream;  // of a mask
} dt_fused_step;

/// An output's memory, and the slot that is copied there at the end of a block, or −1 if a step writes there directly.
typedef struct {
  float *y;
  int slot;
} dt_fused_output;

typedef struct {
  size_t rows;
  size_t columns;
  int input_count, step_count, output_count;
  dt_fused_input inputs[dt_fused_inputs_limit];
  dt_fused_step steps[dt_fused_steps_limit];
  dt_fused_output outputs[dt_fused_outputs_limit];
} dt_fused_arguments;

void dt_fused_add_input(dt_fused_arguments *arguments, dt_fused_input input);
void dt_fused_add_step(dt_fused_arguments *arguments, dt_fused_step step);
void dt_fused_add_output(dt_fused_arguments *arguments, dt_fused_output output);

void dt_fused(const void *arguments, const dt_context *context);
