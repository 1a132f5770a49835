#include "COneDNN.h"
#include <oneapi/dnnl/dnnl.h>
int dt_onednn_version(void) { const dnnl_version_t *v = dnnl_version(); return v->major * 100 + v->minor; }
