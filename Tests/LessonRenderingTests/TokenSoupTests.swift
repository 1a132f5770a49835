import LessonTestSupport
import TestSupport
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

  static func soup(_ choices: inout Choices) -> String { choices.text(of: tokens, 0, 84) }

  /// A lesson, what its blocks print, and what its expressions give.
  private struct Text {
    let markdown: String
    let printed: String
    let value: String
  }

  @Test("is a lesson or is refused, and gives pages in which every element is closed", arguments: 0..<10)
  func pages(_ part: Int) {
    expectLaw(
      seeds: (part * 50)..<(part * 50 + 50),
      of: { Text(markdown: Self.soup(&$0), printed: Self.soup(&$0), value: Self.soup(&$0)) }, demandPages)
  }

  private func demandPages(of text: Text) throws {
    let fragment = renderFragment(path: "x.md", bytes: Array(text.markdown.utf8))
    try demandClosed(fragment.html ?? "\(fragment.diagnostics)")
    let parsed = Lesson.parse(path: "x.md", text: text.markdown, language: "en", name: "x")
    try demand(!parsed.diagnostics.contains { $0.message.contains("hard to find") })
    guard let lesson = parsed.lesson else { return }
    let results = lesson.blocks.map { _ in [BlockTranscript.Result.printed(text.printed), .message("m")] }
    let found = transcript(results, lesson.inlineExpressions.map { _ in text.value })
    let page = PageRenderer().html(lesson, found)
    let start = try demand(page.firstRange(of: "<article>")).lowerBound
    let end = try demand(page.ranges(of: "</article>").last).upperBound
    try demandClosed(String(page[start..<end]))
    let markdown = PageRenderer().markdown(lesson, found).text
    if lesson.blocks.isEmpty && lesson.inlineExpressions.isEmpty {
      try demand(Array(markdown.unicodeScalars) == Array(text.markdown.unicodeScalars))
    }
  }

  private func demandClosed(_ html: String) throws {
    var open: [String] = []
    var rest = Array(html.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      let tag = try demand(HTMLTag(rest[start...]), "'<' begins no tag in \(html)")
      rest = tag.rest
      try demand(tag.name != "script" && !tag.attributes.contains { $0.name.hasPrefix("on") })
      let address = tag.attributes.first { $0.name == "href" || $0.name == "src" }?.value ?? ""
      try demand(!address.lowercased().hasPrefix("javascript"))
      if ["br", "hr", "img", "input", "wbr", "col"].contains(tag.name) { continue }
      if tag.isEnd {
        try demand(open.popLast() == tag.name, "</\(tag.name)> closes nothing in \(html)")
      } else {
        open.append(tag.name)
      }
    }
    try demand(open.isEmpty, "\(open) are open in \(html)")
  }
}
