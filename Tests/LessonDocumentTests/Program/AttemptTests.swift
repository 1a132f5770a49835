import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram

@Suite("The program of a lesson with an exercise")
struct AttemptTests {
  private func text(starter: String = "let a = 1") -> String {
    """
    ```swift-dt exercise=a
    \(starter)
    ```

    ```swift-dt solution=a
    import Foundation
    extension Int { var next: Int { self + 1 } }
    let a = 2
    ```

    ```swift-dt check=a
    claim("a", a == 2)
    ```

    ```swift-dt
    let a = "other"
    a
    ```
    """
  }

  /// The author's lines and the braces around them.
  private func code(_ source: GeneratedSource) -> [String] {
    source.text.split(separator: "\n").map(String.init).filter { line in
      line.contains { !$0.isWhitespace }
        && !["#source", "_lessonBlock", "_lessonBegins", "import D", "import L"]
          .contains(where: line.hasPrefix)
    }.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test("has the solution and its check in a scope, and not the starter")
  func main() throws {
    let written = try program(text()).written()
    #expect(
      code(written.main) == [
        "import Foundation", "do {", "let a = 2", "_lessonShow(claim(\"a\", a == 2)", ")", "}",
        "let a = \"other\"",
        "_lessonShow(a", ")", "import Foundation", "extension Int { var next: Int { self + 1 } }",
        "_lessonEnds()",
      ])
  }

  @Test("has the starter in the place of the solution when it is attempted, and ends after the check")
  func attempt() throws {
    let attempts = try Program.attempts(of: lesson(text(), path: "x.md").outline)
    let attempt = try #require(attempts.first)
    #expect(attempts.count == 1 && attempt.starter == 0 && attempt.check == 2)
    #expect(
      code(attempt.source) == [
        "import Foundation", "do {", "let a = 1", "_lessonShow(claim(\"a\", a == 2)", ")", "}",
        "_lessonEnds()",
        "let a = \"other\"", "_lessonShow(a", ")", "_lessonEnds()",
      ])
  }

  @Test("has no attempt with a starter that does not parse, which is no error")
  func placeholder() throws {
    let outline = try lesson(text(starter: "let a = … * …"), path: "x.md").outline
    #expect(try Program.attempts(of: outline).isEmpty)
    #expect(Program.make(from: outline).diagnostics.isEmpty)
  }

  @Test("is another one with another starter")
  func digest() throws {
    #expect(try program(text()).digest != program(text(starter: "let a = 0")).digest)
    let unmarked = "```swift-dt\na\n```\n"
    #expect(try lesson(unmarked).blocks.map(\.options.programText) == [" false"])
  }

  @Test("may give a name of a solution to something else later")
  func names() throws {
    let outline = try lesson(text(), path: "x.md").outline
    #expect(Program.make(from: outline).diagnostics.isEmpty)
  }
}
