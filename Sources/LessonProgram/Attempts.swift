import LessonCore

extension Program {
  /// The maximum bytes of Swift of all attempts of a lesson.
  private static let mostOfAttempts = 32 << 20

  /// The programs of a lesson in which a starter is in the place of its solution.
  ///
  /// A starter that does not parse, or that uses names before they are declared, has none: it cannot pass its check.
  ///
  /// - Throws: An error at the first starter with which they become too large.
  package static func attempts(of lesson: LessonOutline) throws(Diagnostic) -> [WrittenProgram.Attempt] {
    var attempts: [WrittenProgram.Attempt] = []
    var bytes = 0
    for starter in lesson.starters {
      guard let program = make(from: lesson.attempting(starter)).program else { continue }
      let check = starter.index + 2
      let source = program.source(for: .attempting(until: check))
      bytes += source.text.utf8.count
      guard bytes <= mostOfAttempts else {
        throw Diagnostic(
          path: lesson.path, at: starter.fence,
          "too many exercises in too much code: each is tried in the whole program, which is more than "
            + "\(mostOfAttempts >> 20) MB with this one")
      }
      attempts.append(WrittenProgram.Attempt(starter: starter.index, check: check, source: source))
    }
    return attempts
  }

  /// The program of a reader's attempt at an exercise, which is in the place of the solution; it ends after the check.
  ///
  /// - Parameter check: The index of the check's block.
  package func attempt(endingAfter check: Int) throws(Diagnostic) -> WrittenProgram {
    try checkImports()
    try checkExpectations()
    return WrittenProgram(
      digest: digest, mode: mode, foreignImports: foreignImports, syntaxFailures: [:], blocks: check + 1,
      inlineExpressions: inlineExpressions.count, main: source(for: .attempting(until: check)), apart: [],
      expectations: parts.reduce(0) { $0 + $1.expectations.count })
  }
}
