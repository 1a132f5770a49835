/// A place in a text file.
package struct SourcePosition: Hashable, Comparable, Sendable, Codable {
  /// The line, counted from 1.
  package var line: Int
  /// The column, counted from 1 in Unicode scalars; a tab is one.
  package var column: Int

  /// The beginning of a file.
  package static let start = SourcePosition(line: 1, column: 1)

  /// A line and a column, both from 1.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The maximum of lines and columns: more than any text has, and small enough that sums do not overflow.
  private static let most = 1 << 30

  /// Decodes an untrusted position; throws if no text can have it.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    line = try values.decode(Int.self, forKey: .line)
    column = try values.decode(Int.self, forKey: .column)
    guard (1...Self.most).contains(line), (1...Self.most).contains(column) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no text has the place \(line):\(column)"))
    }
  }

  /// Whether `a` precedes `b` in the text.
  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
