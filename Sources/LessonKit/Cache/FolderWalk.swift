import Foundation

/// All that is in a folder and in those below it, in no order. What links lead to is not.
///
/// `FileManager.enumerator` edits the text of each path, which takes longer than the system does.
enum FolderWalk {
  /// Goes on as long as `visit`, which gets a path and what the system says of it, says so.
  ///
  /// - Returns: Whether it went to the end. A folder that cannot be read is like an empty one.
  @discardableResult
  static func visit(_ folder: String, _ visit: (_ path: String, _ status: stat) -> Bool) -> Bool {
    guard let entries = opendir(folder) else { return true }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      guard visit(path, status) else { return false }
      if status.isFolder, !self.visit(path, visit) { return false }
    }
    return true
  }
}

extension stat {
  var isFile: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}
