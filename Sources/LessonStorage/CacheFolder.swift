import Foundation
import Synchronization

/// A folder of cached values by name, each in a file with a checksum. Without a folder, nothing is cached.
///
/// Values that cannot be cached are computed again, so an unusable cache is a warning, not an error.
package struct CacheFolder: Sendable {
  /// Caches nothing: for commands that must leave no trace.
  package static let none = CacheFolder(nil, in: nil, CacheTrouble())

  /// The folder; `nil` to cache nothing.
  package let folder: RootedFolder?
  /// The cache that the folder belongs to.
  private let root: RootedFolder?
  /// Why values could not be cached; shared by a cache and all its folders.
  package let trouble: CacheTrouble

  private init(_ folder: RootedFolder?, in root: RootedFolder?, _ trouble: CacheTrouble) {
    self.folder = folder
    self.root = root
    self.trouble = trouble
  }

  /// - Parameter folder: The folder, created with the first value; `nil` to cache nothing. A folder that belongs to
  ///   another user, or that all users may write to, is not used: others could put false results there.
  package init(_ folder: RootedFolder?) {
    trouble = CacheTrouble()
    var usable = folder
    do throws(FileFailure) {
      if let folder { try Self.check(folder) }
    } catch {
      usable = nil
      trouble.note(error)
    }
    self.folder = usable
    root = usable
  }

  /// - Throws: Why the folder is not used.
  private static func check(_ folder: RootedFolder) throws(FileFailure) {
    guard let status = try folder.openIfThere("", O_RDONLY | O_DIRECTORY)?.status else { return }
    if status.st_uid != geteuid() {
      throw FileFailure(
        .read, folder.path, EACCES,
        because:
          "it belongs to the user with the number \(status.st_uid), who could put any results there; remove it"
      )
    }
    if status.st_mode & S_IWOTH != 0 {
      throw FileFailure(
        .read, folder.path, EACCES,
        because: "all users may write there, and could put any results there; run 'chmod o-w \(folder.path)'")
    }
  }

  /// A subfolder.
  package func folder(_ name: String) -> CacheFolder { CacheFolder(folder?.folder(name), in: root, trouble) }

  /// The value for a name; `nil` if it is missing or its file is damaged.
  package func value<Value: Decodable>(_ name: String) -> Value? {
    folder.flatMap { CheckedFile.read(file(name), in: $0) }
  }

  /// Stores a value under a name, if possible.
  package func keep(_ value: some Encodable, as name: String) {
    guard let folder else { return }
    do {
      try hideFromGit()
      try CheckedFile.write(value, to: file(name), in: folder)
    } catch {
      trouble.note(error)
    }
  }

  /// Git ignores a folder whose own list says so, and the project needs no entry for it.
  private func hideFromGit() throws {
    guard let root, root.status(".gitignore") == nil else { return }
    try root.write(Data("*\n".utf8), to: ".gitignore")
  }

  /// Removes a value, if it is there.
  package func forget(_ name: String) { try? folder?.remove(file(name)) }

  /// The names of all values.
  package var names: [String] {
    (folder?.names() ?? []).filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }
      .sorted()
  }

  private func file(_ name: String) -> String { name + ".json" }

  // MARK: Trimming

  /// Removes unfinished files of killed runners.
  package func removeAbandoned() {
    guard let folder else { return }
    for kind in Self.kinds { AtomicFile.removeAbandoned(below: folder.folder(kind)) }
  }

  /// The subfolders whose files are trimmed. Other files stay untouched, since the folder may have other uses.
  private static let kinds = [
    "files", "lists", "marks", "modules", "pages", "programs", "readings", "settings", "stamps", "trainings",
    "transcripts",
  ]

  /// Whether a file's name is one that the cache makes: a digest, in a folder for each kind of value.
  private static func isOwn(_ path: String) -> Bool {
    if path.hasSuffix(".json") { return SHA256.isWritten(in: path.dropLast(5)) }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy(SHA256.isWritten)
  }

  /// Removes the oldest files until the rest take no more than `bytes`.
  package func trim(to bytes: Int) {
    guard let folder else { return }
    var files: [(path: String, date: (Int, Int), size: Int)] = []
    for kind in Self.kinds {
      guard let opened = try? folder.open(kind, O_RDONLY | O_DIRECTORY) else { continue }
      FolderWalk.visit(opened.descriptor, depth: 1) { entry in
        if let status = entry.status, status.isFile, Self.isOwn(entry.path) {
          files.append(
            ("\(kind)/\(entry.path)", (status.st_mtim.tv_sec, status.st_mtim.tv_nsec), Int(status.st_size)))
        }
        return true
      }
    }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files.sorted(by: { $0.date < $1.date }) where total > bytes {
      // Another runner may have removed it.
      try? folder.remove(file.path)
      total -= file.size
    }
  }
}

/// Why a cache cannot be used; only the first noted error is reported.
package final class CacheTrouble: Sendable {
  private let first = Mutex<String?>(nil)
  private let warnings = Mutex<[String]>([])

  package init() {}

  package func note(_ error: any Error) {
    let text = FileFailure.text(of: error)
    first.withLock { $0 = $0 ?? text }
  }

  /// Adds a warning that is given once.
  package func warn(_ warning: String) { warnings.withLock { $0.append(warning) } }

  /// The warnings that were added since the last call.
  package func takeWarnings() -> [String] {
    warnings.withLock { warnings in
      defer { warnings = [] }
      return warnings
    }
  }

  /// A warning; `nil` if there was no error.
  package var warning: String? {
    first.withLock { $0 }.map { "the cache is not used: \($0). Results are computed again each time" }
  }
}

/// Removes a cache with all its contents. Symbolic links are not followed.
package func removeCache(_ path: String) throws(FileFailure) { try RootedFolder(path).removeTree() }
