import LessonCore

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
