/// Compares two transcripts of a lesson.
struct CompareResults: ReaderTask {
  let lesson: LessonOutline
  let old: Transcript
  let new: Transcript
  let occasion: TranscriptComparison.Occasion

  /// What the comparison gave.
  struct Result: Codable, Sendable {
    /// Whether a reader would find the same in both.
    let agrees: Bool
    /// One error for each block and inline expression that gives something else.
    let diagnostics: [Diagnostic]
  }

  func perform() -> Result {
    ReaderStage.comparing.begin()
    let comparison = TranscriptComparison(lesson, old, new, occasion)
    let agrees = comparison.agrees
    return Result(agrees: agrees, diagnostics: agrees ? [] : comparison.diagnostics)
  }
}
