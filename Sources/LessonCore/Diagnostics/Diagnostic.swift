/// What is wrong with a lesson, or worth knowing about it, and where.
///
/// Every stage reports in this form and every report is printed from it.
package struct Diagnostic: Hashable, Sendable, Codable {
  /// How much a diagnostic matters: an error keeps the lesson's page from being replaced.
  package enum Severity: String, Sendable, Codable {
    case error, warning, note
  }

  /// A remark that belongs to a diagnostic, at a place of its own.
  package struct Note: Hashable, Sendable, Codable {
    /// What the place has to do with the diagnostic.
    package var message: String
    /// The file of the place.
    package var path: String
    /// The place; `nil` when the file as a whole is meant.
    package var position: SourcePosition?

    /// A remark about a place.
    package init(_ message: String, path: String, at position: SourcePosition? = nil) {
      self.message = message
      self.path = path
      self.position = position
    }
  }

  /// How much it matters.
  package var severity: Severity
  /// The file as the user named it, or relative to where the command was given.
  package var path: String
  /// Where in the file; `nil` when the file as a whole is meant.
  package var range: Range<SourcePosition>?
  /// What was found and what was expected.
  package var message: String
  /// Remarks that belong to it.
  package var notes: [Note]
  /// What to write instead, when that is known.
  package var fix: String?
  /// What a page says and what the code gives, when that is what it is about.
  package var difference: WordDifference?
  /// What the block printed before it failed, when that is what it is about.
  package var output: BlockOutput?

  /// A diagnostic; an error unless said otherwise.
  package init(
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

extension Diagnostic: Error {}

extension [Diagnostic] {
  /// In the order of the text.
  package func sorted() -> [Diagnostic] {
    sorted { ($0.range?.lowerBound ?? .start) < ($1.range?.lowerBound ?? .start) }
  }

  /// The first thousand, and how many more there are.
  package func shortened(in path: String) -> [Diagnostic] {
    let rest = dropFirst(1_000)
    guard !rest.isEmpty else { return self }
    let severity = rest.contains { $0.severity == .error } ? Diagnostic.Severity.error : .warning
    return prefix(1_000) + [Diagnostic(severity, path: path, at: nil, "there are \(rest.count) more")]
  }
}
