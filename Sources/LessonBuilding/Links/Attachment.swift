import Foundation
import LessonCore
import LessonStorage

/// A file beside lessons that is part of a page: an image that it shows, or a file to download.
struct Attachment: Hashable, Sendable {
  /// The path in the output.
  let path: String
  /// The file, as the user knows it.
  let source: String
  /// SHA-256 of its contents.
  let hash: String
  private let project: ProjectFolder

  init(path: String, source: String, hash: String, in project: ProjectFolder) {
    self.path = path
    self.source = source
    self.hash = hash
    self.project = project
  }

  /// The maximum size of a file in bytes.
  static let mostBytes = 50_000_000

  /// The contents.
  func read() throws(FileFailure) -> Data {
    let bytes = try project.read(source, atMost: Self.mostBytes + 1)
    guard bytes.count <= Self.mostBytes else {
      throw FileFailure(.read, source, EFBIG, because: "it has grown to more than \(Self.mostBytes) bytes")
    }
    return bytes
  }

  /// Whether a path in a record can be that of an attachment. A checkout is foreign, so its records are too.
  static func isPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.last != OutputNames.record[...]
      && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\0") }
  }
}

/// A file that a lesson linked to when its page was made, so that a change of the file is noticed.
struct KnownAttachment: Codable, Hashable, Sendable {
  /// The file, as the user knows it.
  let source: String
  /// The attributes of the file; `nil` if it could not be used.
  let sourceState: FileState?
  /// The attributes of its copy.
  let copyState: FileState?
  /// SHA-256 of both; `nil` if the file could not be used.
  let hash: String?
}
