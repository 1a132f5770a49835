import LessonTestSupport
import Testing

@testable import LessonCore

@Suite("Positions")
struct PositionTests {
  /// Expects that each line of code, and each expression, is found in the file where it is said to begin.
  func check(_ text: String, code: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let lesson = try lesson(text, sourceLocation: sourceLocation)
    let places =
      lesson.blocks.flatMap(\.lines).map { ($0.text, $0.start) }
      + lesson.inlineExpressions.map { ($0.code, $0.start) }
    #expect(places.map(\.0) == code, sourceLocation: sourceLocation)
    for (code, start) in places {
      let written = lesson.source.lines[start.line - 1].unicodeScalars.dropFirst(start.column - 1)
      #expect(String(written).hasPrefix(code), "\(start)", sourceLocation: sourceLocation)
    }
  }

  @Test("of code are those of the file, in every place where Markdown lets a block stand")
  func blocks() throws {
    try check("a\n\n```swift-dt\nx\n  y\n\nz\n```\n", code: ["x", "  y", "", "z"])
    try check("  ~~~ swift dt fold\n  x\n y\n    z\n  ~~~", code: ["x", "y", "  z"])
    try check("- a\n  1. ```swift-dt\n     x\n       y\n\n     z\n     ```\n", code: ["x", "  y", "", "z"])
    try check("> a\n> > ```swift-dt\n> > x\n>>  y\n> > ```\n", code: ["x", " y"])
    try check("-\t```swift-dt\n\tx\n\t\ty\n\t```\n", code: ["x", "\ty"])
    try check("- ```swift-dt\n\tx\n\t\ty\n  z\n  ```\n", code: ["\tx", "\t\ty", "z"])
    try check("> ```swift-dt\n>\tx\n>     y\n> ```\n", code: ["\tx", "    y"])
    try check("\u{FEFF}---\r\ntitle: ż\r\n---\r\n\r\n```swift-dt\r\nx\r\n\ty\r\n```\r\n", code: ["x", "\ty"])
    try check("ąę 👩‍👩‍👧 \0\n- ż\n  ```swift-dt\n  let ż = 1\n  ```", code: ["let ż = 1"])
    try check("a[^1]\n\n[^1]: b\n\n    ```swift-dt\n    x\n    ```\n", code: ["x"])
    try check("```swift-dt\r\n```\r\n", code: [])
    try check("a\r\r```swift-dt\rx\r```\r", code: ["x"])
  }

  @Test("of expressions are those of the file, in every place where Markdown lets code stand")
  func expressions() throws {
    try check("ąęż 👩‍👩‍👧 `{swift-dt} a`, `{swift-dt}   b` and ``{swift-dt} c``", code: ["a", "b", "c"])
    try check("# A `{swift-dt} a`\n\nB `{swift-dt} b`\n===\n", code: ["a", "b"])
    try check("- x\n  y `{swift-dt} a`\n  - > z\n    > \\` `{swift-dt} b`\n", code: ["a", "b"])
    try check("| ż | b |\n|---|---|\n| `a \\| b` | `{swift-dt} a` |\n|`{swift-dt} b`|\n", code: ["a", "b"])
    try check("**a `{swift-dt} a`** [b `{swift-dt} b`](c) ![d `{swift-dt} e`](f)", code: ["a", "b", "e"])
    try check("<a title='`{swift-dt} a`'>`{swift-dt} a`</a>", code: ["a"])
    try check("`` `{swift-dt} a` `` \\` `{swift-dt} a`", code: ["a"])
    try check("a[^1] `{swift-dt} a`\n\n[^1]: `{swift-dt} b`\n\n`{swift-dt} c`", code: ["a", "b", "c"])
    try check("```\n`{swift-dt} a`\n```\n\n    `{swift-dt} b`\n\n`{swift-dt} c`", code: ["c"])
  }

  @Test("of an expression that spans lines are those of its beginning")
  func brokenExpression() throws {
    let found = try lesson("> a\n> `{swift-dt} a +\n>   b` c").inlineExpressions
    #expect(found.map(\.code) == ["a + b"])
    #expect(found.first?.start == SourcePosition(line: 2, column: 15))
  }

  @Test("of an expression on a lazy line are found")
  func lazyLine() throws {
    let found = try lesson("1. a\n`{swift-dt} a +\n b`").inlineExpressions
    #expect(found.first?.start == SourcePosition(line: 2, column: 13))
  }

  @Test("of a table's cells take escaped bars for what they are")
  func escapedBars() throws {
    let found = try lesson("| a |\n|---|\n| `{swift-dt} a \\|\\| b` |").inlineExpressions
    #expect(found.map(\.code) == ["a || b"])
    #expect(found.first?.start == SourcePosition(line: 3, column: 15))
  }

  @Test("of paragraphs directly above tables, and of these tables, are found though cmark has none")
  func aboveTables() throws {
    try check(
      "x\n\na `{swift-dt} a`\nb\n| `{swift-dt} b` |\n|---|\n| `{swift-dt} c` |\n", code: ["a", "b", "c"])
    try check(
      "> - `{swift-dt} a`\n>   | `{swift-dt} b` |\n>   |---|\n\n`{swift-dt} c`", code: ["a", "b", "c"])
  }

  @Test("say how many blocks stand before an expression")
  func blocksBefore() throws {
    let text =
      "`{swift-dt} a`\n```swift-dt\n```\n`{swift-dt} b`\n```swift\n```\n```swift-dt\n```\n`{swift-dt} c`"
    #expect(try lesson(text).inlineExpressions.map(\.blocksBefore) == [0, 1, 2])
  }

  @Test("of expressions with a tolerance of their own are those of the expression")
  func tolerance() throws {
    let found = try lesson("a `{swift-dt tol=0.05} x` and `` {swift-dt  tol=0}  y `` ").inlineExpressions
    #expect(found.map(\.code) == ["x", "y"])
    #expect(found.map(\.tolerance) == [0.05, 0])
    #expect(found.map(\.start.column) == [24, 53])
    #expect(try lesson("`{swift-dtx} a` `{swift-dt` `{swift}`").inlineExpressions.isEmpty)
    for bad in ["tol", "tol=2", "fold", "tol=0.1 fold"] {
      LessonTestSupport.check(
        "`{swift-dt \(bad)} x`",
        reports: [
          "1:1: error: '{swift-dt}' may hold one option, a relative tolerance between 0 and 1 as in '{swift-dt tol=0.02}'; "
            + "found '\(bad)'"
        ])
    }
  }
}
