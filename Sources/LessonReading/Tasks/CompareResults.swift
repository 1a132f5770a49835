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

  /// The result of the comparison.
  package struct Result: Codable, Sendable {
    /// Whether both would look the same to a reader.
    package let agrees: Bool
    /// One error for each block and inline expression whose results differ.
    package let diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    ReaderStage.comparing.begin()
    let comparison = TranscriptComparison(lesson, old, new, occasion)
    let agrees = comparison.agrees
    return Result(agrees: agrees, diagnostics: agrees ? [] : comparison.diagnostics)
  }
}
