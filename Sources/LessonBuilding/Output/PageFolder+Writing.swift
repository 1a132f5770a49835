import Foundation
import LessonCore
import LessonRendering
import LessonStorage

extension PageFolder {
  /// The result of writing a page.
  struct Written {
    /// The hashes of all written files, by path in the output.
    let hashes: [String: String]
    /// Files of an earlier page that this page no longer has, kept because somebody changed them.
    let left: [String]

    /// A warning for each file that is no longer made.
    func left(of lesson: LessonFile) -> [Diagnostic] {
      left.map {
        Diagnostic(
          .warning, path: lesson.path, at: nil,
          "'\($0)' is no longer made, and was changed by hand since: it is left as it is")
      }
    }
  }

  /// Writes a page, and removes files of an earlier page that this page no longer has.
  ///
  /// The record names a file before it is written and until it is removed, so that the next build recognises every file
  /// that a killed build leaves.
  ///
  /// - Parameters:
  ///   - attachments: The files beside lessons that are part of the page, by path in the output; `nil` to keep those that
  ///     the record names.
  ///   - lesson: The lesson's path, for the error.
  /// - Throws: The `Diagnostic` of files in the way that no build wrote; then nothing is written.
  func write(
    _ pages: Pages, _ record: PageRecord, _ attachments: [String: Attachment]? = nil, of lesson: String
  ) throws -> Written {
    try UnbrokenWork.perform { try writeAll(pages, record, attachments, of: lesson) }
  }

  private func writeAll(
    _ pages: Pages, _ record: PageRecord, _ attachments: [String: Attachment]?, of lesson: String
  ) throws -> Written {
    guard let attachments else {
      return try write(pages, record, Change(attachments: [:], dropped: [:]), of: lesson)
    }
    let record = record.with(attachments: attachments.mapValues(\.hash))
    return try AttachmentCopies.lock.withLock { _ in
      let known = FilesOfRecord.read(recordPath, in: folder)?.attachments ?? [:]
      let figures = Set(pages.files.keys.map { "\(language)/\($0)" })
      let copies = AttachmentCopies(output)
      if let problem = copies.problem(with: attachments, earlier: known, figures: figures, of: lesson) {
        throw problem
      }
      let dropped = known.filter { attachments[$0.key] == nil }
      return try write(pages, record, Change(attachments: attachments, dropped: dropped), of: lesson)
    }
  }

  /// How the files beside lessons that are part of a page change.
  private struct Change {
    let attachments: [String: Attachment]
    /// The hashes of the copies that are no longer part of it.
    let dropped: [String: String]
  }

  private func write(_ pages: Pages, _ record: PageRecord, _ change: Change, of lesson: String) throws
    -> Written
  {
    let known = FilesOfRecord.read(recordPath, in: folder)
    let earlier = known?.files ?? [:]
    if let problem = OverwriteGuard(folder).problem(with: taken(by: pages, known), of: lesson) {
      throw problem
    }
    try IndexPageRecord.begin(in: output)
    let unmade = earlier.filter { isOwn($0.key) && pages.files[$0.key] == nil && isFile($0.key) }
    let recordBytes = try record.bytes
    let isRemoving = !unmade.isEmpty || !change.dropped.isEmpty
    let first =
      isRemoving
      ? try record.with(files: unmade.merging(pages.hashes) { $1 })
        .with(attachments: change.dropped.merging(record.attachments ?? [:]) { $1 }).bytes : recordBytes
    try folder.write(first, to: recordPath)
    for (path, bytes) in pages.files.sorted(by: { $0.key < $1.key }) {
      try folder.write(bytes, to: path)
    }
    try AttachmentCopies(output).write(change.attachments)
    let left = try remove(unmade) + removeCopies(change.dropped)
    if isRemoving { try folder.write(recordBytes, to: recordPath) }
    var hashes = record.files
    hashes[recordPath] = contentHash(recordBytes)
    return Written(
      hashes: Dictionary(uniqueKeysWithValues: hashes.map { ("\(language)/\($0.key)", $0.value) }), left: left
    )
  }

  private func removeCopies(_ dropped: [String: String]) throws(FileFailure) -> [String] {
    guard !dropped.isEmpty else { return [] }
    var uses = AttachmentUses(output)
    uses.forget("\(language)/\(recordPath)")
    return try AttachmentCopies(output).remove(dropped, unless: uses)
  }

  /// The paths of files in the way of a page: neither its record nor the record of the lists names them, and their
  /// bytes differ from the page's.
  private func taken(by pages: Pages, _ record: FilesOfRecord?) -> [String] {
    let overwriteGuard = OverwriteGuard(folder)
    let lists =
      isIndex ? PageFormat.lists.filter { IndexPageRecord(output).files["\(language)/\($0)"] != nil } : []
    let known = Set(record?.files.keys.map(\.self) ?? []).union(lists)
    let files = pages.files.sorted { $0.key < $1.key }
      .filter { overwriteGuard.isTaken($0.key, isOwn: known.contains($0.key), for: $0.value) }.map(\.key)
    let isRecordTaken = overwriteGuard.isTaken(recordPath, isOwn: record != nil)
    return overwriteGuard.filesAbove(recordPath) + files + (isRecordTaken ? [recordPath] : [])
  }

  /// Whether the lesson is the first page of its language and replaces the list.
  private var isIndex: Bool { name == OutputNames.listLesson }

  func isFile(_ path: String) -> Bool { folder.status(path)?.isFile ?? false }
}
