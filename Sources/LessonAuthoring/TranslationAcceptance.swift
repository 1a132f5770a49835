import Foundation
import LessonCore
import LessonReading
import LessonStorage

/// Records that translations follow their sources as they are now.
package struct TranslationAcceptance: Sendable {
  private let library: LessonLibrary
  private let reader: LessonReader
  private let date: String

  /// - Parameters:
  ///   - reader: Reads the lessons.
  ///   - now: The time for the records.
  package init(_ library: LessonLibrary, _ reader: LessonReader, now: Date) {
    self.library = library
    self.reader = reader
    date = now.formatted(.iso8601)
  }

  /// Replaces the source's hash and the date in the record of a translation; all other bytes stay.
  ///
  /// - Returns: What was done, as a sentence.
  /// - Throws: `UsageFailure` if the lesson is no translation, the `Diagnostic` of a text that is no lesson, or
  ///   `FileFailure`.
  package func accept(_ file: LessonFile) async throws -> String {
    let content = LessonBytes(file)
    guard let lesson = library.source(of: file, content) else { throw content.problem(with: file) }
    let recordsPath = library.recordsPath(of: file.language)
    let records = try? library.project.read(recordsPath, atMost: LessonLibrary.mostBytesOfRecords)
    let found = try await reader.perform(
      FindTranslationRecord(source: lesson, records: records), about: file.path)
    if let error = found.diagnostics.first(where: { $0.severity == .error }) { throw error }
    guard let record = found.record else { throw Self.refusal(of: file, recordsPath) }
    let source = try self.source(of: record, file)
    let hash = TranslationRecord.hash(of: source.bytes)
    let (path, bytes) =
      switch found.place {
      case .lesson: (file.path, lesson.bytes)
      case .folder: (recordsPath, records ?? Data())
      }
    guard record.isStale(against: source.bytes) else {
      return "'\(file.path)' follows '\(source.path)' already: nothing is changed"
    }
    let edited = try bytes.replacing(
      found.hashes.map { ($0, hash) } + found.dates.map { ($0, date) }, in: path)
    try write(edited, to: path)
    let place = found.place == .lesson ? "" : " in '\(path)'"
    return
      "'\(file.path)' follows '\(source.path)' as it is now: 'original_hash'\(place) is \(hash), it was \(record.originalHash)"
  }

  private static func refusal(of file: LessonFile, _ records: String) -> UsageFailure {
    UsageFailure(
      "'\(file.path)' is no translation: it has no comment '\(TranslationRecord.commentLabel)' and no record in '\(records)'; "
        + "'lessons new NAME --language LANGUAGE --from LANGUAGE' begins a translation with one")
  }

  private func source(
    of record: TranslationRecord, _ file: LessonFile
  ) throws(UsageFailure) -> (path: String, bytes: [UInt8]) {
    guard let source = library.source(of: record) else {
      throw UsageFailure(
        "the source of '\(file.path)', '\(record.sourceFile)', is not there: correct 'source_file' in its record"
      )
    }
    return source
  }

  private func write(_ bytes: Data, to path: String) throws {
    let folder = RootedFolder(library.folder)
    let root = RootedFolder.full(library.folder), full = RootedFolder.full(path)
    let name = full.hasPrefix(root + "/") ? String(full.dropFirst(root.count + 1)) : path
    guard folder.status(name)?.isFile ?? false else {
      throw UsageFailure("'\(path)' is reached through a symbolic link: name the file that it leads to")
    }
    try folder.write(bytes, to: name)
  }
}

extension Data {
  /// The bytes with other texts in quotes at some ranges.
  ///
  /// The ranges come from a process that has read foreign text, so each is checked to be a short text in quotes.
  fileprivate func replacing(_ texts: [(range: Range<Int>, text: String)], in path: String) throws -> Data {
    let mark = UInt8(ascii: "\"")
    var result = self
    for (range, text) in texts.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      guard range.lowerBound >= 0, range.upperBound <= count, (2...256).contains(range.count),
        self[range.lowerBound] == mark, self[range.upperBound - 1] == mark
      else { throw UsageFailure("the record in '\(path)' cannot be changed: write 'original_hash' by hand") }
      result.replaceSubrange(range, with: Data("\"\(text)\"".utf8))
    }
    guard !texts.isEmpty else {
      throw UsageFailure("'\(path)' has no 'original_hash' that can be replaced: write it by hand")
    }
    return result
  }
}
