import LessonCore
import LessonDocument

/// Where a lesson that has no record of a source takes one: below its front matter.
package struct RecordPlace: Codable, Hashable, Sendable {
  /// The byte of the file before which the record stands.
  package let offset: Int
  /// Whether there is something above it, from which a blank line divides it.
  private let isBelowText: Bool
  private let endsWithReturns: Bool

  init(in lesson: Lesson) {
    let source = lesson.source
    let matter = FrontMatterReader.read(source, path: lesson.path).lineCount
    let mark = source.hasByteOrderMark ? "\u{FEFF}".utf8.count : 0
    offset = mark + source.offset(of: SourcePosition(line: matter + 1, column: 1))
    isBelowText = matter > 0
    endsWithReturns = source.lineEnding == "\r\n"
  }

  /// The lines to insert.
  package func text(of record: TranslationRecord) throws -> String {
    let lines = (isBelowText ? "\n" : "") + (try record.comment)
    return endsWithReturns ? lines.replacing("\n", with: "\r\n") : lines
  }
}
