import CFolders
import Foundation
import Synchronization

/// Replaces files atomically.
package enum AtomicFile {
  private static let prefix = ".lessons-"
  private static let counter = Atomic(0)

  /// A temporary file stays locked while it is written. So leftovers of killed runners can be distinguished from files
  /// that another runner is writing, without looking at process identifiers.
  private static var temporaryName: String {
    "\(prefix)\(getpid())-\(counter.add(1, ordering: .relaxed).newValue)-\(UInt32.random(in: 0 ... .max))"
  }

  /// Replaces a file in an open folder.
  ///
  /// - Returns: 0, or the system's error.
  package static func replace(_ name: String, in folder: OpenFile, by bytes: Data) -> Int32 {
    // Before the new file is locked, another runner may remove it as abandoned.
    for _ in 0..<10 {
      let code = tryToReplace(name, in: folder, by: bytes)
      if code != ENOENT || folder.status.st_nlink == 0 { return code }
    }
    return ENOENT
  }

  private static func tryToReplace(_ name: String, in folder: OpenFile, by bytes: Data) -> Int32 {
    let temporary = temporaryName
    let descriptor = open_beneath(
      folder.descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    let file = OpenFile(descriptor)
    flock(descriptor, LOCK_EX | LOCK_NB)
    let removal = TemporaryPaths.add { unlinkat(folder.descriptor, temporary, 0) }
    defer { TemporaryPaths.forget(removal) }
    var code = file.write(bytes)
    if code == 0, renameat(folder.descriptor, temporary, folder.descriptor, name) != 0 { code = errno }
    if code != 0 { unlinkat(folder.descriptor, temporary, 0) }
    return code
  }

  /// Removes abandoned temporary files in a folder and its subfolders.
  package static func removeAbandoned(below folder: RootedFolder) {
    guard let top = try? folder.open("", O_RDONLY | O_DIRECTORY) else { return }
    var abandoned: [String] = []
    FolderWalk.visit(top.descriptor) { entry in
      let name = entry.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { entry.path[$0...].dropFirst() }
      if entry.status?.isFile ?? false, (name ?? entry.path[...]).hasPrefix(prefix) {
        abandoned.append(entry.path)
      }
      return true
    }
    for path in abandoned {
      guard let file = try? folder.open(path, O_RDONLY | O_NONBLOCK),
        flock(file.descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      try? folder.remove(path)
    }
  }
}
