import Foundation
import LessonCore
import LessonRendering
import LessonStorage
import Synchronization

/// The record of the lists in an output folder: which of them builds have written.
struct IndexPageRecord {
  private let output: RootedFolder
  /// SHA-256 of the lists by their path in the output.
  var files: [String: String]
  /// What is wrong with the record's file; `nil` if it can be used.
  let problem: Diagnostic?

  /// Reads the record; a missing record names no files.
  init(_ output: RootedFolder) {
    self.output = output
    let read = FilesOfRecord.read(OutputNames.record, in: output)
    // The checkout is untrusted: only paths of lists are accepted.
    files = read?.files.filter { Self.isList($0.key) } ?? [:]
    let isTaken = OverwriteGuard(output).isTaken(OutputNames.record, isOwn: read != nil)
    problem =
      isTaken
      ? Diagnostic(
        path: output.shown(OutputNames.record), at: nil,
        "this is not the record of the lists of lessons, which belongs here, so no list is written: move it away or remove "
          + "it, or name another folder by --output") : nil
  }

  /// Creates the record if it is missing, before any page is written.
  ///
  /// Earlier versions had no such record. If pages have records, those versions also wrote the lists.
  static func begin(in output: RootedFolder) throws {
    try beginning.withLock { _ in try makeIfMissing(in: output) }
  }

  /// Lessons can finish at the same time.
  private static let beginning = Mutex(())

  private static func makeIfMissing(in output: RootedFolder) throws {
    var record = IndexPageRecord(output)
    guard record.problem == nil, output.status(OutputNames.record) == nil else { return }
    let pages = DeletedPages.records(in: output).compactMap { path -> [Substring]? in
      let parts = path.split(separator: "/")
      return parts.count >= 3 && FilesOfRecord.read(path, in: output) != nil ? parts : nil
    }
    let languages = Set(pages.map { String($0[0]) })
    let withIndex = Set(
      pages.filter { $0[1...].dropLast() == [OutputNames.listLesson[...]] }.map { String($0[0]) })
    var lists = languages.subtracting(withIndex).flatMap { language in
      PageFormat.lists.map { "\(language)/\($0)" }
    }
    if !languages.isEmpty { lists.append(OutputNames.firstPage) }
    for path in lists { record.files[path] = output.hash(path) }
    try record.write()
  }

  /// Writes the record.
  func write() throws {
    let bytes = try StableJSON.encode(FilesOfRecord(files: files), isPretty: true) + Data("\n".utf8)
    try output.write(bytes, to: OutputNames.record)
  }

  /// The language of a list; `nil` for the first page and the list for search engines.
  static func language(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count == 2 ? String(parts[0]) : nil
  }

  private static func isList(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path == OutputNames.firstPage || path == OutputNames.sitemap
      || (parts.count == 2 && !parts[0].isEmpty && !parts[0].hasPrefix(".")
        && (PageFormat.lists.contains(String(parts[1])) || OutputNames.isSearchPart(String(parts[1]))))
  }
}

/// The part that records of all versions have: the hashes of files by path.
struct FilesOfRecord: Codable {
  var schema = PageRecordHead.schema
  let files: [String: String]
  /// The hashes of files beside lessons that are part of a page, by path in the output.
  private(set) var attachments: [String: String]?

  init(files: [String: String]) { self.files = files }

  /// The files that a record names; `nil` if there is no record.
  static func read(_ path: String, in folder: RootedFolder) -> FilesOfRecord? {
    PageRecordHead.decode(path, in: folder)
  }
}
