#ifndef CFOLDERS_H
#define CFOLDERS_H

#include <stdbool.h>

/// Opens a path beneath a folder like `openat`, but through no symbolic link, at no place of the path, and never outside
/// the folder. Fails with ELOOP at a link and with EXDEV where the path leads out.
///
/// The kernel does the whole walk (`openat2`), so nobody can exchange a part of the path in between. Kernels before 5.6 lack
/// the call; there each part is opened by itself.
int open_beneath(int folder, const char *path, int flags, unsigned mode);

/// What `open_beneath` does on kernels without `openat2`.
int open_beneath_by_steps(int folder, const char *path, int flags, unsigned mode);

/// Removes everything in a folder: however deep it is, also where paths are longer than `PATH_MAX`, and through no links.
///
/// Folders inside folders are moved to the top, so that only two are open at a time.
///
/// - Returns: 0, or the error that kept the first of the remaining entries.
int remove_contents(int folder);

/// `O_PATH`, which only the GNU headers name.
int path_only_flag(void);

/// The flag that tells `O_TMPFILE` from `O_DIRECTORY`.
int unnamed_file_flag(void);

#endif
