import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonExecution
@testable import LessonReading

/// The lesson that a text is; its diagnostics are failures.
func lesson(
  _ text: String, language: String = "en", name: String = "x",
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Lesson {
  let parsed = Lesson.parse(path: "x.md", text: text, language: language, name: name)
  #expect(parsed.diagnostics.map(\.shortForm) == [], sourceLocation: sourceLocation)
  return try #require(parsed.lesson, sourceLocation: sourceLocation)
}

/// Expects that reading a text reports exactly these, as `line:column: severity: message`.
func check(_ text: String, reports: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
  #expect(parsed.diagnostics.map(\.shortForm) == reports, sourceLocation: sourceLocation)
  #expect(
    (parsed.lesson == nil) == parsed.diagnostics.contains { $0.severity == .error },
    sourceLocation: sourceLocation)
}

extension Diagnostic {
  /// Place, severity and message in one line.
  var shortForm: String {
    let place = range.map { "\($0.lowerBound.line):\($0.lowerBound.column)" } ?? "-"
    return "\(place): \(severity.rawValue): \(message)"
  }
}
