/// A place in a text file.
public struct SourcePosition: Hashable, Comparable, Sendable, Codable {
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1 in Unicode scalars; a tab is one.
  public var column: Int

  /// A line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Lines and columns of the longest text, and many more; sums of them are still numbers.
  private static let most = 1 << 30

  /// Reads a place, which may be a stranger's: one that no text has is an error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    line = try values.decode(Int.self, forKey: .line)
    column = try values.decode(Int.self, forKey: .column)
    guard (1...Self.most).contains(line), (1...Self.most).contains(column) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no text has the place \(line):\(column)"))
    }
  }

  /// In the order of the text.
  public static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// What is wrong with a lesson, or worth knowing about it, and where.
///
/// Every stage reports in this form and every report is printed from it.
public struct Diagnostic: Hashable, Sendable, Codable {
  /// How much a diagnostic matters: an error keeps the lesson's page from being replaced.
  public enum Severity: String, Sendable, Codable {
    case error, warning, note
  }

  /// A remark that belongs to a diagnostic, at a place of its own.
  public struct Note: Hashable, Sendable, Codable {
    /// What the place has to do with the diagnostic.
    public var message: String
    /// The file of the place.
    public var path: String
    /// The place; `nil` when the file as a whole is meant.
    public var position: SourcePosition?

    /// A remark about a place.
    public init(_ message: String, path: String, at position: SourcePosition? = nil) {
      self.message = message
      self.path = path
      self.position = position
    }
  }

  /// How much it matters.
  public var severity: Severity
  /// The file as the user named it, or relative to where the command was given.
  public var path: String
  /// Where in the file; `nil` when the file as a whole is meant.
  public var range: Range<SourcePosition>?
  /// What was found and what was expected.
  public var message: String
  /// Remarks that belong to it.
  public var notes: [Note]
  /// What to write instead, when that is known.
  public var fix: String?
  /// What a page says and what the code gives, when that is what it is about.
  public var difference: WordDifference?
  /// What the block printed before it failed, when that is what it is about.
  public var output: BlockOutput?

  /// A diagnostic; an error unless said otherwise.
  public init(
    _ severity: Severity = .error, path: String, at range: Range<SourcePosition>?, _ message: String,
    notes: [Note] = [], fix: String? = nil, difference: WordDifference? = nil, output: BlockOutput? = nil
  ) {
    self.severity = severity
    self.path = path
    self.range = range
    self.message = message
    self.notes = notes
    self.fix = fix
    self.difference = difference
    self.output = output
  }
}
