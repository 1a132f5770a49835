#ifndef CFORKSERVER_H
#define CFORKSERVER_H

#include <stdbool.h>
#include <stdint.h>

// A fork server is a process that has loaded everything it needs and forks a worker for each task, which saves the time
// to start a program. A worker does one task and exits.

/// The descriptors of a task.
struct fork_server_task {
  /// A file with the request to the worker.
  int request;
  /// A file for the worker's reply.
  int reply;
  /// A pipe that receives a `fork_server_ending` when the worker has ended.
  int end;
};

/// How a worker ended.
struct fork_server_ending {
  /// The status from `wait`.
  int32_t status;
  /// The peak memory in kilobytes.
  int32_t memory;
};

/// Makes a file in memory, which no other process can open.
///
/// Returns its descriptor, or -1 with `errno`.
int fork_server_file(void);

/// Makes a pipe: its read end and its write end.
///
/// Returns 0, or -1 with `errno`.
int fork_server_pipe(int ends[2]);

/// Gives a task to the server at the other end of a socket; the caller's own descriptors stay open.
///
/// Returns false, with `errno` set, if the server is gone.
bool fork_server_send(int socket, struct fork_server_task task);

/// Forks a worker for each task that arrives through `socket`, until the other end is closed. The calling process must
/// have only one thread.
///
/// Workers are killed when the server ends. `work` confines its process and does the task; its result is the worker's
/// exit status.
_Noreturn void fork_server_run(int socket, int (*work)(int request, int reply));

#endif
