import LessonCore

extension Program {
  /// The maximum bytes of Swift of all blocks that are compiled apart, each with the code that runs before it.
  private static let mostApart = 32 << 20

  /// Generates all files of the program.
  ///
  /// - Throws: An error at the first block with which the files become too large, or the imports too many.
  package func written() throws(Diagnostic) -> WrittenProgram {
    try checkImports()
    var apart: [WrittenProgram.Apart] = []
    var bytes = 0
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
      apart: apart)
  }

  private func checkImports() throws(Diagnostic) {
    let count = Set(foreignImports).count
    guard count > WrittenProgram.mostImports else { return }
    var before = 0
    let block = parts.first { part in
      before += part.imports.count
      return before > WrittenProgram.mostImports
    }
    throw Diagnostic(
      path: path, at: block?.block.fence,
      "the lesson imports \(count) modules; it may import \(WrittenProgram.mostImports)")
  }
}
