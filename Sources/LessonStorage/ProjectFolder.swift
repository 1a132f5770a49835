import CFolders
import Foundation

/// The folder that the lessons belong to. Links to lessons are followed as long as they stay in it.
package struct ProjectFolder: Sendable, Hashable {
  /// The path without links.
  package let realPath: String

  /// The current folder where the lessons' folder, as it is written, lies below it; another folder of lessons is a project by
  /// itself.
  package init(of lessons: String) {
    let full = RootedFolder.full(lessons), current = RootedFolder.current
    realPath =
      full == current || full.hasPrefix(current + "/") ? current : SymbolicLink.realPath(full) ?? full
  }

  /// Whether something lies in the project.
  ///
  /// - Parameter real: A path without links.
  package func contains(_ real: String) -> Bool { real == realPath || real.hasPrefix(realPath + "/") }

  /// The bytes of a regular file, which may be reached through links that stay in the project.
  ///
  /// - Returns: At most so many.
  package func read(_ path: String, atMost most: Int) throws(FileFailure) -> Data {
    guard let real = SymbolicLink.realPath(path) else { throw FileFailure(.read, path, errno) }
    guard contains(real) else {
      throw FileFailure(
        .read, path, EXDEV, because: "it leads to '\(real)', which is outside the project '\(realPath)'")
    }
    // What the links led to is opened without following any, so that nobody can exchange one in between.
    let root = open("/", OpenFile.pathOnly | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw FileFailure(.read, path, errno) }
    let base = OpenFile(root)
    let descriptor = open_beneath(
      base.descriptor, String(real.dropFirst()), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { throw FileFailure(.read, path, errno) }
    let file = OpenFile(descriptor)
    guard file.status.isFile else {
      throw FileFailure(.read, path, EINVAL, because: "it is no regular file")
    }
    guard let bytes = file.read(atMost: most) else { throw FileFailure(.read, path, errno) }
    return Data(bytes)
  }
}
