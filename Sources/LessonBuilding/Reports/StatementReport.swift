import LessonCore
import LessonProgram
import LessonReading

/// A comment of a document that states a result, and what became of it.
package struct StatementReport: Sendable, Hashable {
  /// What became of a statement.
  package enum Outcome: String, Sendable, Hashable, Codable {
    case holds, wrong
    /// The program does not come to its line.
    case notReached = "not reached"
    /// It stands in a block that does not compile, or that stops the program.
    case cannotRun = "cannot run"
    /// It stands in a block that is skipped.
    case skipped
    /// It reads as a result, but belongs to no code that runs once.
    case notRead = "not read"
  }

  package let place: Range<SourcePosition>
  package let text: String
  package let outcome: Outcome
  /// Why it does not hold, or was not checked.
  package let reason: String?
}

extension StatementReport {
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
