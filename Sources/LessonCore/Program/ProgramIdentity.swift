/// What names a lesson's program without the program itself.
package struct ProgramIdentity: Codable, Hashable, Sendable {
  package let digest: ProgramDigest

  package init(digest: ProgramDigest) {
    self.digest = digest
  }
}

extension LessonOutline {
  /// Everything that a program is made of, letter by letter: where it is the same, so is the program.
  package var programText: [String] {
    var parts = [
      "\(frontMatter.seed.map(String.init) ?? "none") \(frontMatter.optimize) \(frontMatter.languageMode.rawValue)",
      frontMatter.requires.joined(separator: " "),
    ]
    for block in blocks {
      parts.append("\(block.options.execution.rawValue) \(block.options.isNested)")
      parts += block.lines.map(\.text)
      parts.append("end")
    }
    if (parts + inlineExpressions.map(\.code)).contains(where: { $0.contains(#/#file|#column|location/#) }) {
      parts += ["file \(path)"] + blocks.map { "line \($0.fence.lowerBound.line)" }
    }
    for expression in inlineExpressions { parts.append("\(expression.blocksBefore) \(expression.code)") }
    return parts
  }
}
