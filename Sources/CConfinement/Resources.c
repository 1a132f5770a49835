#define _GNU_SOURCE
#include "CConfinement.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool limit(int resource, uint64_t value) {
  struct rlimit present;
  if (getrlimit(resource, &present) != 0) return false;
  // What the machine's own limits forbid already stays forbidden.
  rlim_t allowed = present.rlim_max < value ? present.rlim_max : value;
  struct rlimit wanted = {.rlim_cur = allowed, .rlim_max = allowed};
  return setrlimit(resource, &wanted) == 0;
}

bool confine_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0; }

bool confine_resources(const struct confinement_limits *limits, int parent) {
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, limits->processor_time) &&
         limit(RLIMIT_AS, limits->address_space) && limit(RLIMIT_DATA, limits->data) &&
         limit(RLIMIT_FSIZE, limits->file_size) && limit(RLIMIT_NOFILE, limits->open_files) &&
         limit(RLIMIT_NPROC, limits->threads) && limit(RLIMIT_MEMLOCK, 0) &&
         prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
         // The parent may have ended before it was asked for.
         getppid() == parent && confine_privileges();
}

void confine_descriptors(int last) { syscall(SYS_close_range, (unsigned)(last + 1), ~0u, 0u); }
