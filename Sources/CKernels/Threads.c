#include "Exact.h"

#include "Threads.h"

#include "CKernels.h"

static int thread_count = 2;

int dt_thread_count(void) { return thread_count; }

void dt_set_thread_count(int count) { thread_count = count; }

// Debian's oneDNN computes with the threads of GNU OpenMP. Using the same ones keeps a second set from waiting beside
// them. clang's `#pragma omp` would bring its own set.
extern void GOMP_parallel(void (*work)(void *), void *data, unsigned threads, unsigned flags);
extern int omp_get_thread_num(void);
extern int omp_get_num_threads(void);

typedef struct {
  dt_part_of_work work;
  const void *data;
} dt_team;

static void run_share(void *data) {
  const dt_team *team = data;
  team->work(team->data, omp_get_thread_num(), omp_get_num_threads());
}

void dt_in_parallel(dt_part_of_work work, const void *data, int is_large) {
  if (is_large && thread_count > 1) {
    dt_team team = {work, data};
    GOMP_parallel(run_share, &team, thread_count, 0);
  } else {
    work(data, 0, 1);
  }
}
