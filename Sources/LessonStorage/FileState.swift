import Foundation

/// The attributes of a file. While they are unchanged, the contents are assumed to be unchanged.
package struct FileState: Codable, Hashable, Sendable {
  private let text: String

  fileprivate init(_ status: stat) {
    text =
      "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) "
      + "\(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
  }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension OpenFile {
  /// The file's attributes.
  package var state: FileState { FileState(status) }
}

extension FileState {
  /// The attributes of the file at a path; `nil` if there is none.
  ///
  /// - Parameter followingLinks: Whether a symbolic link stands for its target.
  package init?(of path: String, followingLinks: Bool) {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }
}
