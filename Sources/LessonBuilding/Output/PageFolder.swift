import Foundation
import LessonCore
import LessonRendering
import LessonStorage

/// Where a lesson's page and record lie.
struct PageFolder: Sendable {
  private let output: RootedFolder
  private let folder: RootedFolder
  private let language: String
  private let name: String

  init(_ output: RootedFolder, _ file: LessonFile) {
    self.init(output, language: file.language, name: file.name)
  }

  /// - Parameter name: The page's path below the language's folder, without an extension.
  init(_ output: RootedFolder, language: String, name: String) {
    self.language = language
    self.output = output
    folder = output.folder(language)
    self.name = name
  }

  private var recordPath: String { "\(name)/\(OutputNames.record)" }

  /// The record, if there is one that can be read.
  var record: PageRecord? { PageRecord.read(recordPath, in: folder) }

  /// What the record says besides results.
  var recordHead: PageRecordHead? { PageRecordHead.read(recordPath, in: folder) }

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

  /// Writes a page, and removes what an earlier page had and this one lacks.
  ///
  /// A file is named by the record before it is written and until it is removed, so that the next build
  /// recognises every file that a killed one leaves.
  ///
  /// - Parameter lesson: The lesson's path, for the error.
  /// - Throws: The `Diagnostic` of files of somebody else where the page's belong; nothing is written then.
  func write(_ pages: Pages, _ record: PageRecord, of lesson: String) throws -> Written {
    let known = FilesOfRecord.read(recordPath, in: folder)
    let earlier = known?.files ?? [:]
    if let problem = OverwriteGuard(folder).problem(with: taken(by: pages, known), of: lesson) {
      throw problem
    }
    try IndexPageRecord.begin(in: output)
    let unmade = earlier.filter { isOwn($0.key) && pages.files[$0.key] == nil && isFile($0.key) }
    if !unmade.isEmpty {
      try folder.write(record.with(files: unmade.merging(pages.hashes) { $1 }).bytes, to: recordPath)
    }
    let recordBytes = try record.bytes
    if unmade.isEmpty { try folder.write(recordBytes, to: recordPath) }
    for (path, bytes) in pages.files.sorted(by: { $0.key < $1.key }) {
      try folder.write(bytes, to: path)
    }
    let left = try remove(unmade)
    if !unmade.isEmpty { try folder.write(recordBytes, to: recordPath) }
    var hashes = record.files
    hashes[recordPath] = contentHash(recordBytes)
    return Written(
      hashes: Dictionary(uniqueKeysWithValues: hashes.map { ("\(language)/\($0.key)", $0.value) }), left: left
    )
  }

  /// The paths of what is in the way of a page: files that neither its record nor that of the lists names, and that differ
  /// from the page's.
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

  /// Whether the lesson is the first page of its language, in the place of the list.
  private var isIndex: Bool { name == OutputNames.listLesson }

  private func isFile(_ path: String) -> Bool { folder.status(path)?.isFile ?? false }

  /// Removes the files that a record names, where they are as it says.
  ///
  /// - Returns: those that are not, and are left.
  private func remove(_ files: [String: String]) throws(FileFailure) -> [String] {
    var left: [String] = []
    for (path, hash) in files.sorted(by: { $0.key < $1.key }) where isOwn(path) && isFile(path) {
      if folder.hash(path) == hash { try folder.remove(path) } else { left.append(folder.shown(path)) }
    }
    return left
  }

  /// Whether the page's record names a file.
  func names(_ path: String) -> Bool { FilesOfRecord.read(recordPath, in: folder)?.files[path] != nil }

  /// The formats of the files that a record names.
  func formats(of record: PageRecordHead) -> Set<PageFormat> {
    Set(PageFormat.all.filter { record.files[name + $0.suffix] != nil })
  }

  /// Removes the page, its figures and its record, and the folders that are empty then: only files that are as the record
  /// says, since somebody may have written others there.
  ///
  /// - Returns: the files of the page that are not, and are left.
  func remove() throws(FileFailure) -> [String] {
    guard let recordHead else { return [] }
    let left = try remove(recordHead.files)
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
    return isFigure || PageFormat.all.contains { path == name + $0.suffix }
  }

  /// The files of a page that are not there or differ, by their path.
  func stale(_ pages: Pages) -> [String] {
    pages.files.filter { path, bytes in !folder.holds(bytes, path) }.map { folder.shown($0.key) }.sorted()
  }
}
