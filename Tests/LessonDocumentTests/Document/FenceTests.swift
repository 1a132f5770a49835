import LessonTestSupport
import Testing

@Suite("Fences")
struct FenceTests {
  @Test("that are never closed are errors of the lesson's blocks, warnings of other code")
  func unclosed() {
    check("a\n\n```swift-dt\nx\n", reports: ["3:1: error: this block is never closed; it needs a line '```'"])
    check("```swift-dt", reports: ["1:1: error: this block is never closed; it needs a line '```'"])
    check(
      "~~~~ swift-dt\nx\n~~~\n", reports: ["1:1: error: this block is never closed; it needs a line '~~~~'"])
    check("```python\nx\n", reports: ["1:1: warning: this block is never closed; it needs a line '```'"])
  }

  @Test("are not closed by the end of the list or quote around them")
  func unclosedInContainer() {
    let report = "error: this block is never closed; it needs a line '```'"
    check("> ```swift-dt\n> x\n\na", reports: ["1:3: \(report)"])
    check("- ```swift-dt\n  x\n\na", reports: ["1:3: \(report)"])
    check("> ```swift-dt\n> x\n```\na\n```", reports: ["1:3: \(report)"])
    check("- ```swift-dt\n  x\n```swift-dt\ny\n```", reports: ["1:3: \(report)"])
  }

  @Test("closed by the fence that should open the next block are errors at the first")
  func swallowed() {
    let report = "error: this block is not closed before the next one opens in line 3"
    check("```swift-dt\nx\n```swift-dt\ny\n```", reports: ["1:1: \(report)"])
    check("```swift-dt\nx\n```text\ny\n```", reports: ["1:1: \(report)"])
    check("```python\nx\n```swift-dt\ny\n```", reports: ["1:1: \(report)"])
  }

  @Test("may hold shorter ones and others")
  func nested() throws {
    #expect(try lesson("````md\n```swift-dt\nx\n```\n````\n\n~~~md\n```swift-dt\n```\n~~~").blocks.isEmpty)
    #expect(try lesson("````swift-dt\n```swift\nx\n```\n````").blocks.map(\.code) == ["```swift\nx\n```\n"])
  }

  @Test("end where they are closed, whatever stands around them")
  func lastLines() throws {
    #expect(try lesson("```swift-dt\n```").blocks.map(\.lastLine) == [2])
    #expect(try lesson("> - ```swift-dt\n>   a\n>\n>   ```  \n> b").blocks.map(\.lastLine) == [4])
    #expect(try lesson("```swift-dt\na\n`````\n```swift-dt\n\n\n```\n").blocks.map(\.lastLine) == [3, 7])
  }

  @Test("that Markdown does not take for fences are warned of")
  func lost() {
    check(
      "<div>\n```swift-dt\nx\n```\n</div>",
      reports: [
        "2:1: warning: this block is not run: it stands in raw HTML; an empty line before it ends that"
      ])
    check(
      "a\n\n    ```swift-dt\n    x\n    ```",
      reports: [
        "3:5: warning: this block is not run: it is indented by four spaces or more, which makes it text; indent it less"
      ])
    check("<!--\n```swift-dt\n```\n-->\n\na", reports: [])
  }

  @Test("with a misspelt swift-dt are warned of")
  func misspelt() {
    for word in ["swift-td", "swiftdt", "swift_dt", "{swift-dt}", "Swift-dt"] {
      check(
        "```\(word)\n```",
        reports: ["1:4: warning: a block of '\(word)' is not run; did you mean 'swift-dt'?"])
    }
    check("```swift\n```\n```dt\n```\n```shift\n```", reports: [])
  }

  @Test("refuse a NUL in code, where it would reach the compiler as another character")
  func nul() {
    check("```swift-dt\nlet a\0 = 1\n```", reports: ["2:6: error: a NUL character stands in the code"])
  }
}
