// The threads of GNU OpenMP, which oneDNN computes with.
#pragma once

// Their number belongs to the calling thread.
extern void omp_set_num_threads(int);
extern int omp_get_max_threads(void);
extern int omp_get_thread_num(void);
extern int omp_get_num_threads(void);
/// Calls `work` on up to so many threads: on one where OpenMP is limited to that.
extern void GOMP_parallel(void (*work)(void *), void *data, unsigned threads, unsigned flags);
