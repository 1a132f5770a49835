import Foundation
import LessonCore
import LessonReading
import LessonStorage

/// Records that translations follow their sources as they are now.
package struct TranslationAcceptance: Sendable {
  private let library: LessonLibrary
  private let reader: any ReaderTaskPerformer
  private let date: String

  /// - Parameters:
  ///   - reader: Reads the lessons.
  ///   - now: The time for the records.
  package init(_ library: LessonLibrary, _ reader: any ReaderTaskPerformer, now: Date) {
    self.library = library
    self.reader = reader
    date = now.formatted(.iso8601)
  }

  /// Replaces the source's hash and the date in the record of a translation, and the source's path if it has moved, or
  /// gives a translation without a record one; all other bytes stay.
  ///
  /// - Returns: What was done, as a sentence.
  /// - Throws: `UsageFailure` if the lesson is no translation, the `Diagnostic` of a text that is no lesson, or
  ///   `FileFailure`.
  package func accept(_ file: LessonFile) async throws -> String {
    let change = try await change(for: file)
    if let edited = change.edited { try library.write(edited, to: change.path) }
    return change.sentence
  }

  /// What acceptance changes.
  package struct Change: Sendable {
    /// The file that has the record.
    package let path: String
    /// Its new contents; `nil` if nothing has to be changed.
    package let edited: Data?
    /// What was done, as a sentence.
    package let sentence: String
  }

  /// What acceptance of a translation would change.
  ///
  /// - Parameter text: Its text, if that is not what the file has.
  package func change(for file: LessonFile, text: Data? = nil) async throws -> Change {
    let content = LessonBytes(file)
    let bare = text.map { LessonSource(file: file, bytes: $0, translation: library.translation(of: file)) }
    guard let lesson = bare ?? library.source(of: file, content) else { throw content.problem(with: file) }
    let recordsPath = library.recordsPath(of: file.language)
    let records = try? library.project.read(recordsPath, atMost: LessonLibrary.mostBytesOfRecords)
    let found = try await reader.perform(
      FindTranslationRecord(source: lesson, records: records), about: file.path)
    if let error = found.diagnostics.first(where: { $0.severity == .error }) { throw error }
    guard let record = found.record else { return try await begin(file, lesson.bytes, found) }
    let (path, bytes) =
      switch found.place {
      case .lesson: (file.path, lesson.bytes)
      case .folder: (recordsPath, records ?? Data())
      }
    return try renew(record, of: file, found, in: bytes, at: path)
  }

  /// Renews the record of a translation.
  private func renew(
    _ record: TranslationRecord, of file: LessonFile, _ found: FindTranslationRecord.Result, in bytes: Data,
    at path: String
  ) throws -> Change {
    let known = library.source(of: record)
    let source: Source =
      try known.map { ($0.path, record.sourceFile, $0.bytes) } ?? self.source(of: file, after: record)
    let hash = TranslationRecord.hash(of: source.bytes)
    guard known == nil || record.isStale(against: source.bytes) else {
      return Change(
        path: path, edited: nil,
        sentence: "'\(file.path)' follows '\(source.path)' already: nothing is changed")
    }
    let moved = known == nil ? found.sources.map { ($0, source.recorded) } : []
    let edited = try bytes.replacing(
      moved + found.hashes.map { ($0, hash) } + found.dates.map { ($0, date) }, in: path)
    let place = found.place == .lesson ? "" : " in '\(path)'"
    let change = known == nil ? ", which took the place of '\(record.sourceFile)'" : ""
    return Change(
      path: path, edited: edited,
      sentence:
        "'\(file.path)' follows '\(source.path)' as it is now\(change): 'original_hash'\(place) is \(hash), "
        + "it was \(record.originalHash)")
  }

  /// Gives a translation its first record.
  private func begin(
    _ file: LessonFile, _ bytes: Data, _ found: FindTranslationRecord.Result
  ) async throws -> Change {
    guard let source = library.namesake(of: file), let place = found.newPlace,
      (0...bytes.count).contains(place.offset),
      let original = library.source(of: source, LessonBytes(source))
    else { throw refusal(of: file) }
    let ofSource = try await reader.perform(
      FindTranslationRecord(source: original, records: nil), about: source.path)
    if let other = ofSource.record {
      throw UsageFailure(
        "'\(file.path)' has no record of a source, and '\(source.path)' is itself a translation, of '\(other.sourceFile)'"
      )
    }
    let record = TranslationRecord(
      originalHash: original.version, sourceFile: source.recordedPath,
      languageCode: file.language, translationDate: date)
    var edited = bytes
    edited.insert(contentsOf: Data(try place.text(of: record).utf8), at: place.offset)
    return Change(
      path: file.path, edited: edited,
      sentence: "'\(file.path)' follows '\(source.path)' as it is now: it has a record of that from now on")
  }

  private func refusal(of file: LessonFile) -> UsageFailure {
    let source = "\(library.sourceLanguage)/\(file.name)"
    return UsageFailure(
      file.language == library.sourceLanguage
        ? "'\(file.path)' is no translation: it is in the language from which others are translated"
        : "'\(file.path)' is no translation: it has no record of a source, and there is no lesson '\(source)'"
    )
  }

  // MARK: Sources

  private typealias Source = (path: String, recorded: String, bytes: [UInt8])

  /// The lesson that took the place of a source that is gone.
  private func source(of file: LessonFile, after record: TranslationRecord) throws -> Source {
    if let source = library.namesake(of: file) {
      return (source.path, source.recordedPath, [UInt8](try source.read(atMost: LessonFile.mostBytes)))
    }
    let gone = "the source of '\(file.path)', '\(record.sourceFile)', is not there"
    guard let moved = lesson(withText: record.originalHash) else {
      throw UsageFailure(
        "\(gone), and there is no lesson '\(library.sourceLanguage)/\(file.name)': give the translation the name of its "
          + "source, or correct 'source_file' in its record")
    }
    throw UsageFailure(
      "\(gone); it is '\(moved.path)' now: rename the translation to '\(file.language)/\(moved.name).md', then accept it again"
    )
  }

  /// The lesson in the source language with a text.
  private func lesson(withText hash: String) -> LessonFile? {
    library.files.first { file in
      file.language == library.sourceLanguage
        && LessonBytes(file).bytes.map(TranslationRecord.hash) == hash.lowercased()
    }
  }
}
