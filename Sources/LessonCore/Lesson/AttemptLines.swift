/// The places of a reader's code, which stands in no file: lines far below those of any lesson, so that each place of a
/// diagnostic is either in the reader's code or in the lesson.
package enum AttemptLines {
  /// The number of the line before the first one.
  private static let base = 100_000_000

  /// The maximum size of a reader's code in bytes.
  package static let mostBytes = 1 << 16

  /// The lines of a reader's code. An end of the last line counts for nothing.
  static func lines(of code: String) -> [Block.Line] {
    let code = code.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.enumerated().map { index, text in
      Block.Line(text: String(text), start: SourcePosition(line: base + index + 1, column: 1))
    }
  }

  /// The place in the reader's code, counted from its first line; `nil` for a place in the lesson.
  package static func place(of position: SourcePosition) -> SourcePosition? {
    guard position.line > base else { return nil }
    return SourcePosition(line: position.line - base, column: position.column)
  }
}
