import CMarkGFM

/// Finds the citations of a text while cmark reads it, as an extension of its inline syntax.
///
/// cmark calls the extension for each at sign that has no other meaning to it: not for one in code, HTML or an address,
/// nor after a backslash.
final class CitationSpans {
  /// A citation in the text of a block, as byte ranges of the text.
  struct Span {
    /// The index of the block's text in `texts`.
    let text: Int
    let found: FoundCitation
    /// Whether it is one more than can be placed in time.
    let isTooMuch: Bool
  }

  /// The texts of blocks as cmark reads them.
  private(set) var texts: [[UInt8]] = []
  private(set) var spans: [Span] = []
  private var block: OpaquePointer?
  /// The citations so far. Finding the place of one takes time in proportion to its paragraph, so that one in a long
  /// paragraph counts as several.
  private var count = 0
  /// The length in bytes from which a paragraph is long.
  private static let longParagraph = 4_000

  /// The citation that a code node represents. Formulas have positive numbers.
  func span(of node: OpaquePointer) -> Span? {
    let number = Int(bitPattern: cmark_node_get_user_data(node))
    return number < 0 ? spans[-number - 1] : nil
  }

  /// Finds the citation of an at sign.
  ///
  /// - Parameter start: The index of the sign in the text of the block.
  /// - Returns: The citation's number, from -1 downwards, and the index after the part that it takes.
  func find(in block: OpaquePointer, at start: Int) -> (number: Int, end: Int)? {
    // One more than allowed, so that the parser reports it.
    guard count <= Citation.most else { return nil }
    if block != self.block {
      self.block = block
      texts.append(Array(String(cString: cmark_node_get_string_content(block)).utf8))
    }
    guard let found = FoundCitation(in: texts[texts.count - 1], at: start) else { return nil }
    count += 1 + texts[texts.count - 1].count / Self.longParagraph
    spans.append(Span(text: texts.count - 1, found: found, isTooMuch: count > Citation.most))
    return (-spans.count, found.core.upperBound)
  }
}
