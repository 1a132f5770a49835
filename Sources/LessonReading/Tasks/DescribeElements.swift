import LessonCore
import LessonDocument

/// Finds the parts of a lesson's text and their lines, for editors of its page.
package struct DescribeElements: ReaderTask {
  package let source: LessonSource

  package init(source: LessonSource) { self.source = source }

  /// The parts; none if the text has errors.
  package func perform() -> LessonElements {
    source.parsed.lesson.map { LessonElements(of: $0) } ?? LessonElements()
  }

  /// All lines are those of the text, and the elements are in its order.
  package func accepts(_ result: LessonElements) -> Bool {
    let all = 1...SourceText(String(decoding: source.bytes, as: UTF8.self)).lines.count
    let lines = result.elements.map(\.lines)
    return lines.allSatisfy(all.contains) && result.blocks.allSatisfy { all.contains($0.lines) }
      && zip(lines, lines.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }
  }
}

extension ClosedRange where Bound == Int {
  fileprivate func contains(_ other: ClosedRange<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
