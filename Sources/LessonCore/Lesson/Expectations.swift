import LessonDisplay

/// What a run gave at an expectation: a comment in the code that states a result.
package enum FoundResult: Codable, Hashable, Sendable {
  /// The program did not come to its place.
  case notReached
  /// The printed text.
  case printed(String)
  case value(FoundValue)
  /// The compiler's errors for a line that must not compile.
  case refused(String)
  /// A line that must not compile compiles.
  case compiles
}

/// An expectation that does not hold.
package struct ExpectationDrift: Codable, Hashable, Sendable {
  /// The error for the author.
  package let diagnostic: Diagnostic
  /// What makes the comment right; `nil` if no comment can state the result.
  package let edit: Edit?

  /// The replacement of what a comment states.
  package struct Edit: Codable, Hashable, Sendable {
    package let range: Range<SourcePosition>
    /// The new text, line by line. The lines after the first begin with `//`.
    package let lines: [String]
    /// The column at which the lines after the first begin; before it, they repeat the first line of the range.
    package let indentation: Int

    package init(range: Range<SourcePosition>, lines: [String], indentation: Int) {
      self.range = range
      self.lines = lines
      self.indentation = indentation
    }
  }

  package init(diagnostic: Diagnostic, edit: Edit?) {
    self.diagnostic = diagnostic
    self.edit = edit
  }
}
