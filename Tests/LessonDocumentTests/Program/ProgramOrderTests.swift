import LessonTestSupport
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonProgram

@Suite("A program's parts")
struct ProgramOrderTests {
  private let markdown = """
    `{swift-dt} 1`

    ```swift-dt
    let a = 1
    ```

    `{swift-dt} a` `{swift-dt} a + 1`

    ```swift-dt nest
    a + 2
    ```

    ```swift-dt compile-only
    a + 3
    ```

    ```swift-dt fail
    b
    ```

    `{swift-dt} a + 4`
    """

  /// The lines without places, and without blanks.
  private func lines(_ purpose: Program.Purpose) throws -> [String] {
    try program(markdown).source(for: purpose).text.split(separator: "\n")
      .filter { !$0.hasPrefix("#") && !$0.hasPrefix("import") }.map {
        $0.drop(while: \.isWhitespace).description
      }
  }

  @Test("run in the order of the text, expressions of the prose too")
  func running() throws {
    #expect(
      try lines(.running) == [
        "_lessonBegins(seed: nil)", "_lessonInline(0, 1", ")", "_lessonBlockBegins(0)", "let a = 1",
        "_lessonBlockEnds(0)", "_lessonInline(1, a", ")", "_lessonInline(2, a + 1", ")",
        "_lessonBlockBegins(1)", "do {", "_lessonShow(a + 2", ")", "}", "_lessonBlockEnds(1)",
        "_lessonBlockBegins(2); _lessonBlockEnds(2)", "_lessonBlockBegins(3); _lessonBlockEnds(3)",
        "_lessonInline(3, a + 4", ")", "_lessonEnds()",
      ])
  }

  @Test("that do not run are compiled behind all that runs before them, and without the prose")
  func checking() throws {
    let program = try program(markdown)
    #expect(program.checkedApart.map(\.index) == [2, 3])
    #expect(
      try lines(.checking(program.parts[2].block, .named)) == [
        "_lessonBlockBegins(0)", "let a = 1", "_lessonBlockEnds(0)", "_lessonBlockBegins(1)", "do {",
        "_lessonShow(a + 2", ")", "}", "_lessonBlockEnds(1)", "_lessonShow(a + 3", ")",
      ])
  }

  @Test("in the prose are one expression each", arguments: ["1; 2", "let a = 1", "1;"])
  func inline(code: String) throws {
    let made = Program.make(from: try lesson("A `{swift-dt} \(code)`\n"))
    #expect(made.program == nil)
    #expect(
      made.diagnostics.map(\.shortForm) == [
        "1:15: error: an inline '{swift-dt}' holds one expression whose value is shown"
      ])
  }

  @Test("in one line of the prose each end where their code ends, and our call stands for its beginning")
  func columns() throws {
    let source = try program("`{swift-dt} 1` `{swift-dt} 22` `{swift-dt} 333`\n").source(for: .running)
    let calls = source.text.split(separator: "\n").filter { $0.contains("_lessonInline(") }
    for (call, (start, end)) in pairs(calls, [(13, 14), (28, 30), (44, 47)]) {
      let opening = call.prefix { $0 == " " }.count
      #expect(source.map.position(line: 1, column: call.count + 1)?.column == end)
      #expect(source.map.position(line: 1, column: opening + 1)?.column == start)
      #expect(source.map.isOurs(line: 1, column: opening + 1))
      #expect(!source.map.isOurs(line: 1, column: call.count))
    }
  }

  @Test("name what a guard declares only below it")
  func guarded() throws {
    let code = "print(x)\nguard let x = Int(\"1\") else { fatalError() }"
    let made = Program.make(from: try lesson("```swift-dt\n\(code)\n```\n"))
    #expect(made.diagnostics.map(\.message) == ["'x' is used before it is declared"])
  }
}
