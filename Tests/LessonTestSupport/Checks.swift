import LessonCore
import LessonDocument
import LessonProgram
import Testing

/// The lesson that a text is; its diagnostics are failures.
///
/// - Parameter works: The works that it may cite; `nil` leaves citations as text.
package func lesson(
  _ text: String, language: String = "en", name: String = "x", citing works: [BibliographyEntry]? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Lesson {
  let parsed = Lesson.parse(
    path: "x.md", text: text, language: language, name: name, bibliography: works.map { Bibliography($0) })
  #expect(parsed.diagnostics.map(\.shortForm) == [], sourceLocation: sourceLocation)
  return try #require(parsed.lesson, sourceLocation: sourceLocation)
}

/// The lesson of a Markdown text that has no errors.
package func lesson(_ markdown: String, path: String) throws -> Lesson {
  let parsed = Lesson.parse(path: path, text: markdown, language: "en", name: "x")
  return try #require(parsed.lesson, "\(parsed.diagnostics)")
}

/// The program of a Markdown text that has no errors.
package func program(_ markdown: String) throws -> Program {
  let made = Program.make(from: try lesson(markdown, path: "x.md"))
  return try #require(made.program, "\(made.diagnostics)")
}

/// What blocks and expressions gave.
package func transcript(_ results: [[BlockTranscript.Result]], _ values: [String] = []) -> Transcript {
  Transcript(blocks: results.map { BlockTranscript(results: $0) }, inlineValues: values)
}

/// Expects that reading a text reports exactly these, as `line:column: severity: message`.
package func check(
  _ text: String, citing works: [BibliographyEntry]? = nil, reports: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let parsed = Lesson.parse(
    path: "x.md", text: text, language: "en", name: "x", bibliography: works.map { Bibliography($0) })
  #expect(parsed.diagnostics.map(\.shortForm) == reports, sourceLocation: sourceLocation)
  #expect(
    (parsed.lesson == nil) == parsed.diagnostics.contains { $0.severity == .error },
    sourceLocation: sourceLocation)
}

extension Diagnostic {
  /// Place, severity and message in one line.
  package var shortForm: String {
    let place = range.map { "\($0.lowerBound.line):\($0.lowerBound.column)" } ?? "-"
    return "\(place): \(severity.rawValue): \(message)"
  }
}
