import LessonCore
import LessonVerification

/// Compares what comments in the code state with what the code gave.
package struct CheckExpectations: ReaderTask {
  package let lesson: LessonOutline
  /// What the code gave at each expectation.
  package let found: [FoundResult]

  package init(lesson: LessonOutline, found: [FoundResult]) {
    self.lesson = lesson
    self.found = found
  }

  package func perform() -> [ExpectationDrift] {
    ReaderStage.comparing.begin()
    return ExpectationComparison(lesson, found).drifts
  }

  /// The most text that may be written into comments, in bytes.
  private static let mostBytes = 8 << 20

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: [ExpectationDrift]) -> Bool {
    let bytes = result.compactMap(\.edit).flatMap(\.lines).reduce(0) { $0 + $1.utf8.count }
    return result.count <= max(1, found.count) && bytes <= Self.mostBytes
      && result.allSatisfy { drift in
        drift.diagnostic.path == lesson.path
          && drift.edit.map { $0.lines.allSatisfy { !$0.contains(where: \.isNewline) } } != false
      }
  }
}
