import Foundation
import Testing

@Suite("What options do to a page")
struct OptionsTests {
  /// The pages of a lesson that is built without an error.
  private func pages(_ markdown: String) async throws -> (markdown: String, html: String) {
    let place = try Workplace()
    try place.write(markdown, to: "lessons/en/a.md")
    let result = try await place.lessons("build")
    #expect(result.status == 0, "\(result.errors)")
    return (try place.read("output/en/a.md"), try place.read("output/en/a.html"))
  }

  @Test(
    "Pages are not written where the lessons are",
    arguments: [
      ["--output", "lessons"], ["--output", "./lessons/../lessons/"], ["--output", "lessons/pages"],
      ["--lessons", ".", "--output", "."], ["--output", ""],
    ])
  func places(options: [String]) async throws {
    let place = try Workplace()
    let source = "# A\n\n```swift-dt\n1\n```\n"
    try place.write(source, to: "lessons/en/a.md")
    let result = try await place.lessons(["build"] + options)
    #expect(result.status == 2)
    #expect(result.errors.contains("--output"))
    #expect(place.files(below: "").filter { !$0.hasPrefix(".lessons") } == ["lessons/en/a.md"])
    #expect(try place.read("lessons/en/a.md") == source)
  }

  @Test("Code and results are shown, or the code alone, or nothing; whatever is shown, all of it runs")
  func visibility() async throws {
    let found = try await pages(
      """
      ```swift-dt
      var a = 1
      a
      ```

      ```swift-dt silent
      a += 10
      print("not shown")
      ```

      ```swift-dt invisible
      a += 100
      print("not shown")
      ```

      ```swift dt
      a
      ```
      """)
    #expect(
      found.markdown == """
        ```swift
        var a = 1
        a
        ```

        ```text
        1
        ```

        ```swift
        a += 10
        print("not shown")
        ```

        ```swift
        a
        ```

        ```text
        111
        ```
        """)
    #expect(!found.html.contains("a += 100</") && !found.html.contains(">not shown<"))
  }

  @Test("Folded code is closed at first, its results are not")
  func fold() async throws {
    let found = try await pages("```swift-dt fold\n6 * 7\n```\n")
    #expect(
      found.markdown
        == "<details>\n<summary>1-line set-up</summary>\n\n```swift\n6 * 7\n```\n\n</details>\n\n```text\n42\n```\n"
    )
    let details = try #require(found.html.firstRange(of: "<details class=code>"))
    let end = try #require(found.html.firstRange(of: "</details>"))
    let value = try #require(found.html.firstRange(of: "<samp>42</samp>"))
    #expect(details.lowerBound < end.lowerBound && end.upperBound < value.lowerBound)
  }

  @Test("Printed text that is passed through is Markdown, cleaned like the author's; shown values are not")
  func passthrough() async throws {
    let found = try await pages(
      "```swift-dt passthrough\nprint(\"**bold** <script>x</script>\")\n\"*value*\"\n```\n")
    #expect(found.markdown.contains("\n\n**bold** "))
    #expect(found.html.contains("<strong>bold</strong>"))
    #expect(!found.html.contains("<script>x"))
    #expect(found.html.contains("<samp>*value*</samp>"))
  }

  @Test("A name is the block's anchor and its figures' name")
  func id() async throws {
    let found = try await pages(
      "[there](#curve)\n\n```swift-dt id=curve\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2])])\n```\n")
    #expect(found.html.contains("<section class=block id=curve>"))
    #expect(found.markdown.contains("](a/curve.svg)"))
  }

  @Test("A block that must not compile may be nested, so that only its own error counts")
  func nestedFailure() async throws {
    let found = try await pages(
      "```swift-dt\nlet a = 1\n```\n\n```swift-dt fail nest\nlet a: Int = \"x\"\n```\n")
    #expect(found.markdown.contains("error: cannot convert value of type 'String' to specified type 'Int'"))
    #expect(!found.markdown.contains("redeclaration"))
  }

  @Test("A tolerance holds for the block that has it")
  func tolerance() async throws {
    let place = try Workplace()
    func lesson(_ value: String, _ options: String) -> String { "```swift-dt\(options)\n\(value)\n```\n" }
    for (options, status) in [(" tol=0.1", 0), (" tol=0.01", 1), ("", 1)] as [(String, Int32)] {
      try place.write(lesson("0.125", options), to: "lessons/en/a.md")
      _ = try await place.lessons("build")
      try place.write(
        try place.read("output/en/a/record.json").replacing("0.125\"", with: "0.135\""),
        to: "output/en/a/record.json")
      let result = try await place.lessons("check")
      #expect(
        result.remarks.contains { $0.contains("the page says '0.135', but the code gives '0.125'") }
          == (status == 1))
    }
  }

  @Test("What a page does not show may change")
  func hidden() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt silent\nprint(getpid())\n```\n\n```swift-dt invisible\ngetpid()\n```\n",
      to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check", "--twice").status == 0)
  }

  @Test(
    "A block with a timeout of its own is stopped after it, also where the lesson may go on, and others are not"
  )
  func timeout() async throws {
    let place = try Workplace()
    try place.write(
      """
      ---
      timeout: 30
      ---

      ```swift-dt timeout=20
      try await Task.sleep(for: .seconds(0.3))
      ```

      ```swift-dt timeout=0.2
      try await Task.sleep(for: .seconds(20))
      ```
      """, to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.remarks == ["x.md:9:1: error: the block took longer than its 'timeout=0.2'"])
    #expect(result.status == 1)
  }
}
