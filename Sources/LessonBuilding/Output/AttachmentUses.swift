import LessonCore
import LessonStorage

/// Which pages the copies of files beside lessons are part of, as the records in the output say.
struct AttachmentUses {
  /// The records that name a copy, by the copy's path.
  private var records: [String: Set<String>] = [:]
  /// The files of pages and lists. A record that names one of them as a copy is not believed.
  private var files: Set<String> = []

  /// Reads all records in the output.
  init(_ output: RootedFolder) {
    files = Set(IndexPageRecord(output).files.keys).union([OutputNames.record])
    for path in DeletedPages.records(in: output) {
      guard let record = FilesOfRecord.read(path, in: output) else { continue }
      let language = path.prefix { $0 != "/" }
      files.formUnion(record.files.keys.map { "\(language)/\($0)" })
      for name in (record.attachments ?? [:]).keys { records[name, default: []].insert(path) }
    }
  }

  /// Forgets what a record names.
  mutating func forget(_ record: String) { for name in records.keys { records[name]?.remove(record) } }

  /// Whether a record names a copy.
  func isNamed(_ path: String) -> Bool { records[path]?.isEmpty == false }

  /// Whether a path is that of a page's or a list's own file.
  func isOfPage(_ path: String) -> Bool { files.contains(path) }
}
