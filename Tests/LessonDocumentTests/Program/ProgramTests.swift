import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram

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

  @Test("A 'defer' runs at the end of its block, the last one first, and stays in its columns")
  func defers() throws {
    let text = try program("```swift-dt\ndefer { a() }; defer { b() }\n1 + 1\n```\n").source(for: .running)
      .text
    func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
    func moved(_ line: String) -> [String] {
      ["do {", "#sourceLocation(file: \"x.md\", line: 2)", line, "#sourceLocation()", "_ = 0", "}"]
    }
    let expected =
      [
        "_lessonBlockBegins(0)", "#sourceLocation(file: \"x.md\", line: 2)", blanks(28), "_lessonShow(1 + 1",
        ")",
      ]
      + ["#sourceLocation()"] + moved(blanks(15) + "defer { b() }") + moved("defer { a() };" + blanks(14))
      + ["_lessonBlockEnds(0)"]
    #expect(text.contains(expected.joined(separator: "\n")), "\(text)")
  }

  @Test("A 'defer' that has no scope is refused")
  func conditionalDefers() throws {
    let code = "#if DEBUG\ndefer { print(1) }\n#endif"
    func problems(_ options: String) throws -> [String] {
      Program.make(from: try lesson("```swift-dt \(options)\n\(code)\n```\n")).diagnostics.map(\.shortForm)
    }
    #expect(
      try problems("") == [
        "3:1: error: a 'defer' directly inside '#if' has no scope at whose end it could run; put it into a 'do' or a function"
      ])
    #expect(try problems("nest") == [])
  }

  @Test(
    "Imports of a block with a scope of its own stand in front of that scope, whatever they look like",
    arguments: [
      "import Foundation", "import struct Foundation.Date", "@preconcurrency import Foundation",
      "#if canImport(Foundation)\nimport Foundation\n#endif",
      "#if os(Windows)\n#else\nimport Foundation\n#endif",
    ])
  func imports(line: String) throws {
    for options in ["nest", "crash"] {
      let text = try program("```swift-dt \(options)\nlet a = 1\n\(line)\nprint(a)\n```\n").source(
        for: .running
      ).text
      let scope = try #require(text.range(of: options == "nest" ? "do {" : "_lessonCrashes(0) {"))
      #expect(text[..<scope.lowerBound].contains(line))
      #expect(!text[scope.upperBound...].contains("import"))
    }
  }

  @Test("Access levels of imports are left out, wherever they stand", arguments: ["", "nest", "crash"])
  func levels(options: String) throws {
    let code = "private import Foundation; public import struct Dispatch.DispatchTime"
    let text = try program("```swift-dt \(options)\n\(code)\n```\n").source(for: .running).text
    #expect(text.contains("\n        import Foundation;        import struct Dispatch.DispatchTime\n"))
  }

  @Test("Swift 5 has a top level of the main actor where a declaration is the main actor's, and only there")
  func mainActor() throws {
    func joins(_ code: String) throws -> Bool {
      try program("```swift-dt\n\(code)\n```\n").source(for: .running).text.contains("await MainActor.run {}")
    }
    #expect(try joins("@MainActor final class Model {}"))
    #expect(try joins("struct S { @MainActor func f() {} }"))
    #expect(try !joins("Task { @MainActor in print(1) }"))
    #expect(try !joins("class Model {}"))
  }

  @Test("A block that is compiled apart gets what is named of the blocks after it, not more")
  func later() throws {
    func source(_ block: String, _ later: String, before: String = "let a = 1") throws -> String {
      let program = try program(
        "```swift-dt\n\(before)\n```\n\n```swift-dt fail\n\(block)\n```\n\n```swift-dt\n\(later)\n```\n")
      return program.source(for: .checking(program.parts[1].block, .named)).text
    }
    let house = "struct House {}; extension House { func f() {} }; struct Barn {}"
    for text in [try source("let h: House?", house), try source("1", house, before: "var h: House?")] {
      #expect(text.contains("struct House {}; extension House { func f() {} }"))
      #expect(!text.contains("Barn"))
    }
    #expect(try !source("struct House {}", house).contains("extension"))
    #expect(try !source("print(x)", "let x = 1").contains("let x"))
    #expect(try source("f()", "let x = 1; func f() -> Int { x }").contains("let x = 1; func f()"))
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
    try program("---\nseed: 1\n---\n\(prose)\n```swift-dt \(options)\n\(code)\n```\n").digest
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
      ("\"a b\"", "\"a  b\""), ("x", "x;"), ("[f()?[0] : [5]]", "[f() ? [0] : [5]]"),
      ("let y = a /* x */ [1]", "let y = a /* x\n */ [1]"),
      ("let y = a /** x */ [1]", "let y = a /** x\n */ [1]"),
      ("let c = a!\n(b)", "let c = a !\n(b)"), ("a\n-b", "a\n- b"),
      ("let c = a+++\n(b)", "let c = a +++\n(b)"),
    ])
  func different(a: String, b: String) throws { #expect(try digest(a) != digest(b)) }

  @Test("What a block is for counts, what readers see of it does not")
  func options() throws {
    #expect(try digest("let a = 1") == digest("let a = 1", options: "silent id=x fold"))
    #expect(try digest("let a = 1") != digest("let a = 1", options: "nest"))
    #expect(try digest("let a = 1") != digest("let a = 1", options: "compile-only"))
    #expect(try digest("let a = 1") == digest("let a = 1", prose: "Prose."))
  }

  @Test("The language mode counts")
  func mode() throws {
    func digest(_ mode: String) throws -> ProgramDigest {
      try program("---\nseed: 1\n\(mode)\n---\n\n```swift-dt\nlet a = 1\n```\n").digest
    }
    #expect(try digest("swift: 5") == digest(""))
    #expect(try digest("swift: 6") != digest(""))
  }

  @Test("Code that can show the name of its file is another in each file, and no other code is")
  func file() throws {
    func digest(_ code: String, _ path: String) throws -> (ProgramDigest, [String]) {
      let text = "```swift-dt\n\(code)\n```\n"
      let lesson = try #require(Lesson.parse(path: path, text: text, language: "en", name: path).lesson)
      return (try #require(Program.make(from: lesson).program).digest, lesson.outline.programText)
    }
    for (code, isOther) in [
      ("#file", true), ("print(#fileID)", true), ("f(#filePath)", true), ("\"#file\"", false),
    ] {
      let (a, b) = (try digest(code, "a.md"), try digest(code, "b.md"))
      #expect((a.0 != b.0) == isOther)
      #expect(!isOther || a.1 != b.1)
    }
  }

  @Test("The order of inline expressions counts, since one may change what the next gives")
  func inline() throws {
    let block = "\n\n```swift-dt\nlet a = 1\n```\n\n"
    let one = try program("`{swift-dt} 1` `{swift-dt} 2`" + block).digest
    #expect(try one != program("`{swift-dt} 2` `{swift-dt} 1`" + block).digest)
    #expect(try one != program("`{swift-dt} 1`" + block + "`{swift-dt} 2`").digest)
  }

  @Test("The spacing of code that must not compile counts, since the compiler may speak of it")
  func fails() throws {
    #expect(try digest("let x= 5", options: "fail") != digest("let x = 5", options: "fail"))
  }

  private func made(_ markdown: String) throws -> (digest: ProgramDigest, text: [String]) {
    (try program(markdown).digest, try lesson(markdown).outline.programText)
  }

  @Test(
    "The line and the column of code that can say where it stands count",
    arguments: [
      "print(#column)", "print(#`column`)", "print(Flatten().location.line)",
      "print(Flatten().`location`.line)",
      "extension Flatten { var place: Int { location.line } }",
      "extension Flatten { func show() { let l = location; print(l.line) } }", "let k = \\Flatten.location",
      "print((Mirror(reflecting: Flatten()).children.first!.value as! SourceLocation).line)",
    ])
  func place(code: String) throws {
    let here = try made("```swift-dt\n\(code)\n```\n")
    for other in ["A line more.\n\n```swift-dt\n\(code)\n```\n", "- ```swift-dt\n  \(code)\n  ```\n"] {
      let there = try made(other)
      #expect(there.digest != here.digest)
      #expect(there.text != here.text)
    }
    #expect(try digest(code) != digest("  " + code))
  }

  @Test("The line and the column of an inline expression that can say where it stands count")
  func inlinePlace() throws {
    let here = try made("A `{swift-dt} #column`.\n")
    for other in [
      "B.\n\nA `{swift-dt} #column`.\n", "An `{swift-dt} #column`.\n", "A `{swift-dt} [#column]`.\n",
    ] {
      let there = try made(other)
      #expect(there.digest != here.digest)
      #expect(there.text != here.text)
    }
  }

  @Test("The place of other code does not count, that of layers that are printed neither")
  func noPlace() throws {
    for code in [
      "print(1)", "print(Dense(1))", "dump(Flatten())",
      "struct Own { let location = SourceLocation(file: \"x\", line: 1) }",
    ] {
      let here = try made("```swift-dt\n\(code)\n```\n\nA `{swift-dt} 1`.\n")
      let there = try made("- A line more.\n\n  ```swift-dt\n  \(code)\n  ```\n\nAn `{swift-dt} 1`.\n")
      #expect(there.digest == here.digest)
    }
  }

  @Test("An edit that leaves the code letter by letter leaves its text, and only such an edit")
  func text() throws {
    let a = try lesson("A\n\n```swift-dt\nlet a = 1\n```\n").outline.programText
    #expect(try lesson("B and C\n\n```swift-dt id=x\nlet a = 1\n```\n").outline.programText == a)
    #expect(try lesson("A\n\n```swift-dt\nlet a  = 1\n```\n").outline.programText != a)
  }
}
