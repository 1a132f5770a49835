/// The reason why a text is not read as Markdown: it exceeds the limits of a page.
package struct MarkdownExcess: Error, Hashable {
  /// The quantity that exceeds its limit.
  package enum Kind: Hashable {
    /// The depth of nested blocks or inlines: functions that walk the tree, here and in browsers, are recursive.
    case depth
    /// The number of nodes in the tree.
    case parts
    /// The size of text and addresses; the address of a definition may be repeated in many links.
    case text
  }

  package let kind: Kind
  /// The line where the excess begins, as far as it is known.
  package let line: Int

  static let deepestNesting = 100
  static let mostParts = 100_000
  /// In bytes.
  static let mostText = 8 << 20

  /// The message to the author.
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
