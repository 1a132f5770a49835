import Foundation
import LessonCore
import LessonDocument

/// Finds where a translation's record says which version of the source it follows.
package struct FindTranslationRecord: ReaderTask {
  package let source: LessonSource
  /// The bytes of the language folder's records; `nil` if it has none.
  package let records: Data?

  package init(source: LessonSource, records: Data?) {
    self.source = source
    self.records = records
  }

  /// A file that holds a record.
  package enum Place: String, Codable, Sendable {
    /// A comment in the lesson itself.
    case lesson
    /// The records of the language's folder.
    case folder
  }

  /// What was found.
  package struct Result: Codable, Sendable {
    /// `nil` if the lesson has none.
    package var record: TranslationRecord?
    /// Where the lesson would take a record.
    package var newPlace: RecordPlace?
    package var place = Place.lesson
    /// The bytes of the file with the source's path, with its hash, and with the date, quotes included.
    package var sources: [Range<Int>] = []
    package var hashes: [Range<Int>] = []
    package var dates: [Range<Int>] = []
    package var diagnostics: [Diagnostic] = []
  }

  package func perform() throws -> Result {
    let parsed = source.parsed
    guard let lesson = parsed.lesson else { return Result(diagnostics: parsed.diagnostics) }
    guard let record = lesson.translation else { return Result(newPlace: RecordPlace(in: lesson)) }
    if let comment = comment(in: lesson) {
      let shift = lesson.source.hasByteOrderMark ? 3 : 0
      let places = JSONPlaces(Array(lesson.source.text.utf8)[comment])
      return result(record, .lesson, places.texts.filter { $0.path.count == 1 }, shiftedBy: shift)
    }
    let texts = JSONPlaces(ArraySlice(records ?? Data())).texts.filter { $0.path.count == 2 }
    let entries = texts.filter { $0.path[1] == Self.sourceKey && $0.value == record.sourceFile }.map(
      \.path[0])
    return result(record, .folder, texts.filter { entries.contains($0.path[0]) }, shiftedBy: 0)
  }

  private static let sourceKey = "source_file"

  private func result(
    _ record: TranslationRecord, _ place: Place, _ texts: [JSONPlaces.Text], shiftedBy shift: Int
  ) -> Result {
    func ranges(_ key: String) -> [Range<Int>] {
      texts.filter { $0.path.last == key }
        .map { $0.range.lowerBound + shift..<$0.range.upperBound + shift }
    }
    return Result(
      record: record, place: place, sources: ranges(Self.sourceKey), hashes: ranges("original_hash"),
      dates: ranges("translation_date"))
  }

  /// The bytes of the JSON in the lesson's comment.
  private func comment(in lesson: Lesson) -> Range<Int>? {
    for node in lesson.document.children {
      guard case .html(let html) = node.kind, TranslationRecord(comment: html) != nil, let range = node.range
      else { continue }
      let text = Array(lesson.source.text.utf8)
      let block = lesson.source.offset(of: range.lowerBound)..<lesson.source.offset(of: range.upperBound)
      let label = text[block].firstRange(of: Array(TranslationRecord.commentLabel.utf8))
      guard let label, let end = text[label.upperBound..<text.endIndex].firstRange(of: Array("-->".utf8))
      else {
        continue
      }
      return label.upperBound..<end.lowerBound
    }
    return nil
  }
}
