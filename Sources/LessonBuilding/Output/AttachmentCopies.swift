import Foundation
import LessonCore
import LessonStorage
import Synchronization

/// The copies of files beside lessons in the output.
///
/// A copy can be part of several pages. It is removed with the last record that names it.
struct AttachmentCopies {
  private let output: RootedFolder

  init(_ output: RootedFolder) { self.output = output }

  /// Pages are written at the same time: no page may remove a copy while another one begins to use it.
  static let lock = Mutex(())

  /// The error of copies that would replace something else; `nil` if there are none.
  ///
  /// - Parameters:
  ///   - earlier: The hashes of the copies that the page's record names.
  ///   - figures: The paths of the page's own files in the output.
  ///   - lesson: The lesson's path.
  func problem(
    with attachments: [String: Attachment], earlier: [String: String], figures: Set<String>, of lesson: String
  ) -> Diagnostic? {
    let overwriteGuard = OverwriteGuard(output)
    let suspects = attachments.values.filter { attachment in
      let path = attachment.path
      return !overwriteGuard.filesAbove(path).isEmpty || figures.contains(path)
        || (overwriteGuard.isTaken(path, isOwn: earlier[path] != nil) && output.hash(path) != attachment.hash)
    }.sorted { $0.path < $1.path }
    guard !suspects.isEmpty else { return nil }
    let uses = AttachmentUses(output)
    let taken = suspects.compactMap { attachment -> String? in
      let path = attachment.path
      if let above = overwriteGuard.filesAbove(path).first { return above }
      if uses.isOfPage(path) || figures.contains(path) { return path }
      return overwriteGuard.isTaken(path, isOwn: uses.isNamed(path)) ? path : nil
    }
    return overwriteGuard.problem(with: taken, ofFilesBeside: lesson)
  }

  /// Writes the copies that are missing or differ.
  func write(_ attachments: [String: Attachment]) throws(FileFailure) {
    for attachment in attachments.values.sorted(by: { $0.path < $1.path })
    where output.hash(attachment.path) != attachment.hash {
      try output.write(try attachment.read(), to: attachment.path)
    }
  }

  /// Removes the copies that no record names, and folders that become empty.
  ///
  /// - Parameters:
  ///   - copies: The hashes of copies that a page no longer has.
  ///   - uses: The uses by all other pages.
  /// - Returns: the copies that differ from the record and are kept, since somebody may have changed them.
  func remove(_ copies: [String: String], unless uses: AttachmentUses) throws(FileFailure) -> [String] {
    var left: [String] = []
    for (path, hash) in copies.sorted(by: { $0.key < $1.key })
    where Attachment.isPath(path) && !uses.isNamed(path) && !uses.isOfPage(path) {
      guard output.status(path)?.isFile ?? false else { continue }
      guard output.hash(path) == hash else {
        left.append(output.shown(path))
        continue
      }
      try output.remove(path)
      var parts = path.split(separator: "/").dropLast()
      while !parts.isEmpty, output.removeEmptyFolder(parts.joined(separator: "/")) { parts.removeLast() }
    }
    return left
  }
}
