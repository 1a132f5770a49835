import LessonCore

extension LessonOutline {
  /// Everything that a program is made of, as text: lessons with equal text have equal programs.
  package var programText: [String] {
    var parts = [
      "\(frontMatter.seed.map(String.init) ?? "none") \(frontMatter.optimize) \(frontMatter.languageMode.rawValue)",
      frontMatter.requires.joined(separator: " "),
    ]
    for block in blocks {
      parts.append(block.options.programText)
      parts += block.lines.map(\.text)
      parts.append("end")
    }
    for expression in inlineExpressions { parts.append("\(expression.blocksBefore) \(expression.code)") }
    if parts.contains(where: Self.mayTellPlace) { parts += placedCode }
    return parts
  }

  /// Whether code may read its own position, by `#file`, `#column` and the like, or by a type like `SourceLocation`.
  private static func mayTellPlace(_ code: String) -> Bool {
    ["#file", "#`file", "#column", "#`column", "location", "Location"].contains(where: code.contains)
  }

  /// The lesson's path, and each line of code with its place.
  package var placedCode: [String] {
    let lines = blocks.flatMap(\.lines) + inlineExpressions.flatMap { MappedCode($0).lines }
    return ["file \(path)"]
      + lines.map { "\($0.start.line):\($0.start.column) \($0.escapes) \($0.text)" }
  }
}
