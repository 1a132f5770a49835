import LessonTestSupport
import SwiftSyntax
import Testing

@testable import LessonCore
@testable import LessonProgram

@Suite("Code of a lesson by itself")
struct CodeSyntaxTests {
  private func syntax(_ code: String) -> CodeSyntax {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    return CodeSyntax(
      MappedCode(
        lines: lines.map { .init(text: String($1), start: SourcePosition(line: $0 + 5, column: 3)) }))
  }

  @Test(
    "shows its last expression, unless a semicolon follows or it assigns",
    arguments: [
      ("1", 0), ("let a = 1\n  a", 12), ("ü(); a + b", 6), ("try f()", 0), ("try await f()", 0), ("1;", nil),
      ("a = 1", nil), ("try a = f()", nil), ("await a = f()", nil), ("try await a = f()", nil),
      ("let a = 1", nil), ("for _ in x {}", nil), ("", nil), ("a == 1", 0),
    ] as [(String, Int?)])
  func shown(code: String, place: Int?) { #expect(syntax(code).shownExpression == place) }

  @Test(
    "is one expression if it is nothing else",
    arguments: [
      ("1", true), ("try f()", true), ("1; 2", false), ("1;", false), ("a = 1", false), ("let a = 1", false),
      ("", false),
    ])
  func single(code: String, isSingle: Bool) { #expect(syntax(code).isSingleExpression == isSingle) }

  @Test("names the modules that it imports, not what it imports of them")
  func imports() {
    let imports = syntax("import A\nlet b = 1\nimport struct C.D\n@testable import E").imports
    #expect(imports.map { $0.path.first?.name.text } == ["A", "C", "E"])
  }

  @Test("is told where lines are moved, and of what is wrong with its syntax in the order of the text")
  func problems() {
    let moved = syntax("#sourceLocation(file: \"a\", line: 1)\nprint(#line, #column)\n").problems(in: "x.md")
    #expect(
      moved.map(\.shortForm) == [
        "5:3: error: '#sourceLocation' cannot stand in a block: its lines are those of the Markdown file",
        "6:9: error: '#line' cannot stand in a block: its lines are those of the Markdown file",
      ])
    let wrong = syntax("let a =1\nlet = 2\nlet b= 1").problems(in: "x.md")
    #expect(wrong.count >= 3 && wrong == wrong.sorted())
    #expect(syntax("let a = 1").problems(in: "x.md") == [])
  }

  @Test("has each byte of its text at a place of the lesson, and places beyond it at its end")
  func places() {
    let code = MappedCode(lines: [
      .init(text: "ab\r", start: SourcePosition(line: 5, column: 3)),
      .init(text: "żc", start: SourcePosition(line: 6, column: 1)),
    ])
    #expect(code.text == "ab\nżc\n")
    let places = (0...8).map { code.position(at: $0) }
    #expect(places.map(\.line) == [5, 5, 5, 6, 6, 6, 6, 6, 6])
    #expect(places.map(\.column) == [3, 4, 5, 1, 1, 2, 3, 3, 3])
    #expect(code.range(at: 1) == SourcePosition(line: 5, column: 4)..<SourcePosition(line: 5, column: 5))
    #expect(MappedCode(lines: []).position(at: 3) == SourcePosition(line: 1, column: 1))
  }
}
