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

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: [ExpectationDrift]) -> Bool {
    result.count <= found.count
      && result.allSatisfy { drift in
        drift.diagnostic.path == lesson.path
          && drift.edit.map { $0.lines.allSatisfy { !$0.contains(where: \.isNewline) } } != false
      }
  }
}
