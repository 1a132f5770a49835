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

extension CompareResults {
  /// Compares a page's record with a fresh run.
  ///
  /// - Parameter inputs: What decided the fresh results.
  init(_ lesson: LessonOutline, _ record: Record, _ fresh: Transcript, _ inputs: ResultInputs) {
    self.init(
      lesson: lesson, old: record.transcript, new: fresh,
      occasion: record.head.bridges(to: inputs) ? .recordOfAnotherMachine : .record)
  }
}
