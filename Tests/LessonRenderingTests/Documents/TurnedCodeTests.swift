import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("Characters that turn the direction of text")
struct TurnedCodeTests {
  private static let said =
    "this code holds U+202E (RIGHT-TO-LEFT OVERRIDE), which makes it read otherwise than it runs; write it as "
    + "'\\u{202E}' in a string, or delete it"

  @Test(
    "get a warning in code of every kind, at their place",
    arguments: [
      ("```swift-dt\nlet a = \"\u{202E}\"\n```\n", "2:10"), ("> ```text\n> a\u{202E}\n> ```\n", "2:4"),
      ("a\n\n    b\u{202E}\n", "3:6"), ("a `b\u{202E}` c\n", "1:1"),
      ("a `{swift-dt} \"\u{202E}\"` c\n", "1:16"),
    ])
  func warned(text: String, place: String) {
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    #expect(parsed.lesson != nil)
    #expect(parsed.diagnostics.map(\.shortForm) == ["\(place): warning: \(Self.said)"])
  }

  @Test("are shown in code and output on pages, and left in prose")
  func shown() throws {
    let text =
      "He said \u{202B}שלום\u{202C} `c\u{202E}`\n\n```swift-dt\n\"\u{2066}\" // d\u{202E}\n```\n\n`{swift-dt} x`\n"
    let lesson = try #require(Lesson.parse(path: "x.md", text: text, language: "en", name: "x").lesson)
    let given = transcript([[.printed("e\u{202E}\n"), .shown(.text("f\u{2069}"))]], ["g\u{202E}"])
    let page = PageRenderer().html(lesson, given)
    #expect(page.contains("He said \u{202B}שלום\u{202C} <code>c&lt;U+202E&gt;</code>"))
    for shown in [
      "&lt;U+2066&gt;", "d&lt;U+202E&gt;", "e&lt;U+202E&gt;", "f&lt;U+2069&gt;", "g&lt;U+202E&gt;",
    ] {
      #expect(page.contains(shown), "\(shown)")
    }
    #expect(page.unicodeScalars.count(where: \.turnsDirection) == 2)
  }
}
