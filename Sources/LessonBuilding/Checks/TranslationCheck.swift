import LessonCore
import LessonReading

/// Compares translations with their sources.
struct TranslationCheck {
  private let library: LessonLibrary
  private let readings: Readings
  private let reader: RememberingReader

  /// - Parameter readings: What was read of lessons.
  init(_ library: LessonLibrary, _ readings: Readings, _ reader: RememberingReader) {
    self.library = library
    self.readings = readings
    self.reader = reader
  }

  /// What is wrong with a lesson as a translation; empty if it is not a translation.
  func problems(of lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    staleness(of: lesson) + (try await differences(of: lesson, file))
  }

  /// A diagnostic if the source has changed since the translation was made.
  private func staleness(of lesson: LessonOutline) -> [Diagnostic] {
    guard let record = lesson.translation else { return [] }
    guard let source = library.source(of: record) else {
      return [
        Diagnostic(
          .warning, path: lesson.path, at: nil,
          "the source of this translation, '\(record.sourceFile)', is not there, so whether the text follows it is not known"
        )
      ]
    }
    guard record.isStale(against: source.bytes) else { return [] }
    let hash = TranslationRecord.hash(of: source.bytes)
    return [
      Diagnostic(
        path: lesson.path, at: nil,
        "the translation is behind its source: '\(source.path)' has changed since; once the text follows, "
          + "'original_hash' is \(hash)")
    ]
  }

  /// Code may differ from the source's in comments. It may differ in string literals too, with a note, since it then
  /// runs separately.
  private func differences(of lesson: LessonOutline, _ file: LessonFile) async throws -> [Diagnostic] {
    guard let original = library.original(of: file),
      let source = try await readings.reading(of: original)?.lesson
    else { return [] }
    do {
      return try await reader.perform(
        CompareTranslations(source: source, translation: lesson), about: lesson.path)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }
}
