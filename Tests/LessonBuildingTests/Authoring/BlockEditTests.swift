import Foundation
import LessonCore
import LessonDocument
import LessonStorage
import LessonTestSupport
import Testing

@testable import LessonAuthoring

@Suite("Other code in a block")
struct BlockEditTests {
  private func edited(_ text: String, block index: Int = 0, _ code: String) throws -> String {
    let block = try lesson(text).outline.blocks[index]
    return try BlockEdit(of: block, in: SourceText(text)).text(with: code)
  }

  @Test("stands between the fences, and changes nothing else")
  func plain() throws {
    let text = "# A\n\n  text  \n```swift-dt id=b\nlet a = 1\nlet b = 2\n```\n\nend"
    #expect(
      try edited(text, "let a = 1\nlet b = 3\n") == text.replacing("b = 2", with: "b = 3"))
    #expect(try edited(text, "let a = 1\nlet b = 2") == text)
    #expect(try edited(text, "") == text.replacing("let a = 1\nlet b = 2\n", with: ""))
    #expect(
      try edited(text, "let c = 0\n\nlet a = 1\nlet b = 2")
        == text.replacing("let a = 1", with: "let c = 0\n\nlet a = 1"))
  }

  @Test("comes into a block that had none")
  func empty() throws {
    #expect(try edited("```swift-dt\n```\n", "print(1)") == "```swift-dt\nprint(1)\n```\n")
    #expect(
      try edited("- a\n\n  ~~~swift-dt\n  ~~~\n", "print(1)") == "- a\n\n  ~~~swift-dt\n  print(1)\n  ~~~\n")
  }

  @Test("keeps the indentation of lists, the marks of quotes, and the line ends of the file")
  func indented() throws {
    let list = "1. a\n\n   ```swift-dt\n   let ą = 1\n\n   print(ą)\n   ```\n"
    #expect(
      try edited(list, "let ą = 1\nif ą > 0 {\n  print(2)\n}\n\nprint(ą)")
        == list.replacing("let ą = 1\n", with: "let ą = 1\n   if ą > 0 {\n     print(2)\n   }\n"))
    #expect(
      try edited("> ```swift-dt\n> print(1)\n> ```\n", "print(2)\n\nprint(3)")
        == "> ```swift-dt\n> print(2)\n>\n> print(3)\n> ```\n")
    #expect(
      try edited("a\r\n\r\n```swift-dt\r\nprint(1)\r\n```\r\nb\r\n", "print(2)\nprint(3)\n")
        == "a\r\n\r\n```swift-dt\r\nprint(2)\r\nprint(3)\r\n```\r\nb\r\n")
  }

  @Test("keeps its own indentation, however the lines before it are indented")
  func ownIndentation() throws {
    let indented = "  ```swift-dt\nfunc a() {\n  }\n  ```\n"
    #expect(
      try edited(indented, "func a() {\n  print(1)\n}")
        == "  ```swift-dt\nfunc a() {\n    print(1)\n  }\n  ```\n")
    #expect(
      try edited(">```swift-dt\n>let a = 1\n>```\n", "let a = 1\n  .x")
        == ">```swift-dt\n>let a = 1\n>   .x\n>```\n")
    #expect(try edited("- ```swift-dt\n  a\n  ```\n", "b") == "- ```swift-dt\n  b\n  ```\n")
  }

  @Test("tells letters apart that only look the same, and keeps blank lines at the end")
  func bytes() throws {
    let text = "```swift-dt\n// e\u{301}\n\n\n```\n"
    let other = try edited(text, "// \u{E9}\n\n\n")
    #expect(other.utf8.elementsEqual("```swift-dt\n// \u{E9}\n\n\n```\n".utf8))
    #expect(try edited(text, "// e\u{301}\n\n\n").utf8.elementsEqual(text.utf8))
  }

  @Test("is refused where it would end the block")
  func refused() throws {
    let text = "```swift-dt\nprint(1)\n```\n"
    for code in ["a\n```", "   ```\nb", "````  ", "\t```"] {
      #expect(throws: UsageFailure.self) { try edited(text, code) }
    }
    #expect(try edited(text, "// ```\n~~~\n``") == "```swift-dt\n// ```\n~~~\n``\n```\n")
  }
}

@Suite("Other lines in a text")
struct LineEditTests {
  private func edited(_ text: String, _ new: String) -> String {
    LineEdit(SourceText(text)).text(with: LineEdit.lines(of: new))
  }

  @Test("leave all others as they are, to the last byte")
  func lines() {
    #expect(edited("a\r\nb\nc\r\n", "a\nB\nc\n") == "a\r\nB\r\nc\r\n")
    #expect(edited("a\nb", "a\nb\n") == "a\nb" && edited("a\nb", "a\nb\nc") == "a\nb\nc")
    #expect(edited("a\nb", "a\nB") == "a\nB" && edited("a\n\n\n", "b\n\n\n") == "b\n\n\n")
    #expect(edited("x\r\ny\nw\r\n", "X\ny\nw\n") == "X\r\ny\nw\r\n")
    #expect(edited("", "a") == "a\n" && edited("a\n", "") == "")
    #expect(edited("a\n\n\nb\n", "a\n\nb") == "a\n\nb\n")
  }
}
