import Foundation

/// Cached hashes of large files, which are read again only if they may have changed.
package struct FileHashes: Sendable {
  private let folder: CacheFolder

  package init(_ folder: CacheFolder) { self.folder = folder.folder("files") }

  private struct Entry: Codable {
    let state: FileState
    let hash: String
  }

  /// The SHA-256 of a regular file's contents; `nil` if it cannot be read.
  package func hash(of path: String, in root: RootedFolder) -> String? {
    guard let file = (try? root.openFile(path)) ?? nil else { return nil }
    return hash(of: file, at: root.realPath + "/" + path)
  }

  /// The SHA-256 of an open file; `nil` if it cannot be read.
  ///
  /// - Parameter path: The file's absolute path.
  package func hash(of file: OpenFile, at path: String) -> String? {
    let state = file.state
    let name = contentHash(of: ["file 1", path])
    if let known: Entry = folder.value(name), known.state == state { return known.hash }
    guard let hash = Self.hash(file) else { return nil }
    // Without the entry, the file is read again next time.
    folder.keep(Entry(state: state, hash: hash), as: name)
    return hash
  }

  /// The SHA-256 of an open file, up to the size that it has at the start, so that hashing a growing file ends.
  package static func hash(_ file: OpenFile) -> String? {
    var rest = Int(file.status.st_size)
    var hash = SHA256()
    while rest > 0 {
      guard let part = file.read(atMost: min(rest, 1 << 20)) else { return nil }
      if part.isEmpty { break }
      hash.update(part)
      rest -= part.count
    }
    return hash.finish().hexadecimal
  }
}
