import LessonCore
import LessonProgram
import LessonReading

extension StatementReport {
  /// What became of a comment, by what its program's run has shown.
  init(_ comment: StatedComment, in programs: [Reading], _ checked: [CheckedProgram]) {
    place = comment.place
    text = comment.text
    (outcome, reason) = Self.outcome(comment, in: programs, checked)
  }

  private static func outcome(
    _ comment: StatedComment, in programs: [Reading], _ checked: [CheckedProgram]
  ) -> (Outcome, String?) {
    let line = comment.place.lowerBound.line
    let found = zip(programs, checked).lazy.compactMap { program, checked in
      program.lesson?.blocks.first { ($0.fence.lowerBound.line...$0.lastLine).contains(line) }.map {
        ($0, checked)
      }
    }.first
    guard let (block, checked) = found else { return (.skipped, nil) }
    if let failure = checked.failures[block.fence.lowerBound.line] { return (.cannotRun, failure) }
    guard block.options.execution.isInProgram else { return (.skipped, nil) }
    guard comment.isExpectation else { return (.notRead, nil) }
    guard let drift = checked.drifts.first(where: { $0.diagnostic.range == comment.place }) else {
      return checked.expectations > 0 ? (.holds, nil) : (.cannotRun, nil)
    }
    let isError = drift.diagnostic.severity == .error
    return (isError ? .wrong : .notReached, drift.diagnostic.message)
  }
}
