#include "CKernels.h"
int dt_kernels(void) { return 1; }
