import LessonCore
import LessonTestSupport
import Testing

@testable import LessonDocument

@Suite("The elements of a lesson")
struct LessonElementsTests {
  private func shapes(_ text: String) throws -> [String] {
    LessonElements(of: try lesson(text)).elements.map {
      "\($0.tag ?? "-") \($0.lines.lowerBound)-\($0.lines.upperBound) \($0.words.joined(separator: "…"))"
    }
  }

  @Test("have the lines that they have in the file")
  func lines() throws {
    #expect(
      try shapes(
        "---\ntitle: T\n---\n# Ąb c\n\nOne\ntwo.\n\n- a\n- b\n  c\n\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> q\n\n***\n\n1. n\n"
      ) == [
        "h1 4-4 Ąbc", "p 6-7 Onetwo", "ul 9-11 abc", "div 14-16 xy12", "blockquote 18-18 q", "hr 20-20 ",
        "ol 22-22 n",
      ])
  }

  @Test("are cut where a page shows something else than their text")
  func words() throws {
    #expect(try shapes("a $x^2$ b `c` [](#x)d\n\n> [!NOTE]\n> n\n") == ["p 1-1 a…bc…d", "div 3-4 …n"])
    #expect(try shapes("A `{swift-dt} 1` <b>b</b>\n") == ["p 1-1 A…b…"])
    #expect(try shapes("$$x$$\n\n$y$\n") == ["p 1-1 …", "p 3-3 …"])
  }

  @Test("include blocks with their options above and their captions, once")
  func blocks() throws {
    let text =
      "<!-- lessons: fold -->\n```swift-dt\n1\n```\n\n: A *c*\n\n> a\n>\n> - b\n>\n>   ```swift-dt\n>   2\n>   ```\n"
    let elements = LessonElements(of: try lesson(text))
    #expect(try shapes(text) == ["section 1-6 1", "blockquote 8-14 ab…"])
    #expect(elements.elements.map(\.isBlock) == [true, false])
    #expect(elements.blocks.map(\.lines) == [1...6, 12...14])
    #expect(elements.blocks.map(\.containers) == [[], [.quote, .item]])
  }

  @Test("that pages show in other places, or that are HTML, have no tag")
  func unknown() throws {
    #expect(
      try shapes("a[^1]\n\n<section class=\"block\">\n\n[^1]: note\n\nb\n")
        == ["p 1-1 a…", "- 3-3 …", "- 5-5 note", "p 7-7 b"])
    #expect(try shapes("```swift-dt invisible\n1\n```\n\nb\n") == ["- 1-3 1", "p 5-5 b"])
  }

  @Test("inside of what pages fold are elements, too")
  func folded() throws {
    #expect(try shapes("> [!PREDICT]\n> q\n\na\n\n# B\n") == ["div 1-2 …q", "p 4-4 a", "h1 6-6 B"])
  }
}
