import Foundation
import Testing

@Suite("Places of errors are those of the Markdown file")
struct PlacesTests {
  @Test(
    "after a byte-order mark, which is no column, with CRLF and tabs, when the code compiles and when it runs"
  )
  func byteOrderMark() async throws {
    try await check(
      "\u{FEFF}```swift-dt\r\n\tlet ż = \"ó\"; let b: Int = ż\r\n```\r\n",
      fails: "2:28: error: cannot convert value of type 'String' to specified type 'Int'")
    try await check(
      "\u{FEFF}`{swift-dt} 1 + \"a\"`\r\n",
      fails: "1:15: error: binary operator '+' cannot be applied to operands of type 'Int' and 'String'",
      "1:15: note: overloads for '+' exist with these partially matching parameter lists: (Int, Int), (String, String)"
    )
    try await check(
      "\u{FEFF}# A\r\n\r\n```swift-dt\r\nlet xs = [1]\r\n\tlet ż = xs[3]\r\n```\r\n",
      fails: "5:12: error: Index out of range")
  }

  @Test("when code runs in lists, quotes and both, in tables and in prose")
  func runtime() async throws {
    try await check(
      """
      > 1. Text
      >
      >    ```swift-dt
      >    let ż = "ź", xs = [1]
      >    let a = ż.isEmpty ? 0 : xs[4]
      >    ```
      """,
      fails: "5:32: error: Index out of range")
    try await check(
      "```swift-dt\nlet xs = [1]\n```\n\nZażółć `{swift-dt} xs[2]` gęślą.\n",
      fails: "5:22: error: Index out of range")
    try await check(
      "```swift-dt\nfunc f() throws -> Int { throw CancellationError() }\n```\n\n| a | b |\n|---|---|\n| ą | `{swift-dt} try f()` |\n",
      fails: "2:26: error: uncaught error: CancellationError()")
  }

  @Test("inside closures, of those who call them too")
  func closures() async throws {
    try await check(
      """
      ```swift-dt
      let pick: (Int) -> Int = { i in
        let xs = [1, 2]
        return xs[i]
      }
      ```

      ```swift-dt
      let all = [0, 1, 2].map { pick($0) }
      ```
      """,
      fails: "4:12: error: Index out of range", "9:27: note: reached from here")
    try await check(
      """
      ```swift-dt
      struct Odd: Error {}
      let halves = try [2, 3].map { n in
        if n % 2 == 1 { throw Odd() }
        return n / 2
      }
      ```
      """,
      fails: "4:19: error: uncaught error: Odd()")
  }

  @Test("in a block that must not compile, whose error may not be that of another block")
  func failBlocks() async throws {
    try await check(
      """
      ```swift-dt fail
      let a: Int = "x"
      ```

      ```swift-dt
      let b: Int = "y"
      ```
      """,
      fails: "6:14: error: cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test("are never in code that the runner writes around the author's")
  func generated() async throws {
    let place = try Workplace()
    let codes = [
      "func f<T: Numeric>(_ x: T) -> T { x }\nf(\"a\")", "struct S { let a: Int }\nS(b: 1)",
      "let _ = 5 as String",
      "[1, 2].map { $0.x }", "let c = { () -> Int in }\nc", "print(undefined)\nundefined", "throw 5",
    ]
    for (index, code) in codes.enumerated() {
      try place.write(
        "```swift-dt\n\(code)\n```\n\n`{swift-dt} \(index) + nothing`\n", to: "lessons/en/\(index).md")
    }
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(!result.errors.contains("_lesson"))
    for index in codes.indices {
      let own = result.remarks.filter { $0.hasPrefix("lessons/en/\(index).md") }
      #expect(!own.isEmpty)
      #expect(own.allSatisfy { $0.contains(#/^lessons\/en\/\d\.md:(2|3|5|6):\d+: /#) }, "\(own)")
    }
    #expect(result.remarks.allSatisfy { $0.hasPrefix("lessons/en/") })
  }

  @Test("when memory runs out")
  func memory() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt\nvar all: [[UInt64]] = []\n```\n\n```swift-dt\nwhile true {\n  all.append([UInt64](repeating: 1, count: 1 << 24))\n}\n```\n",
      to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.status == 1)
    #expect(result.remarks.first?.contains(#/^x.md:(5|6|7):\d+: error: /#) == true, "\(result.errors)")
  }
}
