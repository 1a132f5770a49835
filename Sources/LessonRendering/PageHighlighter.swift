/// Highlights the code of one page up to a limit of work; code after that is plain.
final class PageHighlighter {
  /// Bytes still to be highlighted, at some 10 µs each in a debug build; each piece of code has a fixed cost as well.
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
