// Included first by every file of kernels: the code says how it rounds, whatever the compiler is told.
#pragma once

// A compiler may contract a · b + c to one rounding where the instruction set has it: bits would depend on the processor.
// Where one rounding is meant, kernels ask for it (`__builtin_elementwise_fma`).
#pragma STDC FP_CONTRACT OFF
