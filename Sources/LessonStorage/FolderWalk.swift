import Foundation

/// Visits everything in a folder and its subfolders, in no particular order, without following symbolic links.
///
/// Each folder is opened relative to its parent, so that paths cannot become too long, nor symbolic links be inserted.
package enum FolderWalk {
  /// The maximum depth of a walk: each folder on the way stays open.
  package static let mostDepth = 64

  /// An entry that a walk visits.
  package struct Entry {
    package enum Kind {
      case there(stat)
      /// A folder that cannot be read, with the system's error.
      case unreadable(Int32)
      /// A folder that the walk does not enter, since it is too deep.
      case tooDeep
    }

    /// The path relative to the walk's first folder.
    package let path: String
    package let kind: Kind

    package init(path: String, kind: Kind) {
      self.path = path
      self.kind = kind
    }

    /// The status of an existing entry.
    package var status: stat? { if case .there(let status) = kind { status } else { nil } }
  }

  /// Walks until `visit` returns `false`.
  ///
  /// - Parameters:
  ///   - folder: The descriptor of an open folder.
  ///   - depth: How many folders deep the walk goes; a walk of depth 0 reports no folder as too deep.
  /// - Returns: Whether the walk visited everything.
  @discardableResult
  package static func visit(_ folder: Int32, depth: Int = mostDepth, _ visit: (Entry) -> Bool) -> Bool {
    self.visit(folder, ".", path: "", depth: depth, tellsDepth: depth > 0, visit)
  }

  /// A folder and the folders below it that are not hidden; empty if it cannot be read.
  package static func folders(from path: String) -> [String] {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    let folder = OpenFile(descriptor)
    var found = [path]
    visit(folder.descriptor) { entry in
      let isHidden = entry.path.split(separator: "/").contains { $0.hasPrefix(".") }
      if entry.status?.isFolder == true, !isHidden { found.append(path + "/" + entry.path) }
      return found.count < mostFolders
    }
    return found
  }

  /// The maximum number of folders in a list.
  private static let mostFolders = 10_000

  /// - Parameter name: The name in the system's bytes, which need not be valid text.
  private static func visit(
    _ parent: Int32, _ name: UnsafePointer<CChar>, path: String, depth: Int, tellsDepth: Bool,
    _ visit: (Entry) -> Bool
  ) -> Bool {
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0, let entries = fdopendir(folder) else {
      let code = errno
      if folder >= 0 { close(folder) }
      // An entry that has disappeared meanwhile is not reported.
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
