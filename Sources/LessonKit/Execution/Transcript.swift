import LessonDisplay

/// What running a lesson gave, block by block.
public struct Transcript: Codable, Hashable, Sendable {
  /// One for each block of the lesson, in order.
  public var blocks: [BlockTranscript]
  /// The value of each inline expression as text, in order.
  public var inlineValues: [String]

  /// The results of blocks and the values of inline expressions.
  public init(blocks: [BlockTranscript], inlineValues: [String]) {
    self.blocks = blocks
    self.inlineValues = inlineValues
  }
}

/// What one block gave, in the order in which it gave it.
public struct BlockTranscript: Codable, Hashable, Sendable {
  /// One thing that a block gave.
  public enum Result: Codable, Hashable, Sendable {
    /// Text that the block printed.
    case printed(String)
    /// The value of its last expression, or one that it showed.
    case shown(Shown)
    /// The message of a `fail` or `crash` block.
    case message(String)
  }

  /// In the order in which the block gave them.
  public var results: [Result]

  /// The results of one block; none by default.
  public init(results: [Result] = []) { self.results = results }
}
