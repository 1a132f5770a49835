#define _GNU_SOURCE
#include "CConfinement.h"

#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// System calls and not the C library's functions: those speak to the other threads, and `confinement_probe` calls this
// in the child of a process that had some.

/// Users that nobody is. A user namespace may know the lower ones only.
static const uid_t first_users[] = {0x70000000, 20000};
enum { users = 40000 };

bool confinement_is_nobody(unsigned user) {
  for (size_t i = 0; i < sizeof first_users / sizeof *first_users; i++)
    if (user >= first_users[i] && user < first_users[i] + users) return true;
  return false;
}

static long become_real_user(uid_t user) { return syscall(SYS_setresuid, user, (uid_t)-1, (uid_t)-1); }

/// Which of the paths a user cannot read; `count` for none.
static size_t find_unreachable(uid_t user, const char *const *paths, size_t count) {
  // access(2) asks for the real user, and root can become itself again.
  if (become_real_user(user) != 0) return 0;
  size_t i = 0;
  while (i < count && access(paths[i], R_OK) == 0) i++;
  return become_real_user(0) == 0 ? i : 0;
}

static bool give(const struct confinement_identity_wish *wish, uid_t user) {
  for (size_t i = 0; i < wish->owned_count; i++)
    if (chown(wish->owned[i], user, user) != 0) return false;
  return true;
}

/// One user for each folder, so that all processes that work in it are the same user, and others are not: the limit of
/// threads counts by user.
static uid_t number_of(const struct confinement_identity_wish *wish) {
  struct stat status;
  if (wish->owned_count == 0 || stat(wish->owned[0], &status) != 0) return (uid_t)(getpid() % users);
  return (uid_t)(status.st_ino % users);
}

static bool become_nobody(const struct confinement_identity_wish *wish, size_t *unreachable) {
  uid_t number = number_of(wish);
  for (size_t i = 0; i < sizeof first_users / sizeof *first_users; i++) {
    uid_t user = first_users[i] + number;
    if (become_real_user(user) != 0 || become_real_user(0) != 0) continue;
    *unreachable = find_unreachable(user, wish->needed, wish->needed_count);
    if (*unreachable < wish->needed_count) return false;
    if (give(wish, user) && syscall(SYS_setgroups, 0, NULL) == 0 && syscall(SYS_setresgid, user, user, user) == 0 &&
        syscall(SYS_setresuid, user, user, user) == 0)
      return true;
  }
  // Root without its capabilities owns the folders again.
  (void)!give(wish, 0);
  return false;
}

/// Whether the kernel holds this process to a limit of threads of its own: it holds nobody to one who is root outside all
/// namespaces, and counts the user's other processes too where they are not apart.
static bool counts_threads(void) {
  struct rlimit present, one;
  if (getrlimit(RLIMIT_NPROC, &present) != 0) return false;
  one = (struct rlimit){.rlim_cur = 1, .rlim_max = present.rlim_max};
  if (setrlimit(RLIMIT_NPROC, &one) != 0) return false;
  pid_t child = vfork();
  if (child == 0) _exit(0);
  bool is_refused = child < 0 && errno == EAGAIN;
  if (child > 0) waitpid(child, NULL, 0);
  return setrlimit(RLIMIT_NPROC, &present) == 0 && is_refused;
}

/// Without CAP_SETPCAP this is refused. Then no_new_privs alone keeps programs from giving capabilities.
static void drop_bounding_set(void) {
  for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
    (void)!prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

static bool drop_capabilities(void) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return false;
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {{0}};
  return syscall(SYS_capset, &header, none) == 0;
}

enum confinement_identity confine_identity(const struct confinement_identity_wish *wish, size_t *unreachable) {
  *unreachable = wish->needed_count;
  bool is_root = geteuid() == 0;
  bool is_other = is_root && become_nobody(wish, unreachable);
  // Root of a user namespace that knows no other users can still leave it.
  bool needs_space = !is_other && (wish->counts_threads || is_root) && *unreachable == wish->needed_count;
  // Before 5.14 the kernel counted a user's threads in all namespaces together; Landlock's second version is younger.
  bool is_apart = needs_space && unshare(CLONE_NEWUSER) == 0 && confinement_landlock_version() >= 2;
  // What one may do in a namespace of one's own is dropped here too.
  drop_bounding_set();
  if (!drop_capabilities()) return CONFINEMENT_REFUSED;
  if (!wish->counts_threads && (is_other || !is_root)) return CONFINEMENT_ALONE;
  return (is_other || is_apart) && counts_threads() ? CONFINEMENT_ALONE : CONFINEMENT_SHARED;
}

enum confinement_identity confinement_probe(const struct confinement_identity_wish *wish, size_t *unreachable) {
  pid_t child = fork();
  if (child < 0) return CONFINEMENT_REFUSED;
  if (child == 0) {
    enum confinement_identity identity = confine_identity(wish, unreachable);
    // The status has room for the number of a path, of which there are few.
    _exit((int)identity | (int)(*unreachable & 0x1f) << 2);
  }
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return CONFINEMENT_REFUSED;
  if (!WIFEXITED(status)) return CONFINEMENT_REFUSED;
  *unreachable = (size_t)WEXITSTATUS(status) >> 2;
  return (enum confinement_identity)(WEXITSTATUS(status) & 3);
}
