import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDisplay
@testable import LessonVerification

@Suite("A stated result")
struct ExpectationComparisonTests {
  private func drifts(_ code: String, _ found: FoundResult) throws -> [ExpectationDrift] {
    ExpectationComparison(try lesson("```swift-dt\n\(code)\n```\n").outline, [found]).drifts
  }

  private func value(_ description: String, _ debug: String? = nil, _ literal: String? = nil) -> FoundResult {
    .value(FoundValue(description: description, debugDescription: debug ?? description, literal: literal))
  }

  @Test(
    "is a value in any of its forms, whatever its blanks",
    arguments: [
      ("3", "3", nil, nil), ("\"a\"", "a", "\"a\"", nil), ("a", "a", "\"a\"", nil),
      ("[1,  2]", "[1, 2]", nil, nil), ("[a, b]", "[\"a\", \"b\"]", nil, nil),
      ("[\"b\"]", "[\"b\"]", "ArraySlice([\"b\"])", nil),
      ("[[1], [2]]", "Chunks(base: x)", nil, "[[1], [2]]"),
      ("Point(x: 1)", "Point(x: 1)", "Lesson.Point(x: 1)", nil),
      ("[Point(x: 1)]", "[Lesson.Point(x: 1)]", nil, nil), ("3", "Optional(3)", nil, "3"),
      (".red", "red", "Lesson.Color.red", nil), ("[.red, .blue]", "[red, blue]", nil, nil),
      ("[ 1, 2, ]", "[1, 2]", nil, nil), ("[6,7]", "[6, 7]", nil, nil),
      ("[Optional(1), nil]", "[Optional(1), nil]", nil, "[1, nil]"),
      ("[0..<2, 2...3]", "Chunks(base: x)", nil, "[[0, 1], [2, 3]]"),
    ] as [(String, String, String?, String?)])
  func values(_ stated: String, _ description: String, _ debug: String?, _ literal: String?) throws {
    #expect(try drifts("x // => \(stated)", value(description, debug, literal)).isEmpty)
  }

  @Test(
    "is a number of the same value, however it is written",
    arguments: [
      ("1", "1.0", true), ("1.50", "1.5", true), ("1_000", "1000", true), ("0xFF", "255", true),
      ("[1, 2.5]", "[1.0, 2.5]", true), ("(x: 1, y: -2)", "(x: 1.0, y: -2.0)", true), ("1e-5", "1e-05", true),
      ("[\"a1.0\": 1]", "[\"a1.0\": 1.0]", true), ("a1", "a1", true),
      ("1.0", "1", false), ("1", "-1.0", false), ("1", "1.5", false), ("\"1\"", "\"1.0\"", false),
      ("18446744073709551616", "18446744073709551615", false), ("[1, 2]", "[1.0]", false),
    ])
  func numbers(_ stated: String, _ literal: String, _ isStated: Bool) throws {
    #expect(try drifts("x // => \(stated)", value("?", nil, literal)).isEmpty == isStated)
  }

  @Test("of a string is not a number")
  func numericStrings() throws {
    #expect(try drifts("x // => 1", value("1.0", "\"1.0\"", "\"1.0\"")).count == 1)
  }

  @Test(
    "is another value",
    arguments: [
      ("3", "4"), ("[1, 2]", "[1, 2, 3]"), ("a", "ab"), ("1", "-1"), ("[1, 2]", "[12]"), ("1.5", "1.50001"),
      ("[0..<2]", "[[0, 2]]"), ("0..<2", "[0, 1]"), ("[0..<9000000]", "[[0]]"),
    ])
  func otherValues(_ stated: String, _ description: String) throws {
    let found = try drifts("x // => \(stated)", value(description))
    #expect(
      found.map(\.diagnostic.shortForm) == [
        "2:3: error: this comment states '\(stated)', but the value is '\(description)'"
      ])
    #expect(found.map { $0.edit?.lines } == [[description]])
  }

  @Test("of a set or a dictionary may be in any order")
  func unordered() throws {
    func found(_ parts: [String]) -> FoundResult {
      .value(FoundValue(description: "?", debugDescription: "?", unorderedParts: parts))
    }
    #expect(try drifts("x // => [1, 2, 3]", found(["3", "1", "2"])).isEmpty)
    #expect(try drifts("x // => [\"a\": 1, \"b\": 2]", found(["\"b\": 2", "\"a\": 1"])).isEmpty)
    #expect(try drifts("x // => [:]", found([])).isEmpty)
    #expect(try drifts("x // => [1, 2, 2]", found(["1", "1", "2"])).count == 1)
    #expect(try drifts("x // => [1, 2]", found(["1", "2", "3"])).count == 1)
  }

  @Test("of a block with 'tol' may differ by it")
  func tolerance() throws {
    func count(_ option: String, _ found: String) throws -> Int {
      let outline = try lesson("```swift-dt \(option)\nx // => 1.00\n```\n").outline
      return ExpectationComparison(outline, [value(found)]).drifts.count
    }
    #expect(try count("tol=0.1", "1.04") == 0 && count("tol=0.1", "1.2") == 1 && count("", "1.04") == 1)
  }

  @Test("is what is printed, line by line, without blanks at their ends")
  func printed() throws {
    #expect(try drifts("// Prints \"a\"", .printed("a \n")).isEmpty)
    #expect(try drifts("// Prints \"a\"\n// \"b\"", .printed("a\nb\n\n")).isEmpty)
    #expect(try drifts("// Prints \"a\\nb\"", .printed("a\nb\n")).isEmpty)
    #expect(try drifts("// Prints:\n// a\n//\n//  b", .printed("a\n\n b\n")).isEmpty)
    #expect(try drifts("// Prints: a", .printed("a\n")).isEmpty)
    #expect(try drifts("// Prints \"\"", .printed("")).isEmpty)
    #expect(try drifts("print(x) // => [1, \"a\"]", .printed("[1, \"a\"]\n")).isEmpty)
    #expect(
      try drifts("// Prints \"a\"", .printed("ab\n")).map(\.diagnostic.shortForm) == [
        "2:1: error: this comment states other text than the code prints: 'a' is stated, 'ab' is printed"
      ])
    #expect(
      try drifts("// Prints \"a\"", .printed("")).map(\.diagnostic.shortForm) == [
        "2:1: error: this comment states printed text, but nothing was printed since the last one"
      ])
  }

  @Test("is part of what the compiler says")
  func refused() throws {
    let code = "let x: Int = y // error: cannot  find"
    #expect(try drifts(code, .refused("cannot find 'y' in scope")).isEmpty)
    #expect(
      try drifts(code, .refused("other")).map(\.diagnostic.shortForm) == [
        "2:16: error: this comment states 'cannot find', but the compiler says 'other'"
      ])
    #expect(
      try drifts(code, .compiles).map(\.diagnostic.shortForm) == [
        "2:16: error: this line must not compile, as its comment states, but it compiles"
      ])
    #expect(try drifts(code, .notReached).map(\.diagnostic.severity) == [.error])
  }

  @Test("at a place to which the program does not come gets a warning")
  func notReached() throws {
    let found = try drifts("x // => 3", .notReached)
    #expect(
      found.map(\.diagnostic.shortForm) == [
        "2:3: warning: this expectation was not checked: the program does not come to its line"
      ])
    #expect(found.allSatisfy { $0.edit == nil })
  }

  @Test("that no comment can hold is reported, but not written")
  func unwritable() throws {
    #expect(try drifts("// Prints \"a\"", .printed("\u{1B}[2J")).map { $0.edit == nil } == [true])
    #expect(
      try drifts("// Prints \"a\"", .printed(String(repeating: "a\n", count: 300))).map { $0.edit == nil }
        == [true])
    let long = FoundValue(description: "aaa", debugDescription: "aaa", isCut: true)
    let found = try drifts("x // => aaa", .value(long))
    #expect(found.map { $0.edit == nil } == [true])
    #expect(
      found.map(\.diagnostic.message) == [
        "this comment states 'aaa', but the value is too long for a comment"
      ])
  }

  @Test("needs a result of its own code")
  func incomplete() throws {
    let outline = try lesson("```swift-dt\nx // => 3\n```\n").outline
    #expect(ExpectationComparison(outline, [.compiles, .compiles]).drifts.count == 1)
    #expect(ExpectationComparison(outline, [.printed("3")]).drifts.isEmpty)
  }
}
