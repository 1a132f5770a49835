import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonMarkup
@testable import LessonRendering

@Suite("Any text at all")
struct TokenSoupTests {
  private static let tokens = [
    "```", "~~~", "````", "swift-dt", " swift dt", " id=a", " fold", " passthrough", " silent", " invisible",
    " fail", "\n",
    "\n", "\n\n", "\r\n", "\r", "\n> ", "\n- ", "\n1. ", "\n    ", "\t", " ", "x", "`", "`{swift-dt} x`",
    "{swift-dt} ",
    "<", ">", "<b>", "</b>", "<div>", "</div>", "<a href=", "<p title='", "\"", "'", "=", "/", "<!--", "-->",
    "<script>",
    "[a](", "](", ")", "[^1]", "\n[^1]: ", "|", "\n|a|b|\n|-|-|\n", "\n---\n", "---\n", "title: ",
    "javascript:", "&#106;",
    "&colon;", "\0", "\u{FEFF}", "e\u{301}", "\u{301}", "ą", "👩‍👧", "*", "**", "_", "~", "\\", "# ", "\n===\n",
    "https://a.b",
  ]

  static func soup(_ seed: Int) -> String {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: (state >> 33) % UInt64(count))
    }
    return (0..<(5 + next(80))).map { _ in tokens[next(tokens.count)] }.joined()
  }

  @Test("is a lesson or is refused, and gives pages in which every element is closed", arguments: 0..<500)
  func pages(_ seed: Int) throws {
    let text = Self.soup(seed)
    let fragment = try #require(renderFragment(path: "x.md", bytes: Array(text.utf8)).html)
    expectClosed(fragment, text)
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    #expect(!parsed.diagnostics.contains { $0.message.contains("hard to find") }, "\(text)")
    guard let lesson = parsed.lesson else { return }
    let results = lesson.blocks.map { _ in
      [BlockTranscript.Result.printed(Self.soup(seed + 1_000_000)), .message("m")]
    }
    let found = transcript(results, lesson.inlineExpressions.map { _ in Self.soup(seed + 2_000_000) })
    let page = PageRenderer().html(lesson, found)
    let start = try #require(page.firstRange(of: "<article>")).lowerBound
    let end = try #require(page.ranges(of: "</article>").last).upperBound
    expectClosed(String(page[start..<end]), text)
    let markdown = PageRenderer().markdown(lesson, found).text
    if lesson.blocks.isEmpty && lesson.inlineExpressions.isEmpty {
      #expect(Array(markdown.unicodeScalars) == Array(text.unicodeScalars))
    }
  }

  private func expectClosed(_ html: String, _ text: String) {
    var open: [String] = []
    var rest = Array(html.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      guard let tag = HTMLTag(rest[start...]) else {
        Issue.record("'<' begins no tag in \(html)\n← \(text)")
        return
      }
      rest = tag.rest
      #expect(tag.name != "script" && !tag.attributes.contains { $0.name.hasPrefix("on") }, "\(text)")
      let address = tag.attributes.first { $0.name == "href" || $0.name == "src" }?.value ?? ""
      #expect(!address.lowercased().hasPrefix("javascript"), "\(text)")
      if ["br", "hr", "img", "input", "wbr", "col"].contains(tag.name) { continue }
      if !tag.isEnd {
        open.append(tag.name)
      } else if open.popLast() != tag.name {
        Issue.record("</\(tag.name)> closes nothing in \(html)\n← \(text)")
        return
      }
    }
    #expect(open.isEmpty, "\(html)\n← \(text)")
  }
}
