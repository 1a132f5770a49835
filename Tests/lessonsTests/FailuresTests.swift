import Foundation
import Testing

@Suite("What is wrong with a lesson is said at its place")
struct FailuresTests {
  @Test("A type error in block 3")
  func types() async throws {
    try await check(
      """
      ```swift-dt
      let a = 1
      ```

      ```swift-dt
      let b = 2
      ```

      ```swift-dt
      let c: Int = "three"
      ```
      """,
      fails: "10:14: error: cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test("An index out of range in a loop of block 5")
  func index() async throws {
    let blocks = (1...4).map { "```swift-dt\nlet a\($0) = \($0)\n```\n\n" }.joined()
    try await check(
      blocks + """
        ```swift-dt
        let xs = [1, 2, 3]
        for i in 0..<5 {
          print(xs[i])
        }
        ```
        """,
      fails: "20:11: error: Index out of range")
  }

  @Test("An error inside a function names the block that called it")
  func caller() async throws {
    try await check(
      """
      ```swift-dt
      func pick(_ i: Int) -> Int {
        [1, 2][i]
      }
      ```

      ```swift-dt
      let x = pick(9)
      ```
      """,
      fails: "3:9: error: Index out of range", "8:9: note: reached from here")
  }

  @Test(
    "Every way to stop is reported at its line",
    arguments: [
      ("fatalError(\"why\")", "2:1: error: why"),
      ("precondition(1 > 2, \"one is not two\")", "2:1: error: one is not two"),
      (
        "let n: Int? = Int(\"x\")\nlet m = n!",
        "3:10: error: Unexpectedly found nil while unwrapping an Optional value"
      ),
      ("var big = Int.max\nbig += [1].count", "3:5: error: arithmetic overflow"),
      ("let zero = [0][0]\nlet q = 1 / zero", "3:11: error: Division by zero"),
      (
        "let p = UnsafePointer<Int>(bitPattern: 8)!\nlet v = p.pointee",
        "3:11: error: the code used memory that it does not have (a null or stale pointer)"
      ),
      ("struct Gone: Error {}\nthrow Gone()", "3:1: error: uncaught error: Gone()"),
      ("enum Bank: Error { case low(Int) }\nthrow Bank.low(3)", "3:1: error: uncaught error: Bank.low(3)"),
      ("exit(0)", "2:1: error: the lesson called 'exit' before its end"),
      ("abort()", "2:1: error: the lesson aborted"),
      ("kill(getpid(), SIGKILL)", "1:1: error: the lesson was ended by signal 9 (Killed)"),
      ("_exit(4)", "1:1: error: the lesson ended before its last block, with status 4"),
      (
        "let t = Tensor([1, 2]) + Tensor([1, 2, 3])",
        "2:24: error: add: shapes [2] and [3] cannot be broadcast against each other"
      ),
      ("Task { fatalError(\"in a task\") }\ntry await Task.sleep(for: .seconds(5))", "2:8: error: in a task"),
    ])
  func stops(code: String, message: String) async throws {
    try await check("```swift-dt\n\(code)\n```\n", fails: message)
  }

  @Test("A stack overflow is reported at the function that calls itself")
  func overflow() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nfunc r(_ n: Int) -> Int { 1 + r(n + 1) }\nlet x = r(0)\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.status == 1)
    #expect(result.remarks.first?.hasPrefix("x.md:2:") == true)
    #expect(result.remarks.first?.contains("stack overflow") == true)
  }

  @Test("A crash on another thread is reported at its line")
  func threads() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      DispatchQueue.concurrentPerform(iterations: 8) { i in
        let xs = [1, 2, 3, 4]
        _ = xs[i]
      }
      ```
      """,
      to: "x.md")
    let result = try await place.lessons("run", "x.md")
    // Which thread meets it first is chance, and so is whether the block is among its callers.
    #expect(result.remarks.first == "x.md:4:9: error: Index out of range")
    #expect(result.status == 1)
  }

  @Test("A layer that does not fit is reported where it was written")
  func layers() async throws {
    try await check(
      """
      ```swift-dt
      let model = Model(input: [28, 28]) {
        Flatten()
        Dense(-3)
      }
      let network = try model.initialized(seed: 1)
      ```
      """,
      fails: "4:3: error: uncaught error: dense 1 has -3 units; at least 1 is expected",
      "6:25: note: reached from here")
  }

  @Test("What the block had printed is shown with the error, the standard error too, and no other block's")
  func output() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      print("other")
      ```

      ```swift-dt
      print("work \\u{1B}[31m")
      fputs("careful\\n", stderr)
      print("half", terminator: "")
      let xs = [1].filter { $0 > 1 }
      xs[0]
      ```
      """, to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(
      result.errors == """
        x.md:10:3: error: Index out of range
          | xs[0]
          |   ^
          | printed before:
          |   | work ␛[31m
          |   | half
          | written to the standard error before:
          |   | careful

        """)
  }

  @Test(
    "A line that the block wrote to the standard error is not taken for the reason of a trap",
    arguments: [
      ("var big = Int.max\nbig += [1].count", "arithmetic overflow"),
      (
        "let p = UnsafePointer<Int>(bitPattern: 8)!\nprint(p.pointee)",
        "the code used memory that it does not have"
      ),
      ("struct Gone: Error {}\nthrow Gone()", "uncaught error: Gone()"),
      ("exit(0)", "the lesson called 'exit'"),
    ])
  func ownErrors(code: String, message: String) async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nfputs(\"careful\\n\", stderr)\n\(code)\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.remarks.first?.contains(": error: \(message)") == true)
    #expect(result.errors.hasSuffix("  | written to the standard error before:\n  |   | careful\n"))
  }

  @Test("A lesson that takes too long is stopped where it is")
  func timeout() async throws {
    try await check(
      """
      ---
      timeout: 2
      ---

      ```swift-dt
      func spin() {
        while true {}
      }
      ```

      ```swift-dt
      spin()
      ```
      """,
      fails: "7:15: error: the lesson took longer than 2 s (front matter may say 'timeout: N')",
      "12:1: note: reached from here")
  }

  @Test("A block that takes longer than its own timeout is stopped")
  func blockTimeout() async throws {
    try await check(
      """
      ```swift-dt timeout=0.3
      try await Task.sleep(for: .seconds(20))
      ```
      """,
      fails: "1:1: error: the block took longer than its 'timeout=0.3'")
  }

  @Test("A block whose own timeout is longer than the lesson's is stopped by that one, which the error names")
  func blockTimeoutBeyondTheLessons() async throws {
    try await check(
      """
      ---
      timeout: 1
      ---
      ```swift-dt timeout=10
      try await Task.sleep(for: .seconds(20))
      ```
      """,
      fails: "4:1: error: the lesson took longer than 1 s (front matter may say 'timeout: N')")
  }

  @Test("A brace that is never closed is reported in its own block")
  func syntax() async throws {
    try await check(
      """
      ```swift-dt
      func f() {
      ```

      ```swift-dt
      let a = 1 +
      ```
      """,
      fails: "2:11: error: expected '}' to end function", "2:10: note: to match this opening '{'",
      "6:12: error: expected expression after operator")
  }

  @Test("A name declared twice is an error at the second block")
  func redeclaration() async throws {
    try await check(
      """
      ```swift-dt
      let rate = 1
      ```

      ```swift-dt
      let rate = 2
      ```
      """,
      fails: "6:5: error: invalid redeclaration of 'rate'", "2:5: note: 'rate' previously declared here")
  }

  @Test("A variable that is read before its block, also by a function, is an error")
  func early() async throws {
    try await check(
      """
      ```swift-dt
      func rate() -> Double { base * 2 }
      ```

      ```swift-dt
      rate()
      ```

      ```swift-dt
      let base = 0.5
      ```
      """,
      fails: "6:1: error: 'rate' uses 'base' before it is declared",
      "10:5: note: 'base' is declared here")
  }

  @Test("Columns count characters after multi-byte text and tabs, and in lists and quotes")
  func columns() async throws {
    try await check(
      """
      ```swift-dt
      \tlet żółw = "zażółć"; let a: Int = żółw
      ```

      - item

        ```swift-dt
        let 数 = "字"; let b: Int = 数
        ```

      > ```swift-dt
      > let c: Int = "c"
      > ```

      Text `{swift-dt} 1 + "ą"` end.
      """,
      fails: "2:36: error: cannot convert value of type 'String' to specified type 'Int'",
      "8:29: error: cannot convert value of type 'String' to specified type 'Int'",
      "12:16: error: cannot convert value of type 'String' to specified type 'Int'",
      "15:20: error: binary operator '+' cannot be applied to operands of type 'Int' and 'String'",
      "15:20: note: overloads for '+' exist with these partially matching parameter lists: (Int, Int), (String, String)"
    )
  }

  @Test("A file with CRLF has the same places")
  func carriageReturns() async throws {
    try await check(
      "# A\r\n\r\n```swift-dt\r\nlet a = 1\r\nlet b: Int = \"x\"\r\n```\r\n",
      fails: "5:14: error: cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test("An excerpt has the caret under its character")
  func excerpt() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\n\tlet 数 = \"字\"; let a: Int = 数\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(
      result.errors == """
        x.md:2:28: error: cannot convert value of type 'String' to specified type 'Int'
          | \tlet 数 = "字"; let a: Int = 数
          | \t                            ^~

        """)
  }

  @Test("A block marked 'fail' that compiles is an error, and so is one marked 'crash' that survives")
  func marks() async throws {
    try await check(
      """
      ```swift-dt fail
      let a = 1
      ```
      """,
      fails: "1:1: error: this block is marked 'fail', but it compiles")
    try await check(
      """
      ```swift-dt crash
      let a = 1
      ```
      """,
      fails: "1:1: error: this block is marked 'crash', but it neither traps nor throws")
  }

  @Test("An error in a block that is only compiled is reported")
  func compileOnly() async throws {
    try await check(
      """
      ```swift-dt compile-only
      let a: Int = "x"
      ```
      """,
      fails: "2:14: error: cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test("Directives that move lines are refused")
  func directives() async throws {
    try await check(
      """
      ```swift-dt
      #sourceLocation(file: "y.swift", line: 1)
      #sourceLocation()
      let a = #line
      ```
      """,
      fails:
        "2:1: error: '#sourceLocation' cannot stand in a block: its lines are those of the Markdown file",
      "3:1: error: '#sourceLocation' cannot stand in a block: its lines are those of the Markdown file",
      "4:9: error: '#line' cannot stand in a block: its lines are those of the Markdown file")
  }

  @Test("An inline expression is one expression")
  func inline() async throws {
    try await check(
      "Text `{swift-dt} let a = 1` and `{swift-dt} 1) + (2`.\n",
      fails: "1:18: error: an inline '{swift-dt}' holds one expression whose value is shown",
      "1:46: error: unexpected code ') + (2' in source file")
  }

  @Test("Fence and option errors come through")
  func options() async throws {
    let place = try Workplace()
    try place.write("```swift-dt silnt\nlet a = 1\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.status == 1)
    #expect(result.remarks.first?.hasPrefix("x.md:1:13: error: ") == true)
  }

  @Test("What a lesson writes into the event stream cannot pass for an event")
  func hostile() async throws {
    try await check(
      """
      ```swift-dt
      for descriptor in Int32(3)..<16 {
        let text = "{\\"out\\":0}\\n"
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
      }
      ```
      """,
      fails: "1:1: error: the lesson wrote into the runner's event stream: what it sent there is no event")
  }

  @Test("A lesson that prints without end is stopped, at the block that prints")
  func printing() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nwhile true { print(\"again and again and again\") }\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "x.md:2:14: error: the lesson printed or wrote more than a file may hold"
      ])
  }

  @Test(
    "Places are right however the file is named",
    arguments: ["./x.md", "sub dir/../x.md", "sub dir/a \"b\" ü.md"])
  func paths(path: String) async throws {
    let place = try Workplace()
    let text = "```swift-dt\nlet xs = [1]\nlet y = xs[3]\n```\n"
    try place.write(text, to: "x.md")
    try place.write(text, to: "sub dir/a \"b\" ü.md")
    let result = try await place.lessons("run", path)
    #expect(result.remarks == ["\(path):3:11: error: Index out of range"])
  }

  @Test("A module that is not there is an error at its import")
  func modules() async throws {
    try await check(
      """
      ```swift-dt
      import NoSuchModule
      ```
      """,
      fails: "2:8: error: no such module 'NoSuchModule'")
  }
}
