/// A change of code that a compiler proposes.
package struct CodeFix: Hashable, Sendable, Codable {
  /// A part of the lesson's code with other text.
  package struct Edit: Hashable, Sendable, Codable {
    /// The part, which lies on one line; empty where text is inserted.
    package let range: Range<SourcePosition>
    package let text: String

    package init(_ range: Range<SourcePosition>, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// What the change does, such as "Replace 'x' with 'y'".
  package let title: String
  /// The parts that it changes, at least one, none of which overlap.
  package let edits: [Edit]

  package init(title: String, edits: [Edit]) {
    self.title = title
    self.edits = edits
  }
}
