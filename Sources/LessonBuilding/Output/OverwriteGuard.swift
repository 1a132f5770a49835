import Foundation
import LessonCore
import LessonStorage

/// Keeps a build from overwriting files that no build wrote.
///
/// A build replaces only files that a record names: the record shows that a build wrote them.
struct OverwriteGuard {
  private let folder: RootedFolder

  init(_ folder: RootedFolder) { self.folder = folder }

  /// Whether writing to a path would destroy something that no build wrote.
  ///
  /// - Parameters:
  ///   - isOwn: Whether a record names the file.
  ///   - bytes: The bytes to write; a file with the same bytes is not in the way.
  func isTaken(_ path: String, isOwn: Bool, for bytes: Data? = nil) -> Bool {
    guard let status = folder.status(path) else { return false }
    if status.isFolder { return true }
    // Symbolic links and pipes hold no data that could be lost.
    guard status.isFile, !isOwn else { return false }
    return bytes.map { !folder.holds($0, path) } ?? true
  }

  /// The files that lie where parent folders of a path belong.
  func filesAbove(_ path: String) -> [String] {
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
      .filter { folder.status($0)?.isFile ?? false }
  }

  /// The error that names the files in the way; `nil` if there are none.
  ///
  /// - Parameters:
  ///   - paths: Below the folder.
  ///   - lesson: The lesson whose page belongs there; `nil` for a list.
  func problem(with paths: [String], of lesson: String?) -> Diagnostic? {
    guard let first = paths.first else { return nil }
    return problem(
      with: paths, where: lesson == nil ? "a list of lessons belongs" : "the lesson's page belongs",
      at: lesson ?? folder.shown(first))
  }

  /// The error that names the files in the way of files that a lesson links to; `nil` if there are none.
  func problem(with paths: [String], ofFilesBeside lesson: String) -> Diagnostic? {
    problem(with: paths, where: "a file that the lesson links to is copied", at: lesson)
  }

  private func problem(with paths: [String], where purpose: String, at place: String) -> Diagnostic? {
    guard !paths.isEmpty else { return nil }
    let names = paths.map { "'\(folder.shown($0))'" }
    let list =
      (names.count == 1 ? "" : names.dropLast().joined(separator: ", ") + " and ") + names[names.count - 1]
    let (are, them) = names.count == 1 ? ("is", "it") : ("are", "them")
    return Diagnostic(
      path: place, at: nil,
      "\(list) \(are) where \(purpose), and no record says that 'lessons build' made \(them): move \(them) away or "
        + "remove \(them), or name another folder by --output"
    )
  }
}
