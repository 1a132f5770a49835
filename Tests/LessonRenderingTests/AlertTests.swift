import LessonTestSupport
import Testing

@testable import LessonDocument
@testable import LessonRendering
@testable import LessonWords

@Suite("A quote is an alert")
struct AlertTests {
  @Test(
    "when it begins with one of GitHub's words in a line of its own",
    arguments: MarkdownNode.Alert.allCases.filter { $0 != .hint })
  func kinds(_ alert: MarkdownNode.Alert) {
    let title = PageWords.english.title(of: alert)
    for word in [alert.rawValue, alert.rawValue.uppercased()] {
      check(
        "> [!\(word)]\n> a *b*\n>\n> - c",
        html: """
          <div class="alert \(alert.rawValue)" role="note">
          <p class="title">\(title)</p>
          <p>a <em>b</em></p>
          <ul>
          <li>c</li>
          </ul>
          </div>
          """)
    }
  }

  @Test("in the language of the page")
  func language() throws {
    try check(
      "> [!TIP]\n>\n> a", transcript([]),
      article: """
        <div class="alert tip" role="note">
        <p class="title">Wskazówka</p>
        <p>a</p>
        </div>
        """, language: "pl")
  }

  @Test(
    "and else a quote",
    arguments: [
      "> [!NOTE] a", "> [!NOTE]", "> [!HELP]\n> a", "> a\n> [!NOTE]", "> *[!NOTE]*\n> a", "> `[!NOTE]`\n> a",
    ])
  func others(_ markdown: String) throws {
    let html = try #require(renderFragment(path: "x.md", bytes: Array(markdown.utf8)).html)
    #expect(html.hasPrefix("<blockquote>") && !html.contains("alert"))
  }

  @Test("only where it stands by itself, as on GitHub")
  func nested() throws {
    for markdown in ["- > [!NOTE]\n  > a", "> > [!NOTE]\n> > a"] {
      let html = try #require(renderFragment(path: "x.md", bytes: Array(markdown.utf8)).html)
      #expect(!html.contains("alert"))
    }
  }

  @Test("in which blocks and expressions are run as anywhere")
  func lessonBlocks() throws {
    let lesson = try lesson("> [!NOTE]\n> `{swift-dt} x`\n>\n> ```swift-dt\n> y\n> ```")
    #expect(lesson.blocks.map(\.code) == ["y\n"])
    let page = PageRenderer().html(lesson, transcript([[.shown(.text("2"))]], ["1"]))
    #expect(page.contains("<p>1</p>") && page.contains("<samp>2</samp>"))
  }
}
