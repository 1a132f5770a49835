import Foundation
import LessonCore
import LessonRendering
import LessonStorage

/// Where a lesson's page and record lie.
struct PageFolder: Sendable {
  private let folder: RootedFolder
  private let language: String
  private let name: String

  /// What a page's record is called, in a folder that has the page's name.
  static let recordName = "record.json"

  init(_ output: RootedFolder, _ file: LessonFile) {
    self.init(output, language: file.language, name: file.name)
  }

  /// - Parameter name: The page's path below the language's folder, without an extension.
  init(_ output: RootedFolder, language: String, name: String) {
    self.language = language
    folder = output.folder(language)
    self.name = name
  }

  private var recordPath: String { "\(name)/\(Self.recordName)" }

  /// The record, if there is one that can be read.
  var record: Record? { Record.read(recordPath, in: folder) }

  /// What the record says besides results.
  var recordHead: RecordHead? { RecordHead.read(recordPath, in: folder) }

  /// What writing a page did.
  struct Written {
    /// The hashes of all that was written, by path in the output.
    let hashes: [String: String]
    /// Files that an earlier page had and this one lacks, and that somebody else has changed since.
    let left: [String]

    /// A warning for each file that is no longer made.
    func left(of lesson: LessonOutline) -> [Diagnostic] {
      left.map {
        Diagnostic(
          .warning, path: lesson.path, at: nil,
          "'\($0)' is no longer made, and was changed by hand since: it is left as it is")
      }
    }
  }

  /// Whether all files of a page lie where its own files belong.
  func areOwn(_ pages: Pages) -> Bool { pages.files.keys.allSatisfy(isOwn) }

  /// Writes a page, its record last, and removes what an earlier page had and this one lacks.
  func write(_ pages: Pages, _ record: Record, replacing old: RecordHead?) throws -> Written {
    for (path, bytes) in pages.files.sorted(by: { $0.key < $1.key }) {
      try folder.write(bytes, to: path)
    }
    let recordBytes = try record.bytes
    try folder.write(recordBytes, to: recordPath)
    let left = try old.map { try removeUnmade($0, keeping: Set(pages.files.keys)) } ?? []
    var hashes = record.files
    hashes[recordPath] = contentHash(recordBytes)
    return Written(
      hashes: Dictionary(uniqueKeysWithValues: hashes.map { ("\(language)/\($0.key)", $0.value) }), left: left
    )
  }

  /// Removes the files that a record names, where they are as it says.
  ///
  /// - Returns: those that are not, and are left.
  private func removeUnmade(_ old: RecordHead, keeping made: Set<String>) throws(FileFailure) -> [String] {
    var left: [String] = []
    for (path, hash) in old.files.sorted(by: { $0.key < $1.key }) where isOwn(path) && !made.contains(path) {
      guard let status = folder.status(path), status.isFile else { continue }
      if folder.hash(path) == hash { try folder.remove(path) } else { left.append(folder.shown(path)) }
    }
    return left
  }

  /// The formats of the files that a record names.
  func formats(of record: RecordHead) -> Set<PageFormat> {
    Set(PageFormat.allCases.filter { record.files[name + $0.suffix] != nil })
  }

  /// Removes the page, its figures and its record, and the folders that are empty then: only files that are as the record
  /// says, since somebody may have written others there.
  ///
  /// - Returns: the files of the page that are not, and are left.
  func remove() throws(FileFailure) -> [String] {
    guard let recordHead else { return [] }
    let left = try removeUnmade(recordHead, keeping: [])
    // The record goes last, so that a removal that was cut short goes on the next time.
    try folder.remove(recordPath)
    var parts = name.split(separator: "/")
    while !parts.isEmpty, folder.removeEmptyFolder(parts.joined(separator: "/")) { parts.removeLast() }
    return left
  }

  /// A record's paths are believed only where this page and its figures lie.
  private func isOwn(_ path: String) -> Bool {
    let isFigure =
      path.hasPrefix(name + "/") && path.hasSuffix(".svg") && !path.split(separator: "/").contains("..")
    return isFigure || PageFormat.allCases.contains { path == name + $0.suffix }
  }

  /// The files of a page that are not there or differ, by their path.
  func stale(_ pages: Pages) -> [String] {
    pages.files.filter { path, bytes in !folder.holds(bytes, path) }.map { folder.shown($0.key) }.sorted()
  }
}
