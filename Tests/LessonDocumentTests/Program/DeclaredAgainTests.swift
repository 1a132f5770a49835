import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram

/// The programs of a document of these blocks.
private func programs(_ blocks: [String]) -> [LessonOutline] {
  var rules = ProjectSettings.Documents(files: [])
  rules.valueComments = true
  let text = blocks.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  let file = LessonFile(path: "x.md", language: "", name: "x.md")
  return DocumentParser.read(file, bytes: Array(text.utf8), rules: rules).programs
}

/// The code of the only program of a document, without positions and calls.
private func source(_ blocks: [String]) throws -> [String] {
  let outline = try #require(programs(blocks).first)
  let program = try #require(Program.make(from: outline).program)
  return program.source(for: .running).text.split(separator: "\n").map {
    $0.trimmingPrefix(while: { $0 == " " })
  }
  .filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.contains("_probe") && $0 != "import LessonProbes" }
  .map(String.init)
}

@Suite("Names that blocks of a document declare again")
struct DeclaredAgainTests {
  @Test("begin a scope for that block and all later ones; types, extensions and imports stay outside")
  func scopes() throws {
    let found = try source([
      "let a = 1\nfunc f() {}", "import Foundation\nlet a = 2\nstruct S {}\nextension S {}",
      "func f() {}\nfunc g() {}",
      "let b = a\nfunc h() { print(b) }",
    ])
    #expect(
      found == [
        "let a = 1", "func f() {}", "do {", "let a = 2", "do {", "func f() {}", "let b = a",
        "func h() { print(b) }",
        "}", "}", "import Foundation", "struct S {}", "extension S {}", "func g() {}",
      ])
  }

  @Test("are no others: functions can share a name, and nested blocks share none")
  func others() throws {
    #expect(
      try source(["func f() {}\nlet a = 1", "func f(a: Int) {}", "let b = a"])
        == ["func f() {}", "let a = 1", "func f(a: Int) {}", "let b = a"])
  }

  @Test("begin a program, if they are those of types")
  func types() {
    let found = programs([
      "struct S {}\nlet a = 1", "let b = a", "class S {}", "let a = S()", "typealias a = Int",
    ]).flatMap(\.dividedAtTypes)
    #expect(
      found.map { $0.blocks.map(\.lines[0].text) } == [
        ["struct S {}", "let b = a"], ["class S {}", "let a = S()"], ["typealias a = Int"],
      ])
    #expect(found.map { $0.blocks.map(\.index) } == [[0, 1], [0, 1], [0]])
  }

  @Test("are at the author's places")
  func places() throws {
    let outline = try #require(programs(["let a = 1", "let a = 2; struct S {}"]).first)
    let generated = try #require(Program.make(from: outline).program).source(for: .running)
    #expect(generated.map.position(line: 6, column: 12) == SourcePosition(line: 6, column: 12))
  }

  @Test("are errors in lessons")
  func lessons() throws {
    let outline = try #require(programs(["let a = 1", "let a = 2"]).first)
    let blocks = outline.blocks.map { CodeSyntax(MappedCode($0)) }
    let lesson = LessonOutline(
      path: "x.md", language: "en", name: "x", frontMatter: FrontMatter(), translation: nil,
      blocks: outline.blocks,
      inlineExpressions: [])
    #expect(BlockScope.scopes(of: lesson, blocks).allSatisfy { !$0.begins })
    #expect(BlockScope.scopes(of: outline, blocks).map(\.begins) == [false, true])
  }

  @Test("Nothing calls a type with '@main', so it is a type like others")
  func main() throws {
    #expect(
      try source(["@main\nstruct S {}", "@available(*, deprecated) @main struct T {}"]) == [
        "struct S {}", "@available(*, deprecated)       struct T {}",
      ])
  }

  @Test("A block that ends with the sentence of a failure must fail")
  func crashes() throws {
    let found = programs([
      "a!\n// this triggers a runtime error", "a! // Causes a crash.\nb", "a!\n// a crash",
    ])
    #expect(found.flatMap(\.withStatedCrashes.blocks).map(\.options.execution) == [.crashes, .runs, .runs])
  }
}
