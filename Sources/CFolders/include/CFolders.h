#ifndef CFOLDERS_H
#define CFOLDERS_H

#include <stdbool.h>

/// Opens a path beneath a folder like `openat`, but follows no symbolic links in any part of the path, and never leaves
/// the folder. Fails with ELOOP at a link, and with EXDEV if the path leads outside.
///
/// The kernel resolves the whole path (`openat2`), so that no other process can replace a part of it meanwhile. Kernels
/// before 5.6 lack this call; there each part is opened separately.
int open_beneath(int folder, const char *path, int flags, unsigned mode);

/// The implementation of `open_beneath` for kernels without `openat2`.
int open_beneath_by_steps(int folder, const char *path, int flags, unsigned mode);

/// Removes everything in a folder, at any depth, even if paths are longer than `PATH_MAX`, without following links.
///
/// Nested folders are moved to the top, so that only two are open at a time.
///
/// - Returns: 0, or the error for the first of the remaining entries.
int remove_contents(int folder);

/// `O_PATH`, which only the GNU headers define.
int path_only_flag(void);

/// The flag that distinguishes `O_TMPFILE` from `O_DIRECTORY`.
int unnamed_file_flag(void);

#endif
