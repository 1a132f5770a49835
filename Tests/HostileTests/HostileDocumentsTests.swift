import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonProgram
@testable import LessonReading
@testable import LessonVerification

@Suite("Hostile documents")
struct HostileDocumentsTests {
  private static func block(_ code: String) -> String { "```swift\n\(code)\n```\n" }

  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined(separator: "\n")
  }

  @Test(
    "are read in time",
    arguments: [
      block("let a = 1 // " + String(repeating: "a", count: 1_000_000)),
      block("let a = 1 // " + String(repeating: "[", count: 500_000)),
      block("let a = 1\n" + lines(20_000) { _ in "// [" }),
      block("let a = 1\n" + lines(5_000) { _ in "// (1, 2)" }),
      block(lines(2_000) { "let a\($0) = 1 // 1" }), block(lines(3_000) { _ in "// Prints \"a\"" }),
      block(lines(1_000) { "let a\($0) = 1 // [\($0)]" }), block(lines(300) { "let a\($0) = 1 // error: a" }),
      block(lines(2_000) { "let a\($0) = 1\n// a\($0) == 1" }),
      block(lines(1_000) { _ in "// this is an error" }),
      block(String(repeating: "do {\n", count: 1_000)), lines(5_000) { _ in "<!-- lessons: fold -->" },
      lines(5_000) { _ in "<!-- lessons:" }, lines(1_000) { _ in block("1 // 1") },
      block("\u{202E}// => 1\n1 // => \u{202E}1"),
    ])
  func inTime(_ text: String) throws {
    var rules = ProjectSettings.Documents(files: [])
    rules.valueComments = true
    let file = LessonFile(path: "x.md", language: "", name: "x.md")
    let task = ReadDocument(
      source: LessonSource(file: file, bytes: Data(text.utf8), translation: nil), rules: rules)
    let begin = ContinuousClock.now
    let result = task.perform()
    #expect(task.accepts(result))
    for outline in result.programs.compactMap(\.lesson) {
      let count = outline.expectingCode.reduce(0) { $0 + $1.expectations.count }
      let check = CheckExpectations(lesson: outline, found: Array(repeating: .printed("b"), count: count))
      #expect(check.accepts(check.perform()))
    }
    // Debug builds on a busy machine.
    #expect(.now - begin < .seconds(20), "\(text.prefix(40)): \(.now - begin)")
  }
}
