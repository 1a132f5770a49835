import Foundation
import LessonCore
import LessonDocument
import LessonRendering

/// Makes the first text of a translation: a copy of its source, with a record of the source.
package struct BeginTranslation: ReaderTask {
  package let file: LessonFile
  package let bytes: Data
  package let record: TranslationRecord

  package init(file: LessonFile, bytes: Data, record: TranslationRecord) {
    self.file = file
    self.bytes = bytes
    self.record = record
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
    let matter = FrontMatterReader.read(source, path: lesson.path).lineCount
    let offset = source.offset(of: SourcePosition(line: matter + 1, column: 1))
    let comment = try record.comment.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: source.lineEnding)
    var edits = SourceEdits()
    edits.insert((matter > 0 ? source.lineEnding : "") + comment, at: offset)
    return (source.hasByteOrderMark ? "\u{FEFF}" : "") + edits.applied(to: source)
  }
}
