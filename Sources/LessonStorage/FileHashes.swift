import Foundation

/// The hashes of large files, which are read again only when they may have changed.
package struct FileHashes: Sendable {
  private let folder: CacheFolder

  package init(_ folder: CacheFolder) { self.folder = folder.folder("files") }

  private struct Entry: Codable {
    /// What a file has besides its contents; when this is the same the contents are taken to be.
    let state: String
    let hash: String
  }

  /// The SHA-256 of a regular file's contents; `nil` when it cannot be read.
  package func hash(of path: String, in root: RootedFolder) -> String? {
    guard let file = (try? root.openFile(path)) ?? nil else { return nil }
    let status = file.status
    let state =
      "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) "
      + "\(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
    let name = contentHash(of: ["file 1", root.realPath + "/" + path])
    if let known: Entry = folder.value(name), known.state == state { return known.hash }
    guard let hash = Self.hash(file) else { return nil }
    // Without the entry it is read again next time.
    folder.keep(Entry(state: state, hash: hash), as: name)
    return hash
  }

  /// The SHA-256 of an open file: of as many bytes as it had when it was opened, so that a file that grows has an end.
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
