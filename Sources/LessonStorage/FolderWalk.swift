import Foundation

/// All that is in a folder and in those below it, in no order. What links lead to is not.
///
/// Each folder is opened in the one above it, so that no path is ever too long, and no link can be put in between.
package enum FolderWalk {
  /// How deep a walk goes: each folder on the way stays open.
  package static let mostDepth = 64

  /// What a walk meets.
  package struct Entry {
    package enum Kind {
      case there(stat)
      /// A folder that cannot be read, with the system's error.
      case unreadable(Int32)
      /// A folder in which the walk does not look, since it is too deep.
      case tooDeep
    }

    /// Below the folder in which the walk began.
    package let path: String
    package let kind: Kind

    package init(path: String, kind: Kind) {
      self.path = path
      self.kind = kind
    }

    /// What the system says of it.
    package var status: stat? { if case .there(let status) = kind { status } else { nil } }
  }

  /// Goes on as long as `visit` says so.
  ///
  /// - Parameters:
  ///   - folder: The descriptor of an open folder.
  ///   - depth: How many folders deep the walk goes; a walk of depth 0 tells of no folder that it is too deep.
  /// - Returns: Whether it went to the end.
  @discardableResult
  package static func visit(_ folder: Int32, depth: Int = mostDepth, _ visit: (Entry) -> Bool) -> Bool {
    self.visit(folder, ".", path: "", depth: depth, tellsDepth: depth > 0, visit)
  }

  /// - Parameter name: As the system gave it: it need not be text.
  private static func visit(
    _ parent: Int32, _ name: UnsafePointer<CChar>, path: String, depth: Int, tellsDepth: Bool,
    _ visit: (Entry) -> Bool
  ) -> Bool {
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0, let entries = fdopendir(folder) else {
      let code = errno
      if folder >= 0 { close(folder) }
      // What has gone meanwhile need not be told.
      return code == ENOENT || visit(Entry(path: path, kind: .unreadable(code)))
    }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let goesOn = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          let text = String(cString: name)
          var status = stat()
          guard text != ".", text != "..", fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return true
          }
          let below = path.isEmpty ? text : path + "/" + text
          guard visit(Entry(path: below, kind: .there(status))) else { return false }
          guard status.isFolder else { return true }
          guard depth > 0 else { return !tellsDepth || visit(Entry(path: below, kind: .tooDeep)) }
          return self.visit(folder, name, path: below, depth: depth - 1, tellsDepth: tellsDepth, visit)
        }
      }
      guard goesOn else { return false }
    }
    return true
  }
}
