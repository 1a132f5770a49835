import Foundation

/// The hashes of large files, which are read again only when they may have changed.
struct FileHashes: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("files") }

  private struct Entry: Codable {
    /// What a file has besides its contents; when this is the same the contents are taken to be.
    let state: String
    let hash: String
  }

  /// The SHA-256 of a file's contents; `nil` when it cannot be read.
  func hash(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let state =
      "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) "
      + "\(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
    let name = contentHash(of: ["file 1", path])
    if let known: Entry = folder.value(name), known.state == state { return known.hash }
    guard let bytes = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return nil }
    let hash = contentHash(bytes)
    // Without the entry it is read again next time.
    try? folder.keep(Entry(state: state, hash: hash), as: name)
    return hash
  }
}
