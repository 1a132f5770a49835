/// Highlights the code of one page, as much of it as an author waits for; what follows is plain.
final class PageHighlighter {
  /// Bytes that are highlighted, at some 10 µs each in a debug build; a piece of code costs as much as some bytes more.
  private var left = 128 << 10
  private static let costOfPiece = 40

  private let highlight: (String) -> SyntaxHighlighting

  /// - Parameter highlight: Highlights a piece of Swift.
  init(_ highlight: @escaping (String) -> SyntaxHighlighting = SyntaxHighlighting.init) {
    self.highlight = highlight
  }

  /// The highlighting of a piece of code.
  func highlighting(of code: String) -> SyntaxHighlighting {
    left -= code.utf8.count + Self.costOfPiece
    return left >= 0 ? highlight(code) : .none(of: code)
  }
}
