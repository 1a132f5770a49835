import LessonCore
import LessonExecution

/// What a reader is told of an attempt at an exercise.
package struct AttemptResult: Codable, Sendable, Hashable {
  /// The judgement in one word.
  package enum Verdict: String, Codable, Sendable {
    /// The check holds.
    case passed
    /// Claims do not hold.
    case refuted
    /// The code does not compile.
    case refused
    /// It took longer than it may.
    case timedOut
    /// An error or a crash stopped it.
    case stopped
  }

  /// An error or a warning.
  package struct Problem: Codable, Sendable, Hashable {
    /// Where it is.
    package enum Place: String, Codable, Sendable { case code, check, lesson }

    package let severity: Diagnostic.Severity
    package let place: Place
    /// The line and the column in the reader's code, from 1; `nil` at other places.
    package let line: Int?
    package let column: Int?
    package let message: String
  }

  /// A claim that does not hold.
  package struct Claim: Codable, Sendable, Hashable {
    package let statement: String
    /// What was found instead, if the claim says it.
    package let reason: String?
  }

  package let verdict: Verdict
  package var claims: [Claim] = []
  package var problems: [Problem] = []
  /// The time limit that was reached, in seconds.
  package var seconds: Double?
  /// What the code printed and drew, as a fragment of the page.
  package var html = ""

  /// An attempt that the compiler refuses.
  init(refused diagnostics: [Diagnostic], in lesson: LessonOutline, check: Int) {
    verdict = .refused
    let problems = diagnostics.map { Problem($0, in: lesson, check: check) }
    // What is wrong elsewhere often follows from the reader's code.
    let own = problems.filter { $0.place == .code }
    self.problems = own.contains { $0.severity == .error } ? own : problems
  }

  /// An attempt that ran.
  init(
    _ outcome: AttemptOutcome, _ warnings: [Diagnostic], _ html: String, in lesson: LessonOutline, check: Int
  ) {
    let warnings = warnings.map { Problem($0, in: lesson, check: check) }.filter { $0.place == .code }
    self.html = html
    switch outcome.ending {
    case .passed:
      verdict = .passed
      problems = warnings
    case .refuted(let failed):
      verdict = .refuted
      claims = failed.map { Claim(statement: $0.statement, reason: $0.reason) }
      problems = warnings
    case .timedOut(let seconds):
      verdict = .timedOut
      self.seconds = seconds
    case .stopped(let diagnostic):
      verdict = .stopped
      problems = [Problem(diagnostic, in: lesson, check: check)]
    }
  }
}

extension AttemptResult.Problem {
  fileprivate init(_ diagnostic: Diagnostic, in lesson: LessonOutline, check: Int) {
    let position = diagnostic.range?.lowerBound
    let own = position.flatMap(AttemptLines.place)
    let isInCheck = position.map { lesson.blocks[check].covers($0) } ?? false
    severity = diagnostic.severity
    place = own != nil ? .code : isInCheck ? .check : .lesson
    (line, column) = (own?.line, own?.column)
    message = ([diagnostic.message] + diagnostic.notes.map { "note: " + $0.message }).joined(separator: "\n")
  }
}

extension Block {
  /// Whether a place is in the block, its fences among it.
  fileprivate func covers(_ position: SourcePosition) -> Bool {
    (fence.lowerBound.line...lastLine).contains(position.line)
  }
}
