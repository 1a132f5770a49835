#ifndef CCONFINEMENT_H
#define CCONFINEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Each of these functions acts on the calling process, which must have only one thread, and cannot be undone. Functions
// that return a bool return false, with `errno` set, if the kernel refuses.

/// The version of Landlock's interface that the kernel offers; 0 if it has none.
int confinement_landlock_version(void);

/// Whether the kernel filters system calls.
bool confinement_filters_calls(void);

/// The allowed uses of a file, or of everything below a folder.
enum confinement_access {
  CONFINEMENT_READ_FILES = 1,
  CONFINEMENT_LIST_FOLDERS = 2,
  CONFINEMENT_WRITE_FILES = 4,
  /// Create and remove folders and plain files, rename them, truncate them.
  CONFINEMENT_CHANGE_FOLDERS = 8,
  CONFINEMENT_EXECUTE = 16,
};

struct confinement_path {
  const char *path;
  /// Flags of `confinement_access`.
  unsigned access;
  /// Whether a symbolic link anywhere in the path is an error. The path must then be absolute.
  bool refuses_links;
};

/// Forbids, with Landlock, access to all other files, TCP, and signals and abstract sockets to other processes, as far
/// as the kernel's version supports this. Paths that do not exist are skipped.
bool confine_files(const struct confinement_path *paths, size_t count);

/// Keeps a file of `/proc` open, even across `exec`: the kernel drops Landlock's rule for it when nothing has it open.
bool confinement_hold(const char *path);

/// Forbids all system calls except those that a lesson needs: no processes, no sockets, no signals to others.
bool confine_calls_of_lesson(void);

/// For compilers and linkers: forbids sockets, and system calls that only debuggers and administrators use.
bool confine_calls_of_tool(void);

/// Forbids all system calls except those for computing with files that are already open.
bool confine_calls_of_reader(void);

/// The requirements of a process that is to run as a separate user.
struct confinement_identity_wish {
  /// Folders that only this process may write. The first one determines the user.
  const char *const *owned;
  size_t owned_count;
  /// Paths that the user must be able to read.
  const char *const *needed;
  size_t needed_count;
  /// Whether threads must be counted separately from those of all other processes. If the process is not root, this
  /// requires a user namespace.
  bool counts_threads;
};

enum confinement_identity {
  CONFINEMENT_REFUSED,
  /// The process is still root, or its threads are counted together with those of others.
  CONFINEMENT_SHARED,
  /// The requirements are fulfilled, and the process is not root.
  CONFINEMENT_ALONE,
};

/// Drops the privileges of root. A root process also becomes a user that owns only its folders, if that user can read
/// all needed paths. `unreachable` is set to the index of a path that it cannot read, or to the count of all paths.
enum confinement_identity confine_identity(const struct confinement_identity_wish *wish, size_t *unreachable);

/// The result that `confine_identity` would have, tried in a child process; supports up to 30 needed paths. Unlike the
/// other functions, this one may be called in a process with threads.
enum confinement_identity confinement_probe(const struct confinement_identity_wish *wish, size_t *unreachable);

/// Whether a user is one of those that root's processes become.
bool confinement_is_nobody(unsigned user);

/// The limits that the kernel enforces on a process.
struct confinement_limits {
  /// In seconds.
  uint64_t processor_time;
  /// In bytes: the address space, the writable memory, the size of a file.
  uint64_t address_space, data, file_size;
  uint64_t open_files;
  /// The threads of the process's user, in all processes.
  uint64_t threads;
};

/// Sets limits, disables core dumps and new privileges, and makes the kernel kill the process when `parent` ends.
bool confine_resources(const struct confinement_limits *limits, int parent);

/// Gives up gaining privileges by executing a program; the kernel requires this before an ordinary user can be
/// confined.
bool confine_privileges(void);

/// Closes the descriptors above `last`.
void confine_descriptors(int last);

#endif
