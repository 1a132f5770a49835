import Foundation
import Synchronization

/// The record of the lists in an output folder: which of them builds have written.
struct ListRecord {
  private let output: RootedFolder
  /// SHA-256 of the lists by their path in the output.
  var files: [String: String]
  /// What is wrong with the file of the record; `nil` where it can be used.
  let problem: Diagnostic?

  /// The first page, which leads to the languages.
  static let firstPage = "index.html"
  /// The name of a lesson that stands in the place of its language's list.
  static let lessonName = "index"
  /// What the files of a language's list are called.
  static let names = ["index.html", "index.md"]

  /// Reads the record; one that is not there names nothing.
  init(_ output: RootedFolder) {
    self.output = output
    let read = FilesOfRecord.read(PageFolder.recordName, in: output)
    // The checkout is foreign: only names of lists are believed.
    files = read?.files.filter { Self.isList($0.key) } ?? [:]
    let isTaken = TakenPlaces(output).isTaken(PageFolder.recordName, isOwn: read != nil)
    problem =
      isTaken
      ? Diagnostic(
        path: output.shown(PageFolder.recordName), at: nil,
        "this is not the record of the lists of lessons, which belongs here, so no list is written: move it away or remove "
          + "it, or name another folder by --output") : nil
  }

  /// Makes the record where there is none, before any page is written.
  ///
  /// Earlier versions made no such record. Where pages have records, they also wrote the lists.
  static func begin(in output: RootedFolder) throws {
    try beginning.withLock { _ in try makeIfMissing(in: output) }
  }

  /// Lessons finish at the same time.
  private static let beginning = Mutex(())

  private static func makeIfMissing(in output: RootedFolder) throws {
    var record = ListRecord(output)
    guard record.problem == nil, output.status(PageFolder.recordName) == nil else { return }
    let pages = DeletedPages.records(in: output).compactMap { path -> [Substring]? in
      let parts = path.split(separator: "/")
      return parts.count >= 3 && FilesOfRecord.read(path, in: output) != nil ? parts : nil
    }
    let languages = Set(pages.map { String($0[0]) })
    let withIndex = Set(pages.filter { $0[1...].dropLast() == [lessonName[...]] }.map { String($0[0]) })
    var lists = languages.subtracting(withIndex).flatMap { language in names.map { "\(language)/\($0)" } }
    if !languages.isEmpty { lists.append(firstPage) }
    for path in lists { record.files[path] = output.hash(path) }
    try record.write()
  }

  /// Writes the record.
  func write() throws {
    let bytes = try TranscriptCoding.encode(FilesOfRecord(files: files), isPretty: true) + Data("\n".utf8)
    try output.write(bytes, to: PageFolder.recordName)
  }

  /// The language of a list; `nil` for the first page.
  static func language(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count == 2 ? String(parts[0]) : nil
  }

  private static func isList(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path == firstPage
      || (parts.count == 2 && !parts[0].isEmpty && !parts[0].hasPrefix(".")
        && names.contains(String(parts[1])))
  }
}

/// What all records say, whatever version wrote them: the hashes of files by path.
struct FilesOfRecord: Codable {
  var schema = RecordHead.schema
  let files: [String: String]

  init(files: [String: String]) { self.files = files }

  /// The files that a record names; `nil` where there is no record.
  static func read(_ path: String, in folder: RootedFolder) -> FilesOfRecord? {
    RecordHead.decode(path, in: folder)
  }
}
