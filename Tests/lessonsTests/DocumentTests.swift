import Foundation
import Testing

/// Checks a document and expects these remarks, and this last line.
private func check(
  _ markdown: String, remarks: [String] = [], summary: String, arguments: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let place = try Workplace()
  try place.write(markdown, to: "x.md")
  let result = try await place.lessons(["check", "x.md"] + arguments)
  #expect(result.remarks == remarks.map { "x.md:" + $0 }, sourceLocation: sourceLocation)
  #expect(result.summary == summary, "\(result.errors)", sourceLocation: sourceLocation)
  #expect(
    result.status == (remarks.contains { $0.contains(": error: ") } ? 1 : 0), sourceLocation: sourceLocation)
  #expect(try place.read("x.md") == markdown, sourceLocation: sourceLocation)
}

@Suite("A document")
struct DocumentTests {
  private static let all = """
    # A package

    ```swift
    let x = 3  // => 3
    let s = "a"
    s + "b"  // → "ab"
    print("Hello")
    print("World")
    // Prints "Hello"
    // "World"
    ```

    <!-- lessons: fail -->
    ```swift
    let y: Int = "a"
    ```

    > ```swift
    > let names = ["a", "b"]
    > names.dropFirst()  // => ["b"]
    > names.map { $0.uppercased() }
    > // => ["A",
    > //     "B"]
    > Set([1, 2, 3])  // => [3, 1, 2]
    > ["k": 1, "l": 2]  // => ["l": 2, "k": 1]
    > let z: Int = "a"  // error: cannot convert value
    > x * 2
    > ```

    ```swift skip
    undefined(
    ```

    ```swift group=other
    struct Point { var x = 1, y = 2 }
    let x = 5  // => 5
    [Point()]  // => [Point(x: 1, y: 2)]
    Optional(3)  // => 3
    (1...5).lazy.map { $0 * 2 }  // => [2, 4, 6, 8, 10]
    if x > 3 {
      print("big")
      // Prints "big"
    }
    print(x)  // => 5
    ```

    ```sh
    ls
    ```
    """

  @Test("whose code does what it says passes, without a word of unused values")
  func holds() async throws {
    try await check(Self.all, summary: "1 document, 14 expectations hold, 0 failed")
  }

  @Test("is told of each wrong expectation at its comment")
  func wrong() async throws {
    try await check(
      """
      ```swift
      let x = 3  // => 4
      print("Hello")
      // Prints "Hell"
      x + 1
      // => 77
      let q = 1  // error: cannot
      let z: Int = "a"  // error: no such thing
      // Prints:
      // a
      let y = x  // => 3
      ```
      """,
      remarks: [
        "2:12: error: this comment states '4', but the value is '3'",
        "4:1: error: this comment states other text than the code prints: 'Hell' is stated, 'Hello' is printed",
        "6:1: error: this comment states '77', but the value is '4'",
        "7:12: error: this line must not compile, as its comment states, but it compiles",
        "8:19: error: this comment states 'no such thing', but the compiler says "
          + "'cannot convert value of type 'String' to specified type 'Int''",
        "9:1: error: this comment states printed text, but nothing was printed since the last one",
      ], summary: "1 document, 1 expectation holds, 1 failed")
  }

  @Test("has errors of the compiler and of the run at its own lines, those of all its programs")
  func errors() async throws {
    try await check(
      """
      ```swift
      let x: Int = "a"
      ```

      ```swift group=b
      let a = [1]
      a[2]
      ```

      ```swift group=c
      let c = 1 // => 2
      ```
      """,
      remarks: [
        "2:14: error: cannot convert value of type 'String' to specified type 'Int'",
        "7:2: error: Index out of range", "11:11: error: this comment states '2', but the value is '1'",
      ], summary: "1 document, 0 expectations hold, 1 failed")
  }

  @Test("whose blocks fail is checked without them, and says of each what is wrong")
  func leftOut() async throws {
    try await check(
      """
      ```swift
      let a: Int = "a"
      ```

      ```swift
      var b = 2  // => 3
      print(b)
      ```

      ```swift
      [1][5]
      ```

      ```swift
      b += 1  // => 3
      print(b)
      // Prints "3"
      ```
      """,
      remarks: [
        "2:14: error: cannot convert value of type 'String' to specified type 'Int'",
        "6:12: error: this comment states '3', but the value is '2'", "11:4: error: Index out of range",
      ], summary: "1 document, 2 expectations hold, 1 failed")
  }

  @Test("may declare names again, and has types with '@main'")
  func again() async throws {
    try await check(
      """
      ```swift
      let x = 1  // => 1
      func f() -> Int { 1 }
      @main struct P { static func main() { fatalError() } }
      ```

      ```swift
      let x = "a"  // => a
      func f() -> Int { x.count + 1 }
      f()  // => 2
      extension P { var b: Int { 5 } }
      P().b  // => 5
      ```

      ```swift
      struct P { var c = 3 }
      P().c  // => 3
      ```
      """, summary: "1 document, 5 expectations hold, 0 failed")
  }

  @Test("that takes too long is told of the setting for documents")
  func timeout() async throws {
    try await check(
      "```swift\nwhile true {}\n```\n",
      remarks: ["2:13: error: the document took longer than 1 s ('lessons.yml' may say 'timeout: N')"],
      summary: "1 document, 0 expectations hold, 1 failed", arguments: ["--max-timeout", "1"])
  }

  @Test("knows no names of the engine, unless a block asks for them")
  func names() async throws {
    try await check(
      """
      ```swift
      struct Tensor { var claim = 1 }
      func shown(of value: Int) -> Int { value }
      Tensor().claim + shown(of: 1)  // => 2
      extension Array { var shape: String { "own" } }
      [1].shape  // => own
      ```

      ```swift group=engine
      Model.self
      ```

      ```swift-dt group=dt
      Tensor([1, 2]).sum()  // => 3
      ```
      """,
      remarks: ["10:1: error: cannot find 'Model' in scope"],
      summary: "1 document, 3 expectations hold, 1 failed")
  }

  @Test("may have blocks that must crash")
  func crash() async throws {
    try await check(
      "```swift crash\nprint(1)  // Prints \"1\"\nfatalError()\n```\n\n```swift\nlet a = 1  // => 1\n```\n",
      summary: "1 document, 2 expectations hold, 0 failed")
    try await check(
      "```swift crash\nprint(1)\n```\n",
      remarks: ["1:1: error: this block is marked 'crash', but it neither traps nor throws"],
      summary: "1 document, 0 expectations hold, 1 failed")
  }

  @Test("is not stopped by a branch that does not run, which gets a warning")
  func branch() async throws {
    try await check(
      "```swift\nif Int.random(in: 0...1) > 2 {\n  print(1)  // Prints \"1\"\n}\n```\n",
      remarks: ["3:13: warning: this expectation was not checked: the program does not come to its line"],
      summary: "1 document, 0 expectations hold, 0 failed")
  }

  @Test("bounds what it takes of values that are huge or endless")
  func bounds() async throws {
    try await check(
      """
      ```swift
      struct Huge: CustomStringConvertible {
        var description: String { String(repeating: "a", count: 100_000_000) }
      }
      Huge()  // => aaaa
      struct Endless: Sequence {
        func makeIterator() -> AnyIterator<Int> { AnyIterator { 1 } }
      }
      Endless()  // => [1, 1]
      final class Node { var next: Node? = nil }
      let node = Node()
      node.next = node
      node  // => Lesson.Node
      ```
      """,
      remarks: [
        "5:9: error: this comment states 'aaaa', but the value is too long for a comment",
        "9:12: error: this comment states '[1, 1]', but the value is 'Endless()'",
      ], summary: "1 document, 1 expectation holds, 1 failed")
  }

  @Test("whose value has an endless description meets its time limit")
  func endless() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift timeout=1
      struct Endless: CustomStringConvertible {
        var description: String { while true {} }
      }
      Endless()  // => 1
      ```
      """, to: "x.md")
    let result = try await place.lessons("check", "x.md")
    #expect(result.remarks.first?.hasPrefix("x.md:3:") == true, "\(result.errors)")
    #expect(result.remarks.first?.hasSuffix("error: the block took longer than its 'timeout=1'") == true)
    #expect(result.status == 1)
  }

  @Test("is changed by --accept in its expectations only, byte for byte")
  func accept() async throws {
    let place = try Workplace()
    let wrong =
      "\u{FEFF}# A\r\n\r\n- text  \r\n\r\n  ```swift\r\n  let x = 3 \t//=>  4  \r\n  print(1)\r\n  print(\"zwei\") // Prints \"3\"\r\n"
      + "  \tprint(2)\r\n  \t// Prints:\r\n  \t// a\r\n  \t// b\r\n  x // → \"3\"\r\n  let s: Int = \"a\" // error: b\r\n"
      + "  print(\"a\\n\\nb\")\r\n  // Prints:\r\n  let q = \"ä\" // => 'ä'\r\n  ```\r\n\r\nend\r"
    let right =
      "\u{FEFF}# A\r\n\r\n- text  \r\n\r\n  ```swift\r\n  let x = 3 \t//=>  3  \r\n  print(1)\r\n  print(\"zwei\") // Prints \"1\"\r\n"
      + "  // \"zwei\"\r\n"
      + "  \tprint(2)\r\n  \t// Prints:\r\n  \t// 2\r\n  x // → \"3\"\r\n"
      + "  let s: Int = \"a\" // error: cannot convert value of type 'String' to specified type 'Int'\r\n"
      + "  print(\"a\\n\\nb\")\r\n  // Prints:\r\n  // a\r\n  //\r\n  // b\r\n  let q = \"ä\" // => ä\r\n  ```\r\n\r\nend\r"
    try place.write(wrong, to: "x.md")
    let result = try await place.lessons("check", "--accept", "x.md")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.remarks.allSatisfy { $0.contains(": note: ") && $0.hasSuffix("; the comment was replaced") })
    #expect(try Data(contentsOf: place.url.appending(path: "x.md")) == Data(right.utf8))
    #expect(try await place.lessons("check", "x.md").summary == "1 document, 7 expectations hold, 0 failed")
    let again = try await place.lessons("check", "--accept", "x.md")
    #expect(again.remarks == [] && again.status == 0)
    #expect(try Data(contentsOf: place.url.appending(path: "x.md")) == Data(right.utf8))
  }

  @Test("that is a link to a file is never replaced by --accept")
  func link() async throws {
    let place = try Workplace()
    try place.write("```swift\n1 // => 2\n```\n", to: "a/x.md")
    try FileManager.default.createSymbolicLink(
      atPath: place.url.path + "/y.md", withDestinationPath: "a/x.md")
    let result = try await place.lessons("check", "--accept", "y.md")
    #expect(result.status == 1)
    #expect(result.remarks.count == 2, "\(result.errors)")
    #expect(try place.read("a/x.md") == "```swift\n1 // => 2\n```\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.url.path + "/y.md") == "a/x.md")
  }

  @Test("stands beside lessons in a call, in reports and in the last line")
  func reports() async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\n1 + 1\n```\n", to: "lessons/en/a.md")
    try place.write("```swift\n1 + 1 // => 2\n```\n", to: "docs/good.md")
    try place.write("```swift\n1 + 1 // => 3\n```\n", to: "README.md")
    #expect(try await place.lessons("build").status == 0)
    let result = try await place.lessons(
      "check", "lessons", "docs", "README.md", "--report", "json")
    #expect(result.status == 1)
    #expect(
      result.summary
        == "1 lesson: 1 as recorded, 0 failed · 2 documents, 1 expectation holds, 1 failed"
        .prefix { $0 != "·" }.trimmingCharacters(in: .whitespaces))
    #expect(result.errors.contains("· 2 documents, 1 expectation holds, 1 failed ·"))
    for text in [
      "\"documents\" : [", "\"path\" : \"docs/good.md\"", "\"expectations\" : 1", "\"result\" : \"failed\"",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    let github = try await place.lessons("check", "README.md", "--report", "github")
    #expect(
      github.output.hasPrefix("::error file=README.md,line=2,col=7,endColumn=14::this comment states '3'"))
    #expect(
      try await place.lessons("check", "README.md", "--report", "junit").output.contains("failures=\"1\""))
    #expect(try await place.lessons("check", "README.md", "--report", "sarif").output.contains("README.md"))
    #expect(try await place.lessons("check").summary == "1 lesson: 1 as recorded, 0 failed")
    let all = try await place.lessons("check", ".")
    #expect(
      all.errors.contains(
        "1 lesson: 1 as recorded, 0 failed · 2 documents, 1 expectation holds, 1 failed ·"))
  }

  @Test("needs no lessons; what is no document is said")
  func usage() async throws {
    let place = try Workplace()
    try place.write("# Text only\n", to: "README.md")
    try place.write("", to: "a.txt")
    #expect(
      try await place.lessons("check", "README.md").summary == "1 document, 0 expectations hold, 0 failed")
    for (path, message) in [
      ("a.txt", "'a.txt' is no document: documents are Markdown files that end in '.md'"),
      ("none.md", "there is no 'none.md'"),
    ] {
      let result = try await place.lessons("check", path)
      #expect(result.status == 2 && result.remarks == ["error: \(message)"])
    }
    #expect(try await place.lessons("build", "README.md").status == 2)
  }
}
