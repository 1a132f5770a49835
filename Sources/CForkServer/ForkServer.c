#define _GNU_SOURCE
#include "CForkServer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int fork_server_file(void) { return memfd_create("task", MFD_CLOEXEC); }

int fork_server_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

// MARK: - Tasks

enum { descriptors = 3 };

/// Room for the descriptors of a task, aligned for the message that carries them.
union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(descriptors * sizeof(int))];
};

static struct msghdr message(struct iovec *part, union control *control) {
  return (struct msghdr){
      .msg_iov = part, .msg_iovlen = 1, .msg_control = control->bytes, .msg_controllen = sizeof control->bytes};
}

bool fork_server_send(int socket, struct fork_server_task task) {
  char byte = 0;
  struct iovec part = {&byte, 1};
  union control control = {0};
  struct msghdr header = message(&part, &control);
  struct cmsghdr *carrier = CMSG_FIRSTHDR(&header);
  carrier->cmsg_level = SOL_SOCKET;
  carrier->cmsg_type = SCM_RIGHTS;
  carrier->cmsg_len = CMSG_LEN(descriptors * sizeof(int));
  const int sent[descriptors] = {task.request, task.reply, task.end};
  memcpy(CMSG_DATA(carrier), sent, sizeof sent);
  ssize_t count;
  do count = sendmsg(socket, &header, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  return count == 1;
}

/// Waits for a task; false when there will be no more.
static bool receive(int socket, struct fork_server_task *task) {
  char byte;
  struct iovec part = {&byte, 1};
  union control control = {0};
  struct msghdr header = message(&part, &control);
  ssize_t count;
  do count = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  struct cmsghdr *carrier = CMSG_FIRSTHDR(&header);
  if (count != 1 || !carrier || carrier->cmsg_len != CMSG_LEN(descriptors * sizeof(int))) return false;
  int received[descriptors];
  memcpy(received, CMSG_DATA(carrier), sizeof received);
  *task = (struct fork_server_task){received[0], received[1], received[2]};
  return true;
}

// MARK: - Processes

/// Ends this process with its parent, also where the parent has ended already.
static bool ends_with(pid_t parent) { return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent; }

/// Waits for the worker of a task and says how it ended: a worker cannot do that itself.
static int watch(struct fork_server_task task, int (*work)(int, int)) {
  pid_t self = getpid();
  pid_t worker = fork();
  if (worker < 0) return 1;
  if (worker == 0) {
    close(task.end);
    _exit(ends_with(self) ? work(task.request, task.reply) : 1);
  }
  struct fork_server_ending ending = {0};
  struct rusage usage;
  pid_t ended;
  do ended = wait4(worker, &ending.status, 0, &usage);
  while (ended < 0 && errno == EINTR);
  if (ended != worker) return 1;
  ending.memory = (int32_t)usage.ru_maxrss;
  return write(task.end, &ending, sizeof ending) == sizeof ending ? 0 : 1;
}

_Noreturn void fork_server_run(int socket, int (*work)(int, int)) {
  pid_t self = getpid();
  // The kernel removes the watchers of tasks by itself.
  signal(SIGCHLD, SIG_IGN);
  struct fork_server_task task;
  while (receive(socket, &task)) {
    pid_t watcher = fork();
    if (watcher == 0) {
      close(socket);
      signal(SIGCHLD, SIG_DFL);
      _exit(ends_with(self) ? watch(task, work) : 1);
    }
    // Without a watcher the pipe closes, which says enough.
    close(task.request);
    close(task.reply);
    close(task.end);
  }
  _exit(0);
}
