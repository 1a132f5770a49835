import CConfinement
import CFolders
import Foundation

/// A temporary folder outside of the package, removed after use.
///
/// It is locked as long as its runner lives, so that the next runner can remove the folders of killed runners.
package struct TemporaryFolder: Sendable {
  package let url: URL
  private let folder: OpenFile
  private let removal: TemporaryPaths.Token

  private static let prefix = "lessons-run-"
  private static let suffix = "XXXXXX"

  /// The folder in which temporary folders are made.
  private static var place: String { FileManager.default.temporaryDirectory.path }

  package init() throws(RunnerFailure) {
    let (path, folder) = try Self.make()
    // The compiler and the symbolizer print paths with symbolic links resolved.
    url = URL(filePath: SymbolicLink.realPath(path) ?? path, directoryHint: .isDirectory)
    // If root runs a lesson, its process has another user, who must be able to reach its scratch folder.
    if geteuid() == 0 { fchmod(folder.descriptor, 0o711) }
    self.folder = folder
    let own = url.path
    // An interrupted runner ends at once; the next runner removes what it could not.
    removal = TemporaryPaths.add { _ = Self.remove(own, folder) }
  }

  package func remove() {
    TemporaryPaths.forget(removal)
    let code = Self.remove(url.path, folder)
    if code != 0 {
      TemporaryPaths.noteRemains(
        "the temporary folder '\(url.path)' could not be removed: \(String(cString: strerror(code)))")
    }
  }

  private static func make() throws(RunnerFailure) -> (String, OpenFile) {
    // Before the folder is locked, another runner may remove it as abandoned.
    for _ in 0..<10 {
      let template = place + "/" + prefix + suffix
      let bytes = strdup(template)
      defer { free(bytes) }
      guard let bytes, mkdtemp(bytes) != nil else {
        throw RunnerFailure(FileFailure(.make, template, errno))
      }
      let path = String(cString: bytes)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      let folder = OpenFile(descriptor)
      if flock(descriptor, LOCK_EX) == 0, folder.status.st_nlink > 0 { return (path, folder) }
    }
    throw RunnerFailure("no temporary folder can be kept in '\(place)': other runners remove it")
  }

  private static func remove(_ path: String, _ folder: OpenFile) -> Int32 {
    let code = remove_contents(folder.descriptor)
    return rmdir(path) == 0 || errno == ENOENT ? 0 : code != 0 ? code : errno
  }

  // MARK: Leftovers of killed runners

  /// Whether a user is this one, or a user of processes that root started; those own their working folders.
  private static func isOwn(_ user: uid_t) -> Bool {
    user == geteuid() || (geteuid() == 0 && confinement_is_nobody(user))
  }

  /// Removes this user's folders whose runners no longer exist.
  package static func removeAbandoned() {
    guard let entries = opendir(place) else { return }
    defer { closedir(entries) }
    let length = prefix.utf8.count + suffix.utf8.count
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), name.utf8.count == length else { continue }
      let path = place + "/" + name
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      let folder = OpenFile(descriptor)
      guard isOwn(folder.status.st_uid), flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
      let code = remove(path, folder)
      if code != 0 {
        TemporaryPaths.noteRemains(
          "'\(path)', which a killed runner left, could not be removed: \(String(cString: strerror(code)))")
      }
    }
  }
}
