/// Why a text is not read as Markdown: it is more than a page can hold, or than the parser can read.
struct MarkdownExcess: Error, Hashable {
  /// What there is too much of.
  enum Kind: Hashable {
    /// Blocks or inlines in one another: what walks the tree, here and in browsers, does it by recursion.
    case depth
    /// Nodes of the tree.
    case parts
    /// Text and addresses, of which a link's may be repeated from its definition.
    case text
    /// What the parser needs.
    case time, memory
    /// The parser crashes.
    case crash
    /// The system lacks what the parser is kept within limits with.
    case unlimited
  }

  let kind: Kind
  /// Where the excess begins, as far as that is known.
  let line: Int

  static let deepestNesting = 100
  static let mostParts = 100_000
  /// Bytes.
  static let mostText = 8 << 20

  /// What the author is told.
  var message: String {
    switch kind {
    case .depth:
      "lists, quotes and emphasis stand more than \(Self.deepestNesting) deep in one another here"
    case .parts:
      "the text has more than \(Self.mostParts) paragraphs, cells, links and other parts; what follows is too much "
        + "for a page"
    case .text:
      "with all that its links and footnotes repeat, the text has more than \(Self.mostText >> 20) MB"
    case .time: "the text takes too long to read; its longest passage begins here: divide it by empty lines"
    case .memory:
      "the text takes too much memory to read; its longest passage begins here: divide it, or make its tables "
        + "smaller"
    case .crash: "the text cannot be read: the Markdown parser fails; its longest passage begins here"
    case .unlimited:
      "the text cannot be read: the system has no timer or address space left that would bound what reading it costs"
    }
  }
}
