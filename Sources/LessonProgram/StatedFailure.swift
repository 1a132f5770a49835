import LessonCore

/// A sentence in a comment that says that the code before it fails.
enum StatedFailure {
  /// Whether it says that code does not compile, as in `this will report an error`.
  static func isOfCompiler(_ text: String) -> Bool {
    guard mayMatch(text, anyOf: ["error", "compile"]) else { return false }
    return text.prefixMatch(of: compilerFailure) != nil || text.prefixMatch(of: notCompiling) != nil
      || text.wholeMatch(of: compilerError) != nil
  }

  /// Whether it says that code stops the program, as in `this triggers a runtime error`.
  static func isOfRun(_ text: String) -> Bool {
    guard mayMatch(text, anyOf: ["error", "crash", "trap", "assert", "precondition"]) else { return false }
    return text.prefixMatch(of: runFailure) != nil
  }

  // The patterns are made once: making one takes longer than most matches.
  nonisolated(unsafe) private static let compilerFailure =
    #/(?:(?:this|that|it) )?(?:will |would )?(?:report|cause|produce|give|raise|result in|is|trigger)s? (?:a|an|the) (?:compile(?:-| )?time |compiler )?error\b/#
    .ignoresCase()
  nonisolated(unsafe) private static let notCompiling =
    #/(?:this |that |it )?(?:does not|doesn't|will not|won't|cannot|can't) compile\b/#.ignoresCase()
  nonisolated(unsafe) private static let compilerError =
    #/(?:compile(?:-| )?time |compiler |compilation )?error[.!]?/#.ignoresCase()
  nonisolated(unsafe) private static let runFailure =
    #/(?:(?:this|that|it) )?(?:will |would )?(?:trigger|cause|produce|result in|raise)s? (?:a|an) (?:run(?:-| )?time error|fatal error|crash|trap|assert(?:ion)?|precondition failure)\b/#
    .ignoresCase()

  /// Whether a text has a word without which no sentence matches. Matching takes much longer, and most comments have none.
  private static func mayMatch(_ text: String, anyOf words: [String]) -> Bool {
    guard text.utf8.count <= mostBytes else { return false }
    let lowercased = text.lowercased()
    return words.contains(where: lowercased.contains)
  }

  /// The longest sentence that is read, in bytes.
  private static let mostBytes = 500
}

extension LessonOutline {
  /// The outline in which blocks that end with the sentence of a failure must fail, as with the option `crash`.
  package var withStatedCrashes: LessonOutline {
    guard document?.valueComments == true else { return self }
    return with(
      blocks.map { block in
        guard block.options.execution == .runs, block.lines.contains(where: { $0.text.contains("//") }) else {
          return block
        }
        ReaderStage.swift.begin(line: block.fence.lowerBound.line)
        let syntax = CodeSyntax(MappedCode(block))
        guard let last = syntax.comments.last, StatedFailure.isOfRun(last.content),
          syntax.tree.statements.allSatisfy({ $0.bytes.upperBound <= last.bytes.lowerBound })
        else { return block }
        return block.with { $0.execution = .crashes }
      })
  }
}
