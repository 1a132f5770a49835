#define _GNU_SOURCE
#include "CConfinement.h"
#include "CFolders.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { clone_namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                          CLONE_NEWNET };

bool confinement_filters_calls(void) {
  uint32_t action = SCMP_ACT_ERRNO(0);
  return syscall(SYS_seccomp, 2 /* SECCOMP_GET_ACTION_AVAIL */, 0, &action) == 0;
}

// MARK: - Rules

/// A filter that is being written; once a rule is refused, nothing more is added and the filter is not loaded.
struct filter {
  scmp_filter_ctx context;
  int problem;
};

static struct filter begin(uint32_t otherwise) {
  struct filter filter = {.context = seccomp_init(otherwise)};
  if (!filter.context) {
    filter.problem = -ENOMEM;
    return filter;
  }
  filter.problem = seccomp_attr_set(filter.context, SCMP_FLTATR_CTL_TSYNC, 1);
  // Calls of another architecture have other numbers.
  if (!filter.problem)
    filter.problem = seccomp_attr_set(filter.context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  return filter;
}

static bool load(struct filter *filter) {
  if (!filter->problem) filter->problem = seccomp_load(filter->context);
  seccomp_release(filter->context);
  errno = -filter->problem;
  return filter->problem == 0;
}

static void all(struct filter *filter, uint32_t action, const int *calls, size_t count) {
  for (size_t i = 0; i < count && !filter->problem; i++)
    filter->problem = seccomp_rule_add(filter->context, action, calls[i], 0);
}

/// A rule for calls whose arguments compare so.
#define WHERE(filter, action, call, ...)                                                                   \
  do {                                                                                                     \
    const struct scmp_arg_cmp arguments[] = {__VA_ARGS__};                                                 \
    if (!(filter)->problem)                                                                                \
      (filter)->problem = seccomp_rule_add_array((filter)->context, action, call, COUNT(arguments), arguments); \
  } while (0)

// MARK: - Lessons

static const int calls_of_lesson[] = {
    // Memory
    SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(membarrier), SCMP_SYS(mincore), SCMP_SYS(mprotect), SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    // Files
    SCMP_SYS(access), SCMP_SYS(chdir), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(copy_file_range), SCMP_SYS(dup),
    SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(fadvise64), SCMP_SYS(fchdir),
    SCMP_SYS(fdatasync), SCMP_SYS(flock), SCMP_SYS(fstat), SCMP_SYS(fstatfs), SCMP_SYS(fsync), SCMP_SYS(ftruncate),
    SCMP_SYS(getcwd), SCMP_SYS(getdents), SCMP_SYS(getdents64), SCMP_SYS(lseek), SCMP_SYS(lstat), SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat), SCMP_SYS(newfstatat), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(pread64), SCMP_SYS(preadv),
    SCMP_SYS(pwrite64), SCMP_SYS(pwritev), SCMP_SYS(read), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(readv),
    SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(rmdir), SCMP_SYS(sendfile), SCMP_SYS(stat),
    SCMP_SYS(statfs), SCMP_SYS(statx), SCMP_SYS(umask), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(write),
    SCMP_SYS(writev),
    // Waiting
    SCMP_SYS(clock_nanosleep), SCMP_SYS(epoll_create), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_wait), SCMP_SYS(eventfd2), SCMP_SYS(futex), SCMP_SYS(nanosleep),
    SCMP_SYS(pause), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(pselect6), SCMP_SYS(restart_syscall), SCMP_SYS(select),
    SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_gettime), SCMP_SYS(timerfd_settime),
    // Time and chance
    SCMP_SYS(clock_getres), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(times),
    // Threads and signals
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigpending), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_get_priority_min),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler), SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list), SCMP_SYS(set_tid_address), SCMP_SYS(sigaltstack),
    // What a process is and uses
    SCMP_SYS(getcpu), SCMP_SYS(getegid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getgroups), SCMP_SYS(getpgrp),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getpriority), SCMP_SYS(getresgid), SCMP_SYS(getresuid),
    SCMP_SYS(getrlimit), SCMP_SYS(getrusage), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(sysinfo), SCMP_SYS(uname),
};

/// Foundation gives copies of files the original's attributes, and fails if it cannot.
static const int calls_without_effect[] = {
    SCMP_SYS(fchmod), SCMP_SYS(fchown), SCMP_SYS(fsetxattr), SCMP_SYS(utimensat),
};

/// Refused with an error that learners understand. All other calls get "not implemented", which the C library handles.
static const int forbidden_calls[] = {
    SCMP_SYS(chmod),   SCMP_SYS(chown),  SCMP_SYS(connect),     SCMP_SYS(execve),  SCMP_SYS(execveat), SCMP_SYS(fchmodat),
    SCMP_SYS(fchownat), SCMP_SYS(fork),  SCMP_SYS(lchown),      SCMP_SYS(link),    SCMP_SYS(linkat),   SCMP_SYS(mknod),
    SCMP_SYS(mknodat), SCMP_SYS(ptrace), SCMP_SYS(removexattr), SCMP_SYS(setxattr), SCMP_SYS(socket),  SCMP_SYS(socketpair),
    SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(truncate), SCMP_SYS(vfork),
};

static const int attribute_calls[] = {
    SCMP_SYS(fgetxattr), SCMP_SYS(flistxattr), SCMP_SYS(getxattr), SCMP_SYS(lgetxattr), SCMP_SYS(listxattr),
    SCMP_SYS(llistxattr),
};

/// Refuses files without a name, which no walk through the folder finds: a mapping keeps them when they are closed.
static void refuse_unnamed_files(struct filter *filter) {
  const unsigned unnamed = (unsigned)unnamed_file_flag();
  WHERE(filter, SCMP_ACT_ERRNO(EOPNOTSUPP), SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, unnamed, unnamed));
  WHERE(filter, SCMP_ACT_ERRNO(EOPNOTSUPP), SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, unnamed, unnamed));
}

/// Opening for reading alone cannot cut a file short, which early versions of Landlock do not see.
static void allow_opening(struct filter *filter) {
  const unsigned mask = O_ACCMODE | O_TRUNC | (unsigned)unnamed_file_flag();
  const unsigned modes[] = {O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC, O_RDWR | O_TRUNC};
  for (size_t i = 0; i < COUNT(modes); i++) {
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, mask, modes[i]));
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, mask, modes[i]));
  }
}

/// Signals to itself alone, and threads but no processes.
static void allow_threads(struct filter *filter) {
  const scmp_datum_t self = (scmp_datum_t)getpid();
  const scmp_datum_t thread = CLONE_THREAD | CLONE_VM | CLONE_SIGHAND;
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, thread | clone_namespaces, thread));
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), SCMP_A0(SCMP_CMP_EQ, self));
  WHERE(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(kill), SCMP_A0(SCMP_CMP_NE, self));
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self));
  WHERE(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_NE, self));
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(setpriority), SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS), SCMP_A1(SCMP_CMP_EQ, 0));
  const scmp_datum_t processes[] = {0, self};
  for (size_t i = 0; i < COUNT(processes); i++)
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, processes[i]), SCMP_A2(SCMP_CMP_EQ, 0));
}

static void allow_settings(struct filter *filter) {
  const unsigned names[] = {PR_SET_NAME, PR_GET_NAME, 0x53564d41 /* PR_SET_VMA */};
  for (size_t i = 0; i < COUNT(names); i++)
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, names[i]));
  // The engine asks for the tile registers of newer processors.
  for (unsigned code = 0x1021 /* ARCH_GET_XCOMP_SUPP */; code <= 0x1023 /* ARCH_REQ_XCOMP_PERM */; code++)
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(arch_prctl), SCMP_A0(SCMP_CMP_EQ, code));
  const unsigned long requests[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIOCLEX};
  for (size_t i = 0; i < COUNT(requests); i++)
    WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, requests[i]));
  WHERE(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_GT, FIOCLEX));
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_LE, F_SETLKW));
  WHERE(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_DUPFD_CLOEXEC));
}

bool confine_calls_of_lesson(void) {
  struct filter filter = begin(SCMP_ACT_ERRNO(ENOSYS));
  all(&filter, SCMP_ACT_ALLOW, calls_of_lesson, COUNT(calls_of_lesson));
  all(&filter, SCMP_ACT_ERRNO(0), calls_without_effect, COUNT(calls_without_effect));
  all(&filter, SCMP_ACT_ERRNO(EPERM), forbidden_calls, COUNT(forbidden_calls));
  all(&filter, SCMP_ACT_ERRNO(ENOTSUP), attribute_calls, COUNT(attribute_calls));
  refuse_unnamed_files(&filter);
  allow_opening(&filter);
  allow_threads(&filter);
  allow_settings(&filter);
  // Shared memory is counted by no limit, and neither is a file that only a mapping keeps.
  WHERE(&filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE | MAP_GROWSDOWN, MAP_PRIVATE));
  return load(&filter);
}

// MARK: - Readers

static const int calls_of_reader[] = {
    // Memory
    SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(munmap),
    // Files that are open
    SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(read),
    SCMP_SYS(write),
    // Itself
    SCMP_SYS(clock_gettime), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(futex), SCMP_SYS(getpid),
    SCMP_SYS(getrandom), SCMP_SYS(gettid), SCMP_SYS(gettimeofday), SCMP_SYS(rt_sigreturn), SCMP_SYS(sched_yield),
};

bool confine_calls_of_reader(void) {
  struct filter filter = begin(SCMP_ACT_ERRNO(ENOSYS));
  all(&filter, SCMP_ACT_ALLOW, calls_of_reader, COUNT(calls_of_reader));
  const scmp_datum_t self = (scmp_datum_t)getpid();
  WHERE(&filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self));
  WHERE(&filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap),
        SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE | MAP_ANONYMOUS | MAP_GROWSDOWN, MAP_PRIVATE | MAP_ANONYMOUS));
  return load(&filter);
}

// MARK: - Compilers and linkers

/// A compiler starts its own parts and uses what it likes of the C library; so these are forbidden and others not. Without
/// signals to others, which Landlock's sixth version forbids too, a compiler that fails cannot abort by one and traps.
static const int calls_forbidden_to_tools[] = {
    SCMP_SYS(acct),           SCMP_SYS(add_key),         SCMP_SYS(bpf),          SCMP_SYS(chroot),
    SCMP_SYS(clock_settime),  SCMP_SYS(delete_module),   SCMP_SYS(fanotify_init), SCMP_SYS(finit_module),
    SCMP_SYS(fsmount),        SCMP_SYS(fsopen),          SCMP_SYS(init_module),  SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_setup), SCMP_SYS(kexec_file_load), SCMP_SYS(kexec_load),   SCMP_SYS(keyctl),
    SCMP_SYS(kill),
    SCMP_SYS(mount),          SCMP_SYS(mount_setattr),   SCMP_SYS(move_mount),   SCMP_SYS(open_by_handle_at),
    SCMP_SYS(open_tree),      SCMP_SYS(perf_event_open), SCMP_SYS(personality),  SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(pivot_root),   SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(ptrace),         SCMP_SYS(quotactl),        SCMP_SYS(reboot),       SCMP_SYS(request_key),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(setdomainname),  SCMP_SYS(sethostname),     SCMP_SYS(setns),        SCMP_SYS(settimeofday),
    SCMP_SYS(socket),         SCMP_SYS(swapoff),         SCMP_SYS(swapon),       SCMP_SYS(syslog),
    SCMP_SYS(tgkill),         SCMP_SYS(tkill),           SCMP_SYS(truncate),
    SCMP_SYS(umount2),        SCMP_SYS(unshare),         SCMP_SYS(userfaultfd),
};

bool confine_calls_of_tool(void) {
  struct filter filter = begin(SCMP_ACT_ALLOW);
  all(&filter, SCMP_ACT_ERRNO(EPERM), calls_forbidden_to_tools, COUNT(calls_forbidden_to_tools));
  refuse_unnamed_files(&filter);
  // Its flags are in memory, where no filter can read them.
  const int hidden_flags[] = {SCMP_SYS(openat2)};
  all(&filter, SCMP_ACT_ERRNO(ENOSYS), hidden_flags, COUNT(hidden_flags));
  return load(&filter);
}
