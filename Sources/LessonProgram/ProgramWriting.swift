import LessonCore

extension Program {
  /// The maximum bytes of Swift of all blocks that are compiled apart, each with the code that runs before it.
  private static let mostApart = 32 << 20

  /// Generates all files of the program.
  ///
  /// - Parameter attempts: The programs in which starters of exercises are in the place of their solutions.
  /// - Throws: An error at the first block with which the files become too large, or the imports too many.
  package func written(
    with attempts: [WrittenProgram.Attempt] = []
  ) throws(Diagnostic) -> WrittenProgram {
    try checkImports()
    try checkExpectations()
    var apart: [WrittenProgram.Apart] = []
    var bytes = 0
    let refused = try refusedLines(&bytes)
    for block in checkedApart {
      let sources = WrittenProgram.Apart(
        block: block, named: source(for: .checking(block, .named)), all: source(for: .checking(block, .all)))
      bytes += sources.named.text.utf8.count + sources.all.text.utf8.count
      guard bytes <= Self.mostApart else {
        throw Diagnostic(
          path: path, at: block.fence,
          "too many 'fail' and 'compile-only' blocks after too much code: each is compiled with all that runs "
            + "before it, which is more than \(Self.mostApart >> 20) MB with this one")
      }
      apart.append(sources)
    }
    return WrittenProgram(
      digest: digest, mode: mode, foreignImports: foreignImports, syntaxFailures: syntaxFailures,
      blocks: parts.count, inlineExpressions: inlineExpressions.count, main: source(for: .running),
      apart: apart, expectations: parts.reduce(0) { $0 + $1.expectations.count }, refused: refused,
      attempts: attempts)
  }

  /// The programs that must not compile.
  private func refusedLines(_ bytes: inout Int) throws(Diagnostic) -> [WrittenProgram.Refused] {
    var refused: [WrittenProgram.Refused] = []
    for part in parts {
      for (index, expectation) in part.expectations.enumerated() {
        guard let range = expectation.refusedBytes.first.map(part.code.range) else { continue }
        let number = part.firstExpectation + index
        let source = source(for: .refusing(number))
        bytes += source.text.utf8.count
        guard bytes <= Self.mostApart else {
          throw Diagnostic(
            path: path, at: expectation.comment,
            "too many lines that must not compile: each is compiled with the whole program, which is more than "
              + "\(Self.mostApart >> 20) MB with this one")
        }
        refused.append(
          WrittenProgram.Refused(
            expectation: number, lines: range.lowerBound.line...range.upperBound.line, source: source))
      }
    }
    return refused
  }

  func checkExpectations() throws(Diagnostic) {
    let most = WrittenProgram.mostExpectations
    let all = parts.flatMap(\.expectations)
    guard all.count > most else { return }
    throw Diagnostic(
      path: path, at: all[most].comment, "a program has at most \(most) expectations; this is one more")
  }

  func checkImports() throws(Diagnostic) {
    let count = Set(foreignImports).count
    guard count > WrittenProgram.mostImports else { return }
    var before = 0
    let block = parts.first { part in
      before += part.imports.count
      return before > WrittenProgram.mostImports
    }
    throw Diagnostic(
      path: path, at: block?.block.fence,
      "this code imports \(count) modules; a program may import \(WrittenProgram.mostImports)")
  }
}
