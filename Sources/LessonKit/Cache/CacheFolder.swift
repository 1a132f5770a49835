import Foundation

/// A folder of values by name, each in a file that says itself whether it is whole; or none, which keeps nothing.
struct CacheFolder: Sendable {
  /// Keeps nothing: for commands that must leave no trace.
  static let none = CacheFolder(nil)

  private let url: URL?

  /// - Parameter url: Made when the first value is kept; `nil` keeps nothing.
  init(_ url: URL?) { self.url = url }

  /// A folder in this one.
  func folder(_ name: String) -> CacheFolder { CacheFolder(url?.appending(path: name)) }

  /// The value of a name; `nil` when there is none or its file is damaged.
  func value<Value: Decodable>(_ name: String) -> Value? { url.flatMap { CheckedFile.read(file(name, $0)) } }

  /// Keeps a value under a name.
  func keep(_ value: some Encodable, as name: String) throws {
    guard let url else { return }
    try CheckedFile.write(value, to: file(name, url))
  }

  private func file(_ name: String, _ url: URL) -> URL { url.appending(path: name + ".json") }

  /// Removes the files that were written first until the rest take no more than `bytes`, and what killed runners left.
  func trim(to bytes: Int) {
    guard let url else { return }
    AtomicFile.removeAbandoned(below: url.path)
    var files: [(path: String, date: (Int, Int), size: Int)] = []
    FolderWalk.visit(url.path) { path, status in
      if status.isFile {
        files.append((path, (status.st_mtim.tv_sec, status.st_mtim.tv_nsec), Int(status.st_size)))
      }
      return true
    }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files.sorted(by: { $0.date < $1.date }) where total > bytes {
      // Another runner may have removed it.
      unlink(file.path)
      total -= file.size
    }
  }
}
