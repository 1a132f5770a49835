#ifndef CCONFINEMENT_H
#define CCONFINEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Each of these acts on the calling process, which must have one thread only, and cannot be taken back. Those that give
// a bool return false, with `errno`, where the kernel refuses.

/// The version of Landlock's interface that the kernel offers, 0 for none.
int confinement_landlock_version(void);

/// Whether the kernel filters system calls.
bool confinement_filters_calls(void);

/// What a process may do with a file, or with everything below a folder.
enum confinement_access {
  CONFINEMENT_READ_FILES = 1,
  CONFINEMENT_LIST_FOLDERS = 2,
  CONFINEMENT_WRITE_FILES = 4,
  /// Make and remove folders and plain files, rename them, cut them short.
  CONFINEMENT_CHANGE_FOLDERS = 8,
  CONFINEMENT_EXECUTE = 16,
};

struct confinement_path {
  const char *path;
  /// Of `confinement_access`.
  unsigned access;
  /// Whether a symbolic link anywhere in the path is an error. The path is absolute then.
  bool refuses_links;
};

/// Forbids, with Landlock, all files but these, TCP, and signals and abstract sockets to others, as far as the kernel's
/// version goes. A path that does not exist is passed over.
bool confine_files(const struct confinement_path *paths, size_t count);

/// Forbids all system calls but those that a lesson needs: no processes, no sockets, no signals to others.
bool confine_calls_of_lesson(void);

/// Forbids a compiler or linker sockets, and what only debuggers and administrators use.
bool confine_calls_of_tool(void);

enum confinement_identity {
  CONFINEMENT_REFUSED,
  /// The process still is the user that started it.
  CONFINEMENT_SHARED,
  /// The kernel counts the threads of this process apart from all others.
  CONFINEMENT_ALONE,
};

/// Takes away what root may do. With a `folder`, root also becomes a user that owns nothing but that folder, if that
/// user can reach all `needed` paths, and another user goes into a user namespace where the kernel allows it.
enum confinement_identity confine_identity(const char *folder, const char *const *needed, size_t count);

/// What the kernel holds a process to.
struct confinement_limits {
  /// Seconds.
  uint64_t processor_time;
  /// Bytes: of address space, of memory that can be written, of one file.
  uint64_t address_space, data, file_size;
  uint64_t open_files;
  /// Of the user whom the process belongs to, in all processes.
  uint64_t threads;
};

/// Sets ceilings, and gives up core dumps, new privileges and outliving `parent`.
bool confine_resources(const struct confinement_limits *limits, int parent);

/// Closes the descriptors above `last`.
void confine_descriptors(int last);

/// Lets Dispatch read the state of this process's threads, without which it traps, after `confine_files`.
bool confinement_keep_thread_states(void);

#endif
