import LessonCore
import LessonStorage

extension PageFolder {
  /// Removes the page, its figures and its record, and folders that become empty. Files that differ from the record are
  /// kept, since somebody may have changed them.
  ///
  /// - Parameter uses: The uses of files beside lessons, from which those of this page are removed; read when they are
  ///   needed for the first time.
  /// - Returns: the files of the page that differ and are kept.
  func remove(_ uses: inout AttachmentUses?) throws(FileFailure) -> [String] {
    guard let recordHead else { return [] }
    var left = try remove(recordHead.files)
    if let attachments = recordHead.attachments {
      var known = uses ?? AttachmentUses(output)
      known.forget("\(language)/\(recordPath)")
      left += try AttachmentCopies(output).remove(attachments, unless: known)
      uses = known
    }
    // The record is removed last, so that the next build continues an interrupted removal.
    try folder.remove(recordPath)
    var parts = name.split(separator: "/")
    while !parts.isEmpty, folder.removeEmptyFolder(parts.joined(separator: "/")) { parts.removeLast() }
    return left
  }

  /// Removes the files that a record names, if their hashes match.
  ///
  /// - Returns: the files that differ and are kept.
  func remove(_ files: [String: String]) throws(FileFailure) -> [String] {
    var left: [String] = []
    for (path, hash) in files.sorted(by: { $0.key < $1.key }) where isOwn(path) && isFile(path) {
      if folder.hash(path) == hash { try folder.remove(path) } else { left.append(folder.shown(path)) }
    }
    return left
  }
}
