import Foundation
import Synchronization

/// A folder of values by name, each in a file that says itself whether it is whole; or none, which keeps nothing.
///
/// What cannot be kept is computed again, so a cache that cannot be used is a warning and no error.
package struct CacheFolder: Sendable {
  /// Keeps nothing: for commands that must leave no trace.
  package static let none = CacheFolder(nil, CacheTrouble())

  /// The folder; `nil` keeps nothing.
  package let folder: RootedFolder?
  /// Why something could not be kept; one for a cache and all its folders.
  package let trouble: CacheTrouble

  private init(_ folder: RootedFolder?, _ trouble: CacheTrouble) {
    self.folder = folder
    self.trouble = trouble
  }

  /// - Parameter folder: Made when the first value is kept; `nil` keeps nothing. A folder of another user is not used: he
  ///   could put any results there.
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

  /// A folder in this one.
  package func folder(_ name: String) -> CacheFolder { CacheFolder(folder?.folder(name), trouble) }

  /// The value of a name; `nil` when there is none or its file is damaged.
  package func value<Value: Decodable>(_ name: String) -> Value? {
    folder.flatMap { CheckedFile.read(file(name), in: $0) }
  }

  /// Keeps a value under a name, if that can be done.
  package func keep(_ value: some Encodable, as name: String) {
    guard let folder else { return }
    do {
      try CheckedFile.write(value, to: file(name), in: folder)
    } catch {
      trouble.note(error)
    }
  }

  private func file(_ name: String) -> String { name + ".json" }

  // MARK: Trimming

  /// Removes what killed runners were writing.
  package func removeAbandoned() {
    guard let folder else { return }
    for kind in Self.kinds { AtomicFile.removeAbandoned(below: folder.folder(kind)) }
  }

  /// The folders of the cache whose files are trimmed. Nothing else is touched: the cache may be somebody's folder.
  private static let kinds = ["files", "marks", "programs", "readings", "stamps", "trainings", "transcripts"]

  /// Whether a file has a name that the cache gives: a digest, in a folder for each kind of values.
  private static func isOwn(_ path: String) -> Bool {
    if path.hasSuffix(".json") { return SHA256.isWritten(in: path.dropLast(5)) }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy(SHA256.isWritten)
  }

  /// Removes the files that were written first until the rest take no more than `bytes`.
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

/// Why a cache cannot be used as it should: what is noted first is told.
package final class CacheTrouble: Sendable {
  private let first = Mutex<String?>(nil)

  package init() {}

  package func note(_ error: any Error) {
    let text = FileFailure.text(of: error)
    first.withLock { $0 = $0 ?? text }
  }

  /// A warning; `nil` when all is well.
  package var warning: String? {
    first.withLock { $0 }.map { "the cache is not used: \($0). Results are computed again each time" }
  }
}

/// Removes a cache with all that is in it. Nothing is removed through links.
package func removeCache(_ path: String) throws(FileFailure) { try RootedFolder(path).removeTree() }
