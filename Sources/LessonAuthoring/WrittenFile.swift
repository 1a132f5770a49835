import Foundation
import LessonCore
import LessonStorage

extension LessonLibrary {
  /// Replaces a file below the lessons' folder, wholly or not at all; a file that has several names, in place.
  ///
  /// It belongs to whom it belonged to, with the same permissions.
  ///
  /// - Throws: `UsageFailure` if a symbolic link leads to it, or it may not be written; `FileFailure`.
  func write(_ bytes: Data, to path: String) throws {
    let root = RootedFolder.full(folder), full = RootedFolder.full(path)
    let name = full.hasPrefix(root + "/") ? String(full.dropFirst(root.count + 1)) : path
    let folder = RootedFolder(folder)
    guard let status = folder.status(name), status.isFile else {
      throw UsageFailure("'\(path)' is reached through a symbolic link: name the file that it leads to")
    }
    guard status.st_mode & S_IWUSR != 0 else {
      throw UsageFailure("'\(path)' is write-protected (chmod u+w lets it be changed)")
    }
    guard status.st_nlink == 1 else { return try overwrite(name, in: folder, with: bytes, path) }
    try folder.write(bytes, to: name)
    _ = lchown(full, status.st_uid, status.st_gid)
    _ = chmod(full, status.st_mode & 0o777)
  }
  /// Writes into a file that has hard links. A new file in its place would have only one of its names, and the others would
  /// keep the old text. Readers can see half of the new text for a moment.
  private func overwrite(_ name: String, in folder: RootedFolder, with bytes: Data, _ path: String) throws {
    let file = try folder.open(name, O_WRONLY | O_NOCTTY, for: .write)
    var code = file.write(bytes)
    if code == 0, ftruncate(file.descriptor, off_t(bytes.count)) != 0 { code = errno }
    guard code == 0 else { throw FileFailure(.write, path, code) }
  }
}
