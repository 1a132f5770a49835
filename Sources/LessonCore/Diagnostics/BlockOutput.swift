/// The output of a block that failed, shortened to fit a message.
package struct BlockOutput: Hashable, Sendable, Codable {
  /// Text on the standard output.
  package let printed: String
  /// Text on the standard error.
  package let errors: String

  /// - Parameters:
  ///   - printed: All that was printed; the middle of a long text is left out.
  ///   - errors: All of the standard error, shortened in the same way.
  package init?(printed: String, errors: String) {
    self.printed = Self.excerpt(printed)
    self.errors = Self.excerpt(errors)
    if self.printed.isEmpty, self.errors.isEmpty { return nil }
  }

  /// Each text below a line that names it.
  package var text: String {
    let parts = [("printed before:", printed), ("written to the standard error before:", errors)]
    return parts.filter { !$0.1.isEmpty }.map { title, text in
      ([title] + PrintedText.lines(text).map { "  | " + $0 }).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  // MARK: Excerpts

  /// The last lines show best what went wrong, the first ones what the block does.
  private static let mostFirstLines = 10
  private static let mostLastLines = 20
  private static let mostOfLine = 200

  private static func excerpt(_ text: String) -> String {
    let lines = PrintedText.lines(text)
    let left = lines.count - mostFirstLines - mostLastLines
    guard left > 1 else { return lines.map(shortened).joined(separator: "\n") }
    let shown =
      lines.prefix(mostFirstLines).map(shortened) + ["… \(left) lines …"]
      + lines.suffix(mostLastLines).map(shortened)
    return shown.joined(separator: "\n")
  }

  private static func shortened(_ line: String) -> String {
    line.count > mostOfLine ? line.prefix(mostOfLine) + "…" : line
  }
}
