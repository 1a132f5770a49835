import Foundation
import LessonCore
import LessonDocument
import LessonRendering
import LessonVerification

/// Makes the first text of a translation: a copy of its source, with a record of the source, whose links lead to the same
/// files, or to the translations of lessons.
package struct BeginTranslation: ReaderTask {
  package let file: LessonFile
  package let bytes: Data
  package let record: TranslationRecord
  /// The path of the translation below the lessons' folder.
  package let place: String
  /// The places of lessons that exist in the language of the translation, by their pages in the language of the source.
  package let translations: [String: String]

  package init(
    file: LessonFile, bytes: Data, record: TranslationRecord, place: String, translations: [String: String]
  ) {
    self.file = file
    self.bytes = bytes
    self.record = record
    self.place = place
    self.translations = translations
  }

  /// The text, or why it cannot be made.
  package struct Result: Codable, Sendable {
    /// `nil` if the source is not a lesson, or is itself a translation.
    package var text: String?
    /// The source of the source, if that is a translation.
    package var source: String?
    package var diagnostics: [Diagnostic] = []
  }

  package func perform() throws -> Result {
    let parsed = LessonSource(file: file, bytes: bytes, translation: nil).parsed
    guard let lesson = parsed.lesson else { return Result(diagnostics: parsed.diagnostics) }
    if let translation = lesson.translation { return Result(source: translation.sourceFile) }
    return Result(text: try text(of: lesson))
  }

  /// The text of the lesson with the record below its front matter.
  private func text(of lesson: Lesson) throws -> String {
    let source = lesson.source
    let mark = source.hasByteOrderMark ? "\u{FEFF}" : ""
    let below = RecordPlace(in: lesson)
    var edits = LessonLinks(lesson).edits(of: source, moved)
    edits.insert(try below.text(of: record), at: below.offset - mark.utf8.count)
    return mark + edits.applied(to: source)
  }

  /// An address of the source as the translation must have it.
  private func moved(_ address: String) -> String {
    let translation = RelativeAddress(address).flatMap { relative in
      relative.isOfLesson ? file.page(of: relative).flatMap { translations[$0] } : nil
    }
    return RelativeAddress.moved(address, from: file.place, to: place) { translation ?? $0 }
  }
}
