/// What names a lesson's program without the program itself.
struct ProgramIdentity: Codable, Hashable, Sendable {
  let digest: ProgramDigest
  /// The indices of the inline expressions in an order that lessons with this digest share.
  let inlineOrder: [Int]

  /// A transcript with its inline values in the order that programs with this digest share.
  func shared(_ transcript: Transcript) -> Transcript {
    Transcript(blocks: transcript.blocks, inlineValues: inlineOrder.map { transcript.inlineValues[$0] })
  }

  /// A shared transcript with its inline values in the order of this lesson's text.
  func own(_ transcript: Transcript) -> Transcript {
    var own = transcript
    for (place, index) in inlineOrder.enumerated() where own.inlineValues.indices.contains(index) {
      own.inlineValues[index] = transcript.inlineValues[place]
    }
    return own
  }
}

extension LessonOutline {
  /// Everything that a program is made of, letter by letter: where it is the same, so is the program.
  var programText: [String] {
    var parts = [
      "\(frontMatter.seed.map(String.init) ?? "none") \(frontMatter.optimize) \(frontMatter.languageMode.rawValue)",
      frontMatter.requires.joined(separator: " "),
    ]
    for block in blocks {
      parts.append("\(block.options.execution.rawValue) \(block.options.isNested)")
      parts += block.lines.map(\.text)
      parts.append("end")
    }
    if parts.contains(where: { $0.contains("#file") })
      || inlineExpressions.contains(where: { $0.code.contains("#file") })
    {
      parts.append("file \(path)")
    }
    for expression in inlineExpressions { parts.append("\(expression.blocksBefore) \(expression.code)") }
    return parts
  }
}
