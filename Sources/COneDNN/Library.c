#include "COneDNN.h"

#include "Threads.h"

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>
#include <string.h>

int dt_onednn_version(void) {
  const dnnl_version_t *version = dnnl_version();
  return version->major * 100 + version->minor;
}

const char *dt_onednn_instruction_set(void) {
  const char *name = dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa());
  static const char prefix[] = "cpu_isa_";
  return strncmp(name, prefix, sizeof prefix - 1) == 0 ? name + sizeof prefix - 1 : name;
}

void dt_onednn_set_threads(int count) {
  if (omp_set_num_threads) omp_set_num_threads(count);
}
