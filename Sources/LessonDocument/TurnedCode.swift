import LessonCore

/// Finds characters in code that change its apparent order (CVE-2021-42574).
///
/// Prose in Arabic or Hebrew needs them. Code never does, since a string can write them as `\\u{…}`.
enum TurnedCode {
  /// A warning for each such character in code.
  static func warnings(in document: MarkdownNode, of source: SourceText, path: String) -> [Diagnostic] {
    guard source.text.unicodeScalars.contains(where: \.turnsDirection) else { return [] }
    var warnings: [Diagnostic] = []
    var block = SourcePosition.start..<SourcePosition.start
    document.forEach { node in
      if let range = node.range { block = range }
      switch node.kind {
      case .code, .lessonBlock:
        warnings += places(in: block, of: source).map { warning($0.scalar, at: $0.position, path) }
      case .lessonExpression:
        warnings += places(in: block, of: source).prefix(1).map { warning($0.scalar, at: $0.position, path) }
      case .codeSpan(let code):
        // The parser does not report the position of a span.
        if let scalar = code.unicodeScalars.first(where: \.turnsDirection) {
          warnings.append(warning(scalar, at: block.lowerBound, path))
        }
      default: break
      }
    }
    return warnings
  }

  private static func places(
    in range: Range<SourcePosition>, of source: SourceText
  ) -> [(scalar: Unicode.Scalar, position: SourcePosition)] {
    (range.lowerBound.line...range.upperBound.line).flatMap { line in
      source.lines[line - 1].unicodeScalars.enumerated().compactMap { column, scalar in
        let position = SourcePosition(line: line, column: column + 1)
        return scalar.turnsDirection && range.contains(position) ? (scalar, position) : nil
      }
    }
  }

  private static func warning(
    _ scalar: Unicode.Scalar, at position: SourcePosition, _ path: String
  ) -> Diagnostic {
    let end = SourcePosition(line: position.line, column: position.column + 1)
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = scalar.properties.name ?? "a control of directions"
    return Diagnostic(
      .warning, path: path, at: position..<end,
      "this code holds U+\(digits) (\(name)), which makes it read otherwise than it runs; write it as "
        + "'\\u{\(digits)}' in a string, or delete it")
  }
}
