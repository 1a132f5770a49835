import CFolders
import Foundation

/// The folder to which the lessons belong. Symbolic links to lessons are followed as long as they stay in it.
package struct ProjectFolder: Sendable, Hashable {
  /// The path without symbolic links.
  package let realPath: String

  /// The current folder, if the path of the lessons' folder as written is below it; otherwise the lessons' folder
  /// itself.
  package init(of lessons: String) {
    let full = RootedFolder.full(lessons), current = RootedFolder.current
    realPath =
      full == current || full.hasPrefix(current + "/") ? current : SymbolicLink.realPath(full) ?? full
  }

  /// Whether a path is in the project.
  ///
  /// - Parameter real: A path without symbolic links.
  package func contains(_ real: String) -> Bool { real == realPath || real.hasPrefix(realPath + "/") }

  /// The bytes of a regular file; symbolic links are followed if they stay in the project.
  ///
  /// - Returns: At most `most` bytes.
  package func read(_ path: String, atMost most: Int) throws(FileFailure) -> Data {
    guard let bytes = try open(path).read(atMost: most) else { throw FileFailure(.read, path, errno) }
    return Data(bytes)
  }

  /// Opens a regular file for reading; symbolic links are followed if they stay in the project.
  package func open(_ path: String) throws(FileFailure) -> OpenFile {
    guard let real = SymbolicLink.realPath(path) else { throw FileFailure(.read, path, errno) }
    guard contains(real) else {
      throw FileFailure(
        .read, path, EXDEV, because: "it leads to '\(real)', which is outside the project '\(realPath)'")
    }
    // The resolved path is opened without following symbolic links, so that nobody can replace one in between.
    let root = Glibc.open("/", OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw FileFailure(.read, path, errno) }
    let base = OpenFile(root)
    let descriptor = open_beneath(
      base.descriptor, String(real.dropFirst()), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { throw FileFailure(.read, path, errno) }
    let file = OpenFile(descriptor)
    guard file.status.isFile else {
      throw FileFailure(.read, path, EINVAL, because: "it is no regular file")
    }
    return file
  }
}
