// The threads that oneDNN computes with, of OpenMP; where it was built without, there are none of these.
#pragma once

// Their number belongs to the calling thread.
extern void omp_set_num_threads(int) __attribute__((weak));
extern int omp_get_max_threads(void) __attribute__((weak));
extern int omp_get_thread_num(void) __attribute__((weak));
extern void GOMP_parallel(void (*work)(void *), void *data, unsigned threads, unsigned flags) __attribute__((weak));
