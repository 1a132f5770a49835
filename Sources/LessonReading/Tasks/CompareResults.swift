import LessonCore
import LessonVerification

/// Compares two transcripts of a lesson.
package struct CompareResults: ReaderTask {
  package let lesson: LessonOutline
  package let old: Transcript
  package let new: Transcript
  package let occasion: TranscriptComparison.Occasion

  package init(
    lesson: LessonOutline, old: Transcript, new: Transcript, occasion: TranscriptComparison.Occasion
  ) {
    self.lesson = lesson
    self.old = old
    self.new = new
    self.occasion = occasion
  }

  /// What the comparison gave.
  package struct Result: Codable, Sendable {
    /// Whether a reader would find the same in both.
    package let agrees: Bool
    /// One error for each block and inline expression that gives something else.
    package let diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    ReaderStage.comparing.begin()
    let comparison = TranscriptComparison(lesson, old, new, occasion)
    let agrees = comparison.agrees
    return Result(agrees: agrees, diagnostics: agrees ? [] : comparison.diagnostics)
  }
}
