extension LSP {
  /// A place in a text: a line from 0, and the code units of the negotiated encoding before it in the line.
  package struct Position: Hashable, Comparable, Sendable, Codable {
    package var line: Int
    package var character: Int

    package init(line: Int, character: Int) {
      self.line = line
      self.character = character
    }

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.character) < (b.line, b.character) }
  }

  /// A part of a text.
  package struct Range: Hashable, Sendable, Codable {
    package var start: Position
    package var end: Position

    package init(start: Position, end: Position) {
      self.start = start
      self.end = end
    }

    /// The beginning of a file.
    package static let beginning = Range(
      start: Position(line: 0, character: 0), end: Position(line: 0, character: 0))

    /// Whether two parts have a place in common; parts that touch have one.
    package func touches(_ other: Range) -> Bool { start <= other.end && other.start <= end }
    /// Whether a place is in this part, or at its end.
    package func touches(_ place: Position) -> Bool { start <= place && place <= end }
  }

  /// A part of a file.
  package struct Location: Hashable, Sendable, Codable {
    package var uri: String
    package var range: Range
  }

  /// A replacement.
  package struct TextEdit: Hashable, Sendable, Codable {
    package var range: Range
    package var newText: String
  }

  /// Replacements in several files.
  package struct WorkspaceEdit: Hashable, Sendable, Codable {
    package var changes: [String: [TextEdit]]
  }

  /// A file without its text.
  package struct DocumentIdentifier: Sendable, Codable {
    package let uri: String
  }

  /// A file, and a place in it.
  package struct DocumentPosition: Sendable, Codable {
    package let textDocument: DocumentIdentifier
    package let position: Position
  }

  /// A file.
  package struct DocumentParameters: Sendable, Codable {
    package let textDocument: DocumentIdentifier
  }

  /// Text for readers.
  package struct MarkupContent: Sendable, Codable {
    package let kind: String
    package let value: String

    package static func markdown(_ text: String) -> Self { Self(kind: "markdown", value: text) }
  }
}
