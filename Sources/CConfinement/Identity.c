#define _GNU_SOURCE
#include "CConfinement.h"

#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Users that nobody is, one for each process: the limit of threads counts by user. A user namespace may know the
/// lower ones only.
static const uid_t first_users[] = {0x70000000, 20000};
enum { users = 40000 };

static bool can_reach(uid_t user, const char *const *paths, size_t count) {
  // access(2) asks for the real user, and root can become itself again.
  if (setresuid(user, (uid_t)-1, (uid_t)-1) != 0) return false;
  bool reaches = true;
  for (size_t i = 0; i < count && reaches; i++) reaches = access(paths[i], R_OK) == 0;
  return setresuid(0, (uid_t)-1, (uid_t)-1) == 0 && reaches;
}

static bool become_nobody(const char *folder, const char *const *needed, size_t count) {
  for (size_t i = 0; i < sizeof first_users / sizeof *first_users; i++) {
    uid_t user = first_users[i] + (uid_t)(getpid() % users);
    if (chown(folder, user, user) != 0) continue;
    if (setgroups(0, NULL) == 0 && can_reach(user, needed, count) && setresgid(user, user, user) == 0 &&
        setresuid(user, user, user) == 0)
      return true;
  }
  // Root without its capabilities owns the folder again.
  (void)!chown(folder, 0, 0);
  return false;
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

enum confinement_identity confine_identity(const char *folder, const char *const *needed, size_t count) {
  bool is_root = geteuid() == 0;
  // Before 5.14 the kernel counted a user's threads in all namespaces together; Landlock's second version is younger.
  bool is_alone = folder && !is_root && unshare(CLONE_NEWUSER) == 0 && confinement_landlock_version() >= 2;
  // What one may do in a namespace of one's own is dropped here too.
  drop_bounding_set();
  if (folder && is_root) is_alone = become_nobody(folder, needed, count);
  if (!drop_capabilities()) return CONFINEMENT_REFUSED;
  return is_alone ? CONFINEMENT_ALONE : CONFINEMENT_SHARED;
}
