import LessonDisplay

/// What running a lesson gave, block by block.
package struct Transcript: Codable, Hashable, Sendable {
  /// One for each block of the lesson, in order.
  package var blocks: [BlockTranscript]
  /// The value of each inline expression as text, in order.
  package var inlineValues: [String]

  /// Bytes that all results of a lesson may take on its page.
  package static let mostWeight = 16 << 20

  private enum Key: String, CodingKey { case blocks, inlineValues }

  /// Reads a transcript; refuses one whose results exceed a limit.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    blocks = try container.decode([BlockTranscript].self, forKey: .blocks)
    inlineValues = try container.decode([String].self, forKey: .inlineValues)
    for case .shown(let shown) in blocks.lazy.flatMap(\.results) { try shown.checkLimits() }
    guard weight <= Self.mostWeight else {
      throw DecodingError.dataCorruptedError(
        forKey: .blocks, in: container,
        debugDescription: "the results take \(weight) bytes of a page; expected at most \(Self.mostWeight)")
    }
  }

  /// About how many bytes of a page the results take.
  private var weight: Int {
    blocks.lazy.flatMap(\.results).reduce(0) { $0 + $1.weight }
      + inlineValues.reduce(0) { $0 + $1.markupBytes }
  }

  /// The results of blocks and the values of inline expressions.
  package init(blocks: [BlockTranscript], inlineValues: [String]) {
    self.blocks = blocks
    self.inlineValues = inlineValues
  }
}

/// What one block gave, in the order in which it gave it.
package struct BlockTranscript: Codable, Hashable, Sendable {
  /// One thing that a block gave.
  package enum Result: Codable, Hashable, Sendable {
    /// Text that the block printed.
    case printed(String)
    /// The value of its last expression, or one that it showed.
    case shown(Shown)
    /// The message of a `fail` or `crash` block.
    case message(String)
  }

  /// In the order in which the block gave them.
  package var results: [Result]

  /// The results of one block; none by default.
  package init(results: [Result] = []) { self.results = results }
}

extension BlockTranscript.Result {
  /// About how many bytes of a page the result takes.
  package var weight: Int {
    switch self {
    case .printed(let text), .message(let text): text.markupBytes
    case .shown(let shown): shown.weight
    }
  }
}
