import LessonCore
import LessonDocument
import LessonStorage
import LessonTestSupport
import Testing

@testable import LessonAuthoring

@Suite("Blocks in another arrangement")
struct BlockArrangementTests {
  private func arrangement(_ text: String) throws -> BlockArrangement {
    let lesson = try lesson(text)
    return BlockArrangement(
      source: SourceText(text), blocks: lesson.outline.blocks, places: LessonElements(of: lesson).blocks)
  }

  private func expect(
    _ found: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      found.utf8.elementsEqual(expected.utf8),
      "\(found.debugDescription) is not \(expected.debugDescription)",
      sourceLocation: sourceLocation)
  }

  /// Two blocks with prose between them, as many kinds of files have them.
  static let texts = [
    "# A\n\n```swift-dt\nlet a = 1\n```\n\nZażółć **gęślą**  \njaźń.\n\n~~~~swift-dt id=b\nprint(a)\n~~~~\n\nend",
    "a\r\n```swift-dt\r\n1\r\n```\r\nb\r\n\r\n```swift-dt fold\r\n2\r\n\r\n```\r\n",
    "```swift-dt\n1\n```\n\n```swift-dt\n2\n```",
    "- a\n\n  ```swift-dt\n  1\n\n  ```\n\n- b\n\n  ```swift-dt\n  2\n  ```\n",
    "> a\n>\n> ```swift-dt\n> 1\n> ```\n>\n> b\n>\n> ```swift-dt\n>\n> 2\n> ```\n",
    "- ```swift-dt\n  1\n  ```\n\n  ```swift-dt\n  2\n  ```\n",
    "<!-- lessons: fold -->\n```swift-dt\n1\n```\n\n: A caption\n\nb\n\n```swift-dt\n\tlet x = 2\n```\n",
    "~~~ swift-dt\n1\n~~~\n\n```swift-dt invisible\n2\n```\n\nb\n\n```swift-dt\n3\n```\n",
  ]

  // MARK: Moving

  @Test("change places with their neighbours, and all text between them stays")
  func moving() throws {
    expect(
      try arrangement(Self.texts[0]).moving(0, isDown: true),
      "# A\n\n~~~~swift-dt id=b\nprint(a)\n~~~~\n\nZażółć **gęślą**  \njaźń.\n\n```swift-dt\nlet a = 1\n```\n\nend"
    )
    expect(
      try arrangement(Self.texts[1]).moving(1, isDown: false),
      "a\r\n```swift-dt fold\r\n2\r\n\r\n```\r\nb\r\n\r\n```swift-dt\r\n1\r\n```\r\n")
    expect(
      try arrangement(Self.texts[2]).moving(0, isDown: true), "```swift-dt\n2\n```\n\n```swift-dt\n1\n```")
    expect(
      try arrangement(Self.texts[5]).moving(0, isDown: true),
      "- ```swift-dt\n  2\n  ```\n\n  ```swift-dt\n  1\n  ```\n")
  }

  @Test("take their options above the fence and their captions with them")
  func belongings() throws {
    let text = "<!-- lessons: fold -->\n```swift-dt\n1\n```\n\n: A caption\n\nb\n\n```swift-dt\n2\n```\n"
    expect(
      try arrangement(text).moving(0, isDown: true),
      "```swift-dt\n2\n```\n\nb\n\n<!-- lessons: fold -->\n```swift-dt\n1\n```\n\n: A caption\n")
  }

  @Test("are what they were after a move down and a move up", arguments: texts)
  func back(_ text: String) throws {
    let moved = try arrangement(text).moving(0, isDown: true)
    let other = try #require(try arrangement(text).neighbour(of: 0, isBelow: true))
    expect(try arrangement(moved).moving(other, isDown: false), text)
    #expect(!moved.utf8.elementsEqual(text.utf8))
  }

  @Test("do not leave their lists and quotes, or the text")
  func refusals() throws {
    let list = "```swift-dt\n1\n```\n\n- a\n\n  ```swift-dt\n  2\n  ```\n\n> ```swift-dt\n> 3\n> ```\n"
    for (index, isDown) in [(0, true), (1, true), (1, false), (2, false), (0, false), (2, true)] {
      #expect(throws: UsageFailure.self) { try arrangement(list).moving(index, isDown: isDown) }
    }
  }

  // MARK: Adding

  @Test("can be added above and below, with fences of the same kind")
  func adding() throws {
    let text = "a\n\n~~~~swift-dt id=x\n1\n~~~~"
    expect(
      try arrangement(text).adding("2\n3", beside: 0, isBelow: true), text + "\n\n~~~~swift-dt\n2\n3\n~~~~")
    expect(
      try arrangement(text).adding("2\n", beside: 0, isBelow: false),
      "a\n\n~~~~swift-dt\n2\n~~~~\n\n~~~~swift-dt id=x\n1\n~~~~")
    expect(
      try arrangement("```swift-dt\n1\n```\nb\n").adding(
        "let s = \"\"\"\n````\n\"\"\"", beside: 0, isBelow: true),
      "```swift-dt\n1\n```\n\n`````swift-dt\nlet s = \"\"\"\n````\n\"\"\"\n`````\nb\n")
    expect(
      try arrangement("a\r\n\r\n```swift-dt\r\n1\r\n```\r\n").adding("2", beside: 0, isBelow: true),
      "a\r\n\r\n```swift-dt\r\n1\r\n```\r\n\r\n```swift-dt\r\n2\r\n```\r\n")
  }

  @Test("can be added in lists and quotes; a list stays tight")
  func addingInside() throws {
    expect(
      try arrangement("- a\n  ```swift-dt\n  1\n  ```\n- b\n").adding("2\n\n3", beside: 0, isBelow: true),
      "- a\n  ```swift-dt\n  1\n  ```\n  ```swift-dt\n  2\n\n  3\n  ```\n- b\n")
    expect(
      try arrangement("> a\n>\n> ```swift-dt\n> 1\n> ```\n").adding("2", beside: 0, isBelow: true),
      "> a\n>\n> ```swift-dt\n> 1\n> ```\n>\n> ```swift-dt\n> 2\n> ```\n")
    #expect(throws: UsageFailure.self) {
      try arrangement("- ```swift-dt\n  1\n  ```\n").adding("2", beside: 0, isBelow: false)
    }
  }

  // MARK: Splitting

  @Test("can be split: the second part keeps the options, the first those without a value")
  func splitting() throws {
    expect(
      try arrangement("```swift-dt fold id=x caption=\"a silent b\"\nlet a = 1\nprint(a)\n```\nb")
        .splitting(0, "let a = 1", "print(a)"),
      "```swift-dt fold\nlet a = 1\n```\n\n```swift-dt fold id=x caption=\"a silent b\"\nprint(a)\n```\nb")
    expect(
      try arrangement("<!-- lessons: fold -->\n```swift-dt\n1\n2\n```\n").splitting(0, "1", "2"),
      "```swift-dt fold\n1\n```\n\n<!-- lessons: fold -->\n```swift-dt\n2\n```\n")
    expect(
      try arrangement("- ```swift-dt\n  1\n  2\n  ```\n").splitting(0, "1", "2"),
      "- ```swift-dt\n  1\n  ```\n\n  ```swift-dt\n  2\n  ```\n")
    expect(
      try arrangement(">~~~swift-dt\r\n>1\r\n>2\r\n>~~~").splitting(0, "1", "2"),
      ">~~~swift-dt\r\n> 1\r\n> ~~~\r\n>\r\n>~~~swift-dt\r\n>2\r\n>~~~")
  }

  // MARK: Deleting

  @Test("can be deleted, with blank lines that would stand twice")
  func deleting() throws {
    expect(try arrangement("a\n\n```swift-dt\n1\n```\n\nb\n").deleting(0), "a\n\nb\n")
    expect(try arrangement("a\n```swift-dt\n1\n```\nb\n").deleting(0), "a\n\nb\n")
    expect(try arrangement("a\n\n```swift-dt\n1\n```\n").deleting(0), "a\n")
    expect(try arrangement("a\r\n\r\n```swift-dt\r\n1\r\n```").deleting(0), "a")
    expect(try arrangement("```swift-dt\n1\n```\n\nb\n").deleting(0), "b\n")
    expect(try arrangement("a\n```swift-dt\n1\n```\n\nb\n").deleting(0), "a\n\nb\n")
    expect(try arrangement("a\n\n```swift-dt\n1\n```\n\n: A caption\n\nb").deleting(0), "a\n\nb")
    expect(try arrangement("- a\n  ```swift-dt\n  1\n  ```\n- b\n").deleting(0), "- a\n- b\n")
    expect(try arrangement("- a\n  ```swift-dt\n  1\n  ```\n  b\n").deleting(0), "- a\n\n  b\n")
    expect(try arrangement("> a\n>\n> ```swift-dt\n> 1\n> ```\n>\n> b\n").deleting(0), "> a\n>\n> b\n")
    #expect(throws: UsageFailure.self) { try arrangement("- ```swift-dt\n  1\n  ```\n").deleting(0) }
  }

  // MARK: Options

  @Test("get other options on their fences, and keep what stands before them")
  func options() throws {
    func edited(_ text: String, _ words: String) throws -> String {
      let block = try lesson(text).outline.blocks[0]
      return try BlockEdit(of: block, in: SourceText(text)).text(with: block.code, words: words)
    }
    expect(try edited("```swift-dt\n1\n```", "fold"), "```swift-dt fold\n1\n```")
    expect(try edited("> ~~~  swift-dt  fold\r\n> 1\r\n> ~~~", ""), "> ~~~  swift-dt\r\n> 1\r\n> ~~~")
    expect(
      try edited("- ```swift dt fold \n  1\n  ```", "silent id=a"), "- ```swift dt silent id=a\n  1\n  ```")
    expect(try edited("```swift-dt \n1\n```", ""), "```swift-dt \n1\n```")
    #expect(throws: UsageFailure.self) { try edited("```swift-dt\n1\n```", "a\nb") }
  }
}
