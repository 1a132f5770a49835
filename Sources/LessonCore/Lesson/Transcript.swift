import LessonDisplay

/// The results of running a lesson, block by block.
package struct Transcript: Codable, Hashable, Sendable {
  /// One for each block of the lesson, in order.
  package var blocks: [BlockTranscript]
  /// The value of each inline expression as text, in order.
  package var inlineValues: [String]
  /// What the run gave at each expectation, in order. Records of pages do not have it.
  package var found: [FoundResult] = []

  /// The maximum bytes that all results of a lesson may take on its page.
  package static let mostWeight = 16 << 20

  private enum Key: String, CodingKey { case blocks, inlineValues, found }

  /// Decodes a transcript; throws if its results exceed a limit.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    blocks = try container.decode([BlockTranscript].self, forKey: .blocks)
    inlineValues = try container.decode([String].self, forKey: .inlineValues)
    found = try container.decodeIfPresent([FoundResult].self, forKey: .found) ?? []
    for case .shown(let shown) in blocks.lazy.flatMap(\.results) { try shown.checkLimits() }
    guard weight <= Self.mostWeight else {
      throw DecodingError.dataCorruptedError(
        forKey: .blocks, in: container,
        debugDescription: "the results take \(weight) bytes of a page; expected at most \(Self.mostWeight)")
    }
  }

  /// Encodes a transcript.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(blocks, forKey: .blocks)
    try container.encode(inlineValues, forKey: .inlineValues)
    if !found.isEmpty { try container.encode(found, forKey: .found) }
  }

  /// The transcript without what it has for expectations.
  package var forRecord: Transcript { Transcript(blocks: blocks, inlineValues: inlineValues) }

  /// The approximate bytes of a page that the results take.
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

/// The results of one block in their order.
package struct BlockTranscript: Codable, Hashable, Sendable {
  /// One result of a block.
  package enum Result: Codable, Hashable, Sendable {
    /// Text that the block printed.
    case printed(String)
    /// The value of its last expression, or one that it showed.
    case shown(Shown)
    /// The message of a `fail` or `crash` block.
    case message(String)
  }

  /// The results in the order in which the block gave them.
  package var results: [Result]

  /// The results of one block; none by default.
  package init(results: [Result] = []) { self.results = results }
}

extension BlockTranscript.Result {
  /// The approximate bytes of a page that the result takes.
  package var weight: Int {
    switch self {
    case .printed(let text), .message(let text): text.markupBytes
    case .shown(let shown): shown.weight
    }
  }
}
