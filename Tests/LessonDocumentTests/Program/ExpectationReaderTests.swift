import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram

/// The expectations in some code, as form, place and stated text.
private func expectations(_ code: String, valueComments: Bool = false) throws -> [String] {
  let block = try #require(lesson("```swift-dt\n\(code)\n```\n").blocks.first)
  return ExpectingCode(block, path: "x.md", valueComments: valueComments).expectations.map {
    "\($0.form) \($0.comment.lowerBound.line - 1):\($0.comment.lowerBound.column) "
      + $0.stated.joined(separator: "|")
  }
}

private func warnings(_ code: String) throws -> [String] {
  let block = try #require(lesson("```swift-dt\n\(code)\n```\n").blocks.first)
  return ExpectingCode(block, path: "x.md", valueComments: false).warnings.map(\.shortForm)
}

@Suite("Expectations in code")
struct ExpectationReaderTests {
  @Test(
    "state what is printed",
    arguments: [
      ("print(1)\n// Prints \"1\"", ["quoted 2:1 1"]),
      ("print(1) //   prints \"1\"  ", ["quoted 1:10 1"]),
      ("print(1)\n// Prints \"a\"\n// \"b\"\n// prose\n// \"c\"", ["quoted 2:1 a|b"]),
      ("print(1)\n// Prints \"a\"\n// Prints \"b\"", ["quoted 2:1 a|b"]),
      ("print(1)\n// Prints \"1\".\n// Prints \"b\".", ["quoted 2:1 1|b"]),
      ("// Prints \"The word is \"hi\".\"", ["quoted 1:1 The word is \"hi\"."]),
      ("print(1)\n// Prints:\n// a\n//   b\n//\n// c\nprint(2)", ["lines 2:1 a|  b||c"]),
      ("print(1) // Prints: a b", ["line 1:10 a b"]),
      ("if true {\n  print(1)\n  // Prints \"1\"\n}", ["quoted 3:3 1"]),
      ("switch 1 {\ncase 1:\n  print(1) // Prints \"1\"\ndefault: break\n}", ["quoted 3:12 1"]),
      ("do { try f() } catch {\n  print(1) // Prints \"1\"\n}", ["quoted 2:12 1"]),
      ("// Prints the numbers\n// Prints \"a\" to the console\n/// Prints \"a\"", []),
      ("let a = \"// Prints \\\"1\\\"\"", []),
      ("let a = \"\"\"\n  // Prints \"1\"\n  \"\"\"", []),
    ])
  func prints(_ code: String, _ found: [String]) throws { #expect(try expectations(code) == found) }

  @Test(
    "state values",
    arguments: [
      ("1 + 1  // => 2", ["arrow 1:8 2"]), ("1 + 1 // → 2", ["arrow 1:7 2"]),
      ("let x = 3 // => 3", ["arrow 1:11 3"]), ("let x = 3\n// => 3", ["arrow 2:1 3"]),
      ("let x = 3; x // => 3", ["arrow 1:14 3"]),
      ("x = 4 // => 4\nx += 1 // => 5", ["arrow 1:7 4", "arrow 2:8 5"]),
      ("f(\n  1)\n// => [1,\n//  2]\n// prose", ["arrow 3:1 [1,|2]"]),
      ("let (a, b) = (1, 2) // => (1, 2)", ["arrow 1:21 (1, 2)"]),
      ("a // => 1\n// => 1", ["arrow 1:3 1"]), ("a // =>", []), ("let f = { // => 3\n  3 }", []),
    ])
  func values(_ code: String, _ found: [String]) throws { #expect(try expectations(code) == found) }

  @Test(
    "state that a line does not compile",
    arguments: [
      ("let x: Int = \"a\" // error: cannot convert", ["error 1:18 cannot convert"]),
      ("struct S {\n  let x: Int = // error: expected\n}", ["error 2:16 expected"]),
      ("// error: is prose here", []), ("let a = 1 // error:", []),
    ])
  func errors(_ code: String, _ found: [String]) throws { #expect(try expectations(code) == found) }

  @Test(
    "state what variables are, what is printed and that code fails, in sentences",
    arguments: [
      ("var x = 3\nx += 1\n// x is now equal to 4.", ["plain 3:1 4"]),
      ("var x = 3\n// x == 3", ["plain 2:1 3"]),
      ("let x = [1].lazy\n// Array(x) == [1]", ["plain 2:1 [1]"]),
      ("let x = [1, 2]\n// x[..<1] = [1] -- x.count == 2", ["plain 2:1 [1]", "plain 2:1 2"]),
      ("x.next()\n// x is 3", ["plain 2:1 3"]), ("f()\n// x is 3", []), ("a.x.next()\n// x is 3", []),
      ("let x = 3\n// x is the first", []), ("let x = 3\n// f(x) == 3", []), ("let x = 3\n// y == 3", []),
      ("let x = f()\n// await Array(x) == []", []),
      ("let x = await f()\n// await Array(x) == []", ["plain 2:1 []"]),
      ("f()\n// returns 5", ["plain 2:1 5"]),
      ("f()\n// Results in:\n// [\n//   1\n// ]", ["plain 3:1 [|1|]"]),
      ("print(x)\n// prints [1, 2]", ["plain 2:1 [1, 2]"]), ("f()\n// prints 1 0 2", ["plain 2:1 1 0 2"]),
      ("f()\n// Prints 1 through 3", []), ("for i in x { print(i) }\n// 1, 2", ["plain 2:1 1|2"]),
      ("x = 1\n// this will report an error, even so", ["error 2:1 "]),
      ("x = 1 // This is a compile-time error.", ["error 1:7 "]), ("x = 1\n// error handling", []),
      ("x!\n// this triggers a runtime error", []),
    ])
  func sentences(_ code: String, _ found: [String]) throws {
    #expect(try expectations(code, valueComments: true) == found)
  }

  @Test("read as values, if that is asked for")
  func valueComments() throws {
    #expect(try expectations("let x = 1\n// 1") == [])
    #expect(
      try expectations(
        """
        let x = [1, 2].map { [$0] }
        // [[1],
        //  [2]]
        x.count // 2
        x.first // the first
        let y = x // 2 of them
        let z = 1 // y
        print(z)
        // 1
        // 2
        func f() {} // 3
        for i in x {} // 4
        y == x // TODO
        var numbers = [2, 1]
        numbers.sort()
        // numbers == [1, 2]
        // unknown == [1, 2]
        """, valueComments: true) == [
          "plain 2:1 [[1],|[2]]", "plain 4:9 2", "plain 9:1 1", "plain 16:1 [1, 2]",
        ])
  }

  @Test("state what a loop prints, and what a value is equivalent to, as guides write it")
  func loops() throws {
    #expect(
      try expectations(
        """
        for i in [1, 2] { print([i]) }
        // [1]
        // [2]
        while false { }
        // 1
        for i in [1] { print(i) } // 1
        for i in [1] { print(i) }
        // 1
        // and so on
        let x = [1, 2]
        // equivalent to [1, 2]
        x.count // == 2
        """, valueComments: true) == [
          "plain 2:1 [1]|[2]", "plain 11:1 [1, 2]", "plain 12:9 2",
        ])
  }

  @Test(
    "are values, or prose",
    arguments: [
      ("3", true), ("-3.5", true), ("true", true), ("nil", true), ("\"a\"", true), ("[]", true),
      ("[:]", true),
      ("[a, b]", true), ("[\"a\": 1]", true), ("(1, 2)", true), ("(x: 1, y: a)", true), ("1...3", true),
      ("\"a\"..<\"c\"", true), ("Point(x: 1, y: -2)", true), ("Optional(3)", true), (".some(3)", true),
      (".red", true), ("ArraySlice<Int>([1])", true),
      ("x", false), ("the value", false), ("(1)", false), ("(see below)", false), ("f(x)", false),
      ("3 elements", false),
      ("1, 2", false), ("x == 3", false), ("\"\\(x)\"", false), ("Foo { 3 }", false), ("a.b", false),
      ("", false),
      ("1 + 2", false), ("#if", false), ("let x = 3", false), ("3;", false), ("[1, 2", false),
      ("3\n4", false),
    ])
  func readsAsValue(_ text: String, _ isValue: Bool) { #expect(ReadsAsValue.isValue(text) == isValue) }

  @Test("are not read where code does not run, and give a warning where it may run many times or never")
  func places() throws {
    for option in ["fail", "compile-only", "skip"] {
      let block = try #require(lesson("```swift-dt \(option)\n1 // => 2\n```\n").blocks.first)
      #expect(ExpectingCode(block, path: "x.md", valueComments: true).expectations == [])
    }
    let warning =
      "warning: this comment is not checked: it belongs to no statement that runs once, such as a line of the block or "
      + "of a 'do' or 'if' in it"
    #expect(
      try warnings(
        "func f() {\n  1 // => 1\n}\nfor i in 1...2 {\n  // Prints \"1\"\n}\n// => 3\n\nimport A // → 2")
        == ["3:5: \(warning)", "6:3: \(warning)", "8:1: \(warning)", "10:10: \(warning)"])
  }

  @Test("are reported by calls around and between the author's lines, which keep their numbers")
  func program() throws {
    let code = """
      let a = 1 // => 1
      a + 1 // => 2
      print(a)
      // Prints "1"
      let b: Int = "" // error: cannot
      if a > 0 { // yes
        a // → 1
      }
      a + 2 // => 3
      """
    let text = try LessonTestSupport.program("```swift-dt\n\(code)\n```\n").source(for: .running).text
    #expect(
      text == """
        import DeepTraining
        import Foundation
        import LessonDisplay
        import LessonProbes
        _lessonBegins(seed: nil)
        _lessonBlockBegins(0)
        #sourceLocation(file: "x.md", line: 2)
        let a = 1 // => 1
        #sourceLocation(file: "x.md", line: 2)
                          _probeValue(0, a)
        #sourceLocation(file: "x.md", line: 3)
        _probeValue(1, a + 1 // => 2
        )
        #sourceLocation(file: "x.md", line: 4)
        print(a)
        // Prints "1"
        #sourceLocation(file: "x.md", line: 5)
                      _probePrinted(2)
        #sourceLocation(file: "x.md", line: 6)
                        // error: cannot
        if a > 0 { // yes
          _probeValue(4, a // → 1
        )
        #sourceLocation(file: "x.md", line: 9)
        }
        _lessonShow(_probeValue(5, a + 2 // => 3
        ))
        #sourceLocation()
        _lessonBlockEnds(0)
        _lessonEnds()

        """)
  }

  @Test("decide the program's digest by their places and by what they state")
  func digest() throws {
    func digest(_ code: String) throws -> ProgramDigest {
      try LessonTestSupport.program("```swift-dt\n\(code)\n```\n").digest
    }
    #expect(try digest("let a = 1 // => 1\n// note") == digest("let a = 1  // → 1"))
    let all = try Set(
      [
        "let a = 1\nprint(a)", "let a = 1 // => 1\nprint(a)", "let a = 1 // => 2\nprint(a)",
        "let a = 1\nprint(a) // => 1",
        "let a = 1\nprint(a)\n// Prints \"1\"", "let a = 1\n// Prints \"1\"\nprint(a)",
        "do {\nlet a = 1\n// Prints \"1\"\nprint(a)\n}", "do {\nlet a = 1\nprint(a)\n// Prints \"1\"\n}",
      ].map { try digest($0).description })
    #expect(all.count == 8)
  }
}
