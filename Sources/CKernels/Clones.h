#pragma once

// A kernel marked so is compiled for several instruction sets and chosen when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define DT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DT_CLONES
#endif
