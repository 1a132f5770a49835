#include "COneDNN.h"

#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

enum { maximum_operands = 6 };

struct dt_primitive {
  dnnl_primitive_t primitive;
  dnnl_stream_t stream;
  int count;
  dnnl_exec_arg_t operands[maximum_operands];
  void *scratchpad;
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

void dt_onednn_set_threads(int count) {
  if (omp_set_num_threads) omp_set_num_threads(count);
}

void dt_onednn_run(const void *arguments, const void *context) {
  const dt_primitive *p = ((const dt_onednn_arguments *)arguments)->primitive;
  dnnl_primitive_execute(p->primitive, p->stream, p->count, p->operands);
}

static dnnl_status_t add_operand(dt_primitive *p, int role, const dnnl_memory_desc_t *layout, void *data) {
  dnnl_memory_t memory;
  dnnl_status_t status = dnnl_memory_create(&memory, layout, shared_engine, data);
  if (status == dnnl_success) p->operands[p->count++] = (dnnl_exec_arg_t){role, memory};
  return status;
}

static dnnl_status_t matrix_layout(dnnl_memory_desc_t *layout, int64_t rows, int64_t columns, int transposed) {
  const dnnl_dims_t extents = {rows, columns};
  const dnnl_dims_t strides = {transposed ? 1 : columns, transposed ? rows : 1};
  return dnnl_memory_desc_init_by_strides(layout, 2, extents, dnnl_f32, strides);
}

#define TRY(call)                                \
  if ((result = (call)) != dnnl_success) {       \
    dt_primitive_destroy(p);                     \
    *status = (int)result;                       \
    return NULL;                                 \
  }

dt_primitive *dt_matrix_product(
    int64_t m, int64_t n, int64_t k, int transpose_a, int transpose_b, const float *a, const float *b, float *c,
    int *status) {
  dnnl_status_t result;
  dt_primitive *p = calloc(1, sizeof *p);
  dnnl_memory_desc_t a_layout, b_layout, c_layout;
  TRY(matrix_layout(&a_layout, m, k, transpose_a));
  TRY(matrix_layout(&b_layout, k, n, transpose_b));
  TRY(matrix_layout(&c_layout, m, n, 0));
  dnnl_matmul_desc_t operation;
  TRY(dnnl_matmul_desc_init(&operation, &a_layout, &b_layout, NULL, &c_layout));
  dnnl_primitive_attr_t attributes;
  TRY(dnnl_primitive_attr_create(&attributes));
  dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  dnnl_primitive_desc_t description = NULL;
  result = dnnl_primitive_desc_create(&description, &operation, attributes, shared_engine, NULL);
  dnnl_primitive_attr_destroy(attributes);
  TRY(result);
  result = dnnl_primitive_create(&p->primitive, description);
  const dnnl_memory_desc_t *scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
  const size_t scratchpad_size = scratchpad ? dnnl_memory_desc_get_size(scratchpad) : 0;
  if (result == dnnl_success && scratchpad_size > 0) {
    p->scratchpad = aligned_alloc(64, (scratchpad_size + 63) / 64 * 64);
    result = add_operand(p, DNNL_ARG_SCRATCHPAD, scratchpad, p->scratchpad);
  }
  dnnl_primitive_desc_destroy(description);
  TRY(result);
  TRY(dnnl_stream_create(&p->stream, shared_engine, dnnl_stream_default_flags));
  TRY(add_operand(p, DNNL_ARG_SRC, &a_layout, (void *)a));
  TRY(add_operand(p, DNNL_ARG_WEIGHTS, &b_layout, (void *)b));
  TRY(add_operand(p, DNNL_ARG_DST, &c_layout, c));
  *status = 0;
  return p;
}

void dt_primitive_destroy(dt_primitive *p) {
  if (!p) return;
  for (int i = 0; i < p->count; i += 1) dnnl_memory_destroy(p->operands[i].memory);
  if (p->primitive) dnnl_primitive_destroy(p->primitive);
  if (p->stream) dnnl_stream_destroy(p->stream);
  free(p->scratchpad);
  free(p);
}
