import Foundation
import LessonConfinement
import LessonCore
import LessonStorage

/// The compiler's cache of C headers that it has read, which saves seconds for each lesson.
///
/// Lessons' compilers may not write to it: what one wrote would become part of the next lesson's program. Before a
/// lesson that imports a module is compiled, the module is therefore read once by a compiler that sees only its name.
/// The cached files contain their own path, and are valid only there.
package actor ModuleCache {
  package nonisolated let folder: String
  /// Names what the cache was filled for: the compiler reads headers separately for each language mode.
  private let name: String
  /// Identifies the compiler and the modules for which the cache was filled.
  private let identity: String
  private var filled: Set<String>?
  private var isFilling = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(folder: String, name: String, identity: String) {
    self.folder = folder
    self.name = name
    self.identity = identity
  }

  /// Makes sure that these modules have been read.
  ///
  /// - Parameter compile: Compiles a source, and returns whether it succeeded.
  func fill(_ modules: [String], by compile: @Sendable (_ source: String) async throws -> Bool) async throws {
    // Only one compiler runs at a time: two would do the same work.
    while isFilling { await withCheckedContinuation { waiting.append($0) } }
    var known = filled ?? read()
    filled = known
    guard !known.isSuperset(of: modules) else { return }
    isFilling = true
    defer {
      isFilling = false
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
    let lock = try await lock()
    defer { flock(lock.descriptor, LOCK_UN) }
    // Another runner may have read them meanwhile.
    known.formUnion(read())
    filled = known
    let missing = Set(modules).subtracting(known)
    guard !missing.isEmpty else { return }
    let isRead = try await compile(missing.sorted().map { "import \($0)\n" }.joined())
    share()
    guard isRead else { return }
    filled = known.union(missing)
    // If the mark cannot be written, the modules are read again, which is quick.
    try? Data(([identity] + known.union(missing).sorted()).joined(separator: "\n").utf8).write(
      to: mark, options: .atomic)
  }

  /// Waits until no other runner fills the cache: a runner that finds it damaged empties it.
  private func lock() async throws -> OpenFile {
    let opened = try RootedFolder(folder).open("", O_RDONLY | O_DIRECTORY)
    while flock(opened.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw FileFailure(.read, folder, errno) }
      try await Task.sleep(for: .milliseconds(20))
    }
    return opened
  }

  /// Makes the files readable for all: if root starts the compilers, each lesson's compiler runs as a different user.
  private func share() {
    guard geteuid() == 0 else { return }
    guard let opened = try? RootedFolder(folder).open("", O_RDONLY | O_DIRECTORY) else { return }
    FolderWalk.visit(opened.descriptor) { entry in
      if let status = entry.status, status.isFile || status.isFolder {
        fchmodat(opened.descriptor, entry.path, status.isFolder ? 0o755 : 0o644, 0)
      }
      return true
    }
  }

  /// Removes all files of the cache.
  nonisolated func empty() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// Makes a compiler's cache folder inside another folder, and removes caches there that have not changed for a day,
  /// such as those of other compilers, or of a former path of the project.
  ///
  /// - Parameter confinement: How the compilers that fill it are confined. Compilers that run as different users cannot
  ///   add to each other's files.
  /// - Returns: its path.
  package static func makeFolder(
    in parent: URL, for toolchain: Toolchain, by confinement: Confinement
  ) throws(RunnerFailure) -> String {
    let files = FileManager.default
    let parent = parent.standardizedFileURL.resolvingSymlinksInPath()
    let name = String(
      contentHash(of: [parent.path, toolchain.identity, "\(geteuid())", "\(confinement.dropsPrivileges)"])
        .prefix(
          16))
    let folder = parent.appending(path: name)
    guard !files.fileExists(atPath: folder.path) else { return folder.path }
    for old in (try? files.contentsOfDirectory(at: parent, includingPropertiesForKeys: nil)) ?? []
    where (try? files.attributesOfItem(atPath: old.path)[.modificationDate] as? Date) ?? .now < .now - day {
      // Another runner may have removed it.
      try? files.removeItem(at: old)
    }
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunnerFailure(
        "no folder can be made at '\(folder.path)' for what the compiler reads of headers: \(error.localizedDescription)"
      )
    }
    return folder.path
  }

  /// A runner that works longer than this with a cache, which another runner then removes, reads it again at its next
  /// start.
  private static let day: TimeInterval = 24 * 60 * 60

  private var mark: URL { URL(filePath: folder).appending(path: "lessons-filled-\(name)") }

  private func read() -> Set<String> {
    let lines =
      (try? String(contentsOf: mark, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    return lines.first == identity ? Set(lines.dropFirst()) : []
  }
}
