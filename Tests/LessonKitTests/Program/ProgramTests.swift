import Testing

@testable import LessonKit

/// The lesson of a Markdown text that has no errors.
func lesson(_ markdown: String, path: String = "x.md") throws -> Lesson {
  let parsed = Lesson.parse(path: path, text: markdown, language: "en", name: "x")
  return try #require(parsed.lesson, "\(parsed.diagnostics)")
}

/// The program of a Markdown text that has no errors.
func program(_ markdown: String) throws -> Program {
  let made = Program.make(from: try lesson(markdown))
  return try #require(made.program, "\(made.diagnostics)")
}

@Suite("From blocks to one Swift file")
struct ProgramTests {
  @Test(
    "An '=' with unlike sides is an error where it stands, whatever cannot be seen beside it",
    arguments: [
      // In front of these, swift-syntax finds no space to insert and traps.
      ("let a \u{2009}= 1", ["2:8"]), ("let a \u{1}= 1", ["2:8"]), ("let a \u{FEFF}= 1", ["2:8"]),
      ("var x = 1; x /* */=1", ["2:19"]), ("let a= 1", ["2:6"]), ("let a =1; let b= 2", ["2:7", "2:16"]),
      ("let a /**/= 1", []), ("let a =/**/ 1", []),
    ] as [(String, [String])])
  func equals(_ code: String, _ places: [String]) throws {
    let made = Program.make(from: try lesson("```swift-dt\n\(code)\n```\n"))
    #expect(
      made.diagnostics.map(\.shortForm).filter { $0.contains("'='") }
        == places.map { "\($0): error: '=' must have consistent whitespace on both sides" })
  }

  @Test("The shown expression stands alone, after what stands before it on its line")
  func source() throws {
    let text = try program("```swift-dt\nlet a = 1; a + 1 // sum\n```\n").source(for: .running).text
    #expect(
      text == """
        import DeepTraining
        import Foundation
        import LessonDisplay
        _lessonBegins(seed: nil)
        _lessonBlockBegins(0)
        #sourceLocation(file: "x.md", line: 2)
        let a = 1; 
        #sourceLocation(file: "x.md", line: 2)
                    _lessonShow(a + 1 // sum
        )
        #sourceLocation()
        _lessonBlockEnds(0)
        _lessonEnds()

        """)
  }

  @Test("Every place of the code that the compiler can name is the author's place")
  func map() throws {
    let markdown = "- ü\n\n  ```swift-dt\n  let żółw = 1; żółw + 数\n  \t+ 2\n  ```\n"
    let lesson = try lesson(markdown)
    let generated = try #require(Program.make(from: lesson).program).source(for: .running)
    // Reads the file as the compiler does: lines as #sourceLocation says, columns in bytes.
    var line = 0
    var isLesson = false
    var found: [String] = []
    for text in generated.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = text.wholeMatch(of: #/#sourceLocation\(file: "x.md", line: (\d+)\)/#) {
        line = Int(match.1) ?? 0
        isLesson = true
        continue
      }
      if text == "#sourceLocation()" { isLesson = false }
      guard isLesson else { continue }
      for word in ["żółw = 1", "żółw + 数", "数", "+ 2"] {
        guard let range = text.range(of: word) else { continue }
        let column = text.utf8.distance(from: text.startIndex, to: range.lowerBound) + 1
        guard let position = generated.map.position(line: line, column: column) else { continue }
        let source = lesson.source.lines[position.line - 1].unicodeScalars.dropFirst(position.column - 1)
        #expect(String(String.UnicodeScalarView(source)).hasPrefix(word))
        found.append(word)
      }
      line += 1
    }
    #expect(Set(found) == ["żółw = 1", "żółw + 数", "数", "+ 2"])
  }

  @Test("Two inline expressions of one line stand in columns of their own")
  func inlineColumns() throws {
    let source = try program("`{swift-dt} 1` `{swift-dt} 2` `{swift-dt} 333`\n").source(for: .running)
    let places = (1...200).compactMap { source.map.position(line: 1, column: $0)?.column }
    #expect(Set([13, 28, 43]).isSubset(of: places))
  }

  @Test("The compiler is told a path that it writes in one way only")
  func presumedPath() {
    #expect(GeneratedSource.presumedPath("./a/./b c/\"ü\".md") == "a/b_c/___.md")
    #expect(GeneratedSource.presumedPath("../x.md") == "../x.md")
    #expect(GeneratedSource.presumedPath("/a/x.md") == "/a/x.md")
  }
}

@Suite("The digest of a program")
struct ProgramDigestTests {
  private func digest(_ code: String, options: String = "", prose: String = "") throws -> ProgramDigest {
    try program("---\nseed: 1\n---\n\(prose)\n```swift-dt \(options)\n\(code)\n```\n").identity.digest
  }

  @Test(
    "Comments, spacing and blank lines do not count",
    arguments: [
      ("let a = 1", "let  a=1"), ("let a = 1", "let a = 1 // one"),
      ("let a = 1\na", "let a = 1\n\n// then\n\na"),
      ("f(1, 2)", "f(1,2)"), ("let a = 1", "/* 1 */ let a = 1"),
    ])
  func same(a: String, b: String) throws { #expect(try digest(a) == digest(b)) }

  @Test(
    "Tokens, the line breaks between them and the sides on which operators stand count",
    arguments: [
      ("let a = 1", "let a = 2"), ("let a = 1\na", "let a = 1; a"), ("f(a\n+ b)", "f(a + b)"),
      ("a - b", "a(-b)"),
      ("\"a b\"", "\"a  b\""), ("x", "x;"),
    ])
  func different(a: String, b: String) throws { #expect(try digest(a) != digest(b)) }

  @Test("What a block is for counts, what readers see of it does not")
  func options() throws {
    #expect(try digest("let a = 1") == digest("let a = 1", options: "silent id=x fold"))
    #expect(try digest("let a = 1") != digest("let a = 1", options: "nest"))
    #expect(try digest("let a = 1") != digest("let a = 1", options: "compile-only"))
    #expect(try digest("let a = 1") == digest("let a = 1", prose: "Prose."))
  }

  @Test("Inline expressions may change their order within a passage, not across a block")
  func inline() throws {
    let block = "\n\n```swift-dt\nlet a = 1\n```\n\n"
    let one = try program("`{swift-dt} 1` `{swift-dt} 2`" + block)
    let other = try program("`{swift-dt} 2` `{swift-dt} 1`" + block)
    #expect(one.identity.digest == other.identity.digest)
    #expect(try one.identity.digest != program("`{swift-dt} 1`" + block + "`{swift-dt} 2`").identity.digest)
    let transcript = Transcript(blocks: [BlockTranscript()], inlineValues: ["1", "2"])
    #expect(other.identity.own(one.identity.shared(transcript)).inlineValues == ["2", "1"])
  }

  @Test("An edit that leaves the code letter by letter leaves its text, and only such an edit")
  func text() throws {
    let a = try lesson("A\n\n```swift-dt\nlet a = 1\n```\n").programText
    #expect(try lesson("B and C\n\n```swift-dt id=x\nlet a = 1\n```\n").programText == a)
    #expect(try lesson("A\n\n```swift-dt\nlet a  = 1\n```\n").programText != a)
  }
}

@Suite("Names are declared before they are used")
struct NameOrderTests {
  private func problems(_ blocks: String...) throws -> [String] {
    let markdown = blocks.map { "```swift-dt\n\($0)\n```\n\n" }.joined()
    return Program.make(from: try lesson(markdown)).diagnostics.map(\.message)
  }

  @Test(
    "Parameters, locals, members and labels are other names than those of later blocks",
    arguments: [
      "func f(x: Int) -> Int { x }", "for x in 0..<3 { print(x) }", "let c = { (x: Int) in x }",
      "struct S { var x = 1; func g() -> Int { x } }", "func f() { let x = 1; print(x) }", "print(point.x)",
      "move(x: 1)", "if let x = Int(\"1\") { print(x) }", "enum E { case x }",
      "extension Foo { func g() { x } }",
      "func f<x>(_ a: x) {}", "switch 1 { case let x: print(x) }", "do { let x = 1; print(x) }",
    ])
  func shadowed(code: String) throws { #expect(try problems(code, "let x = 1") == []) }

  @Test(
    "Uses of a later block's name are found wherever they stand",
    arguments: [
      "print(x)", "func f() -> Int { x }", "let c = { x }", "struct S { func g() -> Int { x } }",
      "let y = \"\\(x)\"",
      "let z = [1, x]", "func f(a: Int = x) {}", "x += 1",
    ])
  func used(code: String) throws {
    #expect(try problems(code, "var x = 1") == ["'x' is used before the block that declares it"])
  }

  @Test("Types and functions of later blocks are not known yet either")
  func types() throws {
    #expect(try problems("let a = Later()", "struct Later {}").count == 1)
    #expect(try problems("func f(_ a: Later) {}", "struct Later {}").count == 1)
    #expect(try problems("later()", "func later() {}").count == 1)
  }

  @Test("Within a block functions may come later, variables may not")
  func within() throws {
    #expect(try problems("f()\nfunc f() {}") == [])
    #expect(try problems("print(x)\nlet x = 1") == ["'x' is used before it is declared"])
    #expect(try problems("func f() -> Int { x }\nf()\nlet x = 1") == ["'f' uses 'x' before it is declared"])
    #expect(
      try problems("func f() -> Int { g() }\nfunc g() -> Int { x }\nf()\nlet x = 1")
        == ["'f' uses 'x' before it is declared"])
    #expect(try problems("func f() -> Int { x }\nlet x = 1\nf()") == [])
    #expect(try problems("guard let x = Int(\"1\") else { fatalError() }\nprint(x)") == [])
  }

  @Test("A name that an earlier block declares may be declared again, as an overload")
  func overloads() throws {
    #expect(try problems("func f(_ a: Int) {}", "f(1)", "func f(_ a: String) {}") == [])
  }
}
