/// An error, warning or note about a lesson, with its place.
///
/// Every stage reports in this form and every report is printed from it.
package struct Diagnostic: Hashable, Sendable, Codable {
  /// The severity of a diagnostic. An error keeps the lesson's page from being replaced.
  package enum Severity: String, Sendable, Codable {
    case error, warning, note
  }

  /// A remark that belongs to a diagnostic and has its own place.
  package struct Note: Hashable, Sendable, Codable {
    /// How the place is related to the diagnostic.
    package var message: String
    /// The file of the place.
    package var path: String
    /// The place; `nil` for the file as a whole.
    package var position: SourcePosition?

    /// A remark about a place.
    package init(_ message: String, path: String, at position: SourcePosition? = nil) {
      self.message = message
      self.path = path
      self.position = position
    }
  }

  /// The severity.
  package var severity: Severity
  /// The file's path as the user gave it, or relative to the current folder.
  package var path: String
  /// The range in the file; `nil` for the file as a whole.
  package var range: Range<SourcePosition>?
  /// What was found and what was expected.
  package var message: String
  /// Remarks that belong to it.
  package var notes: [Note]
  /// The text to write instead, if known.
  package var fix: String?
  /// The difference between the page and the code's results, if the diagnostic is about it.
  package var difference: WordDifference?
  /// The block's output before it failed, if the diagnostic is about that.
  package var output: BlockOutput?
  /// What the compiler proposes to write, each of which can be done alone.
  package var fixes: [CodeFix] = []

  /// A diagnostic; by default, an error.
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
  /// The diagnostics in the order of the text.
  package func sorted() -> [Diagnostic] {
    sorted { ($0.range?.lowerBound ?? .start) < ($1.range?.lowerBound ?? .start) }
  }

  /// The first thousand diagnostics, and a note of how many more there are.
  package func shortened(in path: String) -> [Diagnostic] {
    let rest = dropFirst(1_000)
    guard !rest.isEmpty else { return self }
    let severity = rest.contains { $0.severity == .error } ? Diagnostic.Severity.error : .warning
    return prefix(1_000) + [Diagnostic(severity, path: path, at: nil, "there are \(rest.count) more")]
  }
}
