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

/// Keeps a file of `/proc` known to the kernel, in a program that this process becomes too: Landlock's rule for it is lost
/// when nothing has it open.
bool confinement_hold(const char *path);

/// Forbids all system calls but those that a lesson needs: no processes, no sockets, no signals to others.
bool confine_calls_of_lesson(void);

/// Forbids a compiler or linker sockets, and what only debuggers and administrators use.
bool confine_calls_of_tool(void);

/// Forbids all system calls but those of a computation on files that are open already.
bool confine_calls_of_reader(void);

/// What a process needs that is to become a user of its own.
struct confinement_identity_wish {
  /// Folders that only this process is to write in. The first decides which user it becomes.
  const char *const *owned;
  size_t owned_count;
  /// What the user must be able to read.
  const char *const *needed;
  size_t needed_count;
  /// Whether threads are to be counted apart from those of all other processes, which takes a user namespace where
  /// the process is not root.
  bool counts_threads;
};

enum confinement_identity {
  CONFINEMENT_REFUSED,
  /// The process still is root, or its threads are counted with those of others.
  CONFINEMENT_SHARED,
  /// The process has what was wished for, and is not root.
  CONFINEMENT_ALONE,
};

/// Takes away what root may do. Root also becomes a user that owns nothing but its folders, if that user can read all that is
/// needed. `unreachable` becomes the index of a path that it cannot read, or the count of all paths.
enum confinement_identity confine_identity(const struct confinement_identity_wish *wish, size_t *unreachable);

/// What `confine_identity` would do, tried in a process of its own; with up to 30 needed paths. Unlike the others, this may be
/// called in a process with threads.
enum confinement_identity confinement_probe(const struct confinement_identity_wish *wish, size_t *unreachable);

/// Whether a user is one of those that root's processes become.
bool confinement_is_nobody(unsigned user);

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

/// Gives up to become another user by starting a program, without which an ordinary user cannot be confined.
bool confine_privileges(void);

/// Closes the descriptors above `last`.
void confine_descriptors(int last);

#endif
