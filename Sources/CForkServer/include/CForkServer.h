#ifndef CFORKSERVER_H
#define CFORKSERVER_H

#include <stdbool.h>
#include <stdint.h>

// A fork server is a process that has loaded all it needs and forks a worker for each task, which spares
// the start of a program. A worker does one task and ends.

/// The descriptors of a task.
struct fork_server_task {
  /// A file with what the worker is asked.
  int request;
  /// A file for what it answers.
  int reply;
  /// A pipe that gets a `fork_server_ending` when the worker has ended.
  int end;
};

/// How a worker ended.
struct fork_server_ending {
  /// As `wait` gives it.
  int32_t status;
  /// Kilobytes of memory that it used at most.
  int32_t memory;
};

/// Makes a file in memory, which no other process can open.
///
/// Returns its descriptor, or -1 with `errno`.
int fork_server_file(void);

/// Makes a pipe: its end for reading and that for writing.
///
/// Returns 0, or -1 with `errno`.
int fork_server_pipe(int ends[2]);

/// Gives a task to the server at the other end of a socket; the caller's own descriptors stay open.
///
/// Returns false, with `errno`, when the server is gone.
bool fork_server_send(int socket, struct fork_server_task task);

/// Forks a worker for each task that comes through `socket`, until its other end is closed. The calling process must
/// have one thread.
///
/// Worker and server end together. `work` confines its process and does the task; the worker ends with its result as
/// its status.
_Noreturn void fork_server_run(int socket, int (*work)(int request, int reply));

#endif
