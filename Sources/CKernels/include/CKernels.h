#ifndef CKERNELS_H
#define CKERNELS_H

#include "CKernelsRandom.h"

int dt_kernels(void);

#endif
