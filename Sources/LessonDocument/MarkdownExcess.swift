/// Why a text is not read as Markdown: it is more than a page can hold.
package struct MarkdownExcess: Error, Hashable {
  /// What there is too much of.
  package enum Kind: Hashable {
    /// Blocks or inlines in one another: what walks the tree, here and in browsers, does it by recursion.
    case depth
    /// Nodes of the tree.
    case parts
    /// Text and addresses, of which a link's may be repeated from its definition.
    case text
  }

  package let kind: Kind
  /// Where the excess begins, as far as that is known.
  package let line: Int

  static let deepestNesting = 100
  static let mostParts = 100_000
  /// Bytes.
  static let mostText = 8 << 20

  /// What the author is told.
  package var message: String {
    switch kind {
    case .depth:
      "lists, quotes and emphasis stand more than \(Self.deepestNesting) deep in one another here"
    case .parts:
      "the text has more than \(Self.mostParts) paragraphs, cells, links and other parts; what follows is too much "
        + "for a page"
    case .text:
      "with all that its links and footnotes repeat, the text has more than \(Self.mostText >> 20) MB"
    }
  }
}
