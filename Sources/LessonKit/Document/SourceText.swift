/// The text of a file with an index of its lines.
public struct SourceText: Sendable {
  /// The file's text, without a byte-order mark.
  public let text: String
  /// The lines without their ends; CRLF and LF both end a line.
  public let lines: [String]

  public init(_ text: String) {
    self.text = text
    self.lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}
