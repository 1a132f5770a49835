#include "Threads.h"

#include "CKernelsVariants.h"
#include "COneDNN.h"

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>
#include <stdio.h>
#include <stdlib.h>
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

const char *dt_onednn_status_name(int status) { return dnnl_status2str((dnnl_status_t)status); }

void dt_onednn_set_threads(int count) { omp_set_num_threads(count); }

// Limits

int dt_onednn_keep_to(int variant, int replaces) {
#if defined(__x86_64__)
  const char *const limits[dt_variant_count] = {
      [dt_variant_default] = "SSE41",  // the least that oneDNN has kernels for
      [dt_variant_x86_64_v3] = "AVX2",
  };
  if (limits[variant]) return setenv("ONEDNN_MAX_CPU_ISA", limits[variant], replaces) == 0;
  if (replaces) return unsetenv("ONEDNN_MAX_CPU_ISA") == 0;
#endif
  return 1;
}

/// oneDNN reads its limit from the environment, for the first time when a primitive is made.
__attribute__((constructor(102))) static void follow_kernels(void) {
  if (!dt_variant_is_forced() || dt_onednn_keep_to((int)dt_variant_used(), 0)) return;
  perror("oneDNN cannot be kept to the variant that DEEPTRAINING_KERNELS names");
  _Exit(2);
}
