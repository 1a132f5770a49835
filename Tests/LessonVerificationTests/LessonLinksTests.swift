import LessonTestSupport
import Testing

@testable import LessonVerification

@Suite("Links of a lesson")
struct LessonLinksTests {
  private func places(_ markdown: String) throws -> [String] {
    LessonLinks(try lesson(markdown)).links.map { link in
      let (start, end) = (link.range.lowerBound, link.range.upperBound)
      return "\(link.address) \(start.line):\(start.column)–\(end.line):\(end.column)"
    }
  }

  @Test(
    "stand where their address is written",
    arguments: [
      ("[a](b.md)", ["b.md 1:5–1:9"]), ("![a](<b c.png>)", ["b c.png 1:7–1:14"]),
      ("żółw [a](b.md)", ["b.md 1:10–1:14"]), ("> - [a](b.md)", ["b.md 1:9–1:13"]),
      ("Text.\n\n[a]\n\n[a]: b.md\n", ["b.md 5:6–5:10"]),
      ("[a]\n\n[a]: <b.md>\n", ["b.md 3:7–3:11"]), ("<a href='b.md'>x</a>", ["b.md 1:10–1:14"]),
      ("<a href = \"b.md\">x</a> <img src=\"c.png\">", ["b.md 1:12–1:16", "c.png 1:34–1:39"]),
      ("<https://example.com>", ["https://example.com 1:2–1:21"]),
    ])
  func place(markdown: String, expected: [String]) throws { #expect(try places(markdown) == expected) }

  @Test("to one address several times stand each at its own place, in the order of the text")
  func several() throws {
    #expect(
      try places("[a](b.md) [c](b.md)\n\n[d](b.md)\n") == ["b.md 1:5–1:9", "b.md 1:15–1:19", "b.md 3:5–3:9"])
    // The definition is behind both paragraphs, and does not keep the second from its own place.
    #expect(
      try places("[a][r] [c](d.md)\n\n[e](d.md)\n\n[r]: b.md\n")
        == ["b.md 5:6–5:10", "d.md 1:12–1:16", "d.md 3:5–3:9"])
  }

  @Test("whose address is written with escapes stand there, and others at the beginning of their block")
  func escaped() throws {
    #expect(try places("A.\n\nText [a](b\\_c.md)\n") == ["b_c.md 3:10–3:17"])
    #expect(try places("[a](b?c&amp;d.md)\n") == ["b?c&d.md 1:5–1:17"])
    #expect(try places("A.\n\nText [a](&#98;.md)\n") == ["b.md 3:1–3:2"])
    #expect(try places("A.\n\nText [a]()\n") == [" 3:1–3:2"])
  }

  @Test(
    "get other addresses where these are written, in all definitions, and nowhere in code",
    arguments: [
      ("[a](b.md) `[a](b.md)` b.md", "[a](x/b.md) `[a](b.md)` b.md"),
      ("[a](<b c.md> 'b c.md')", "[a](<x/b c.md> 'b c.md')"), ("![](b\\_c.png)", "![](x/b_c.png)"),
      ("<img src=\"b.png\" alt=\"b.png\">", "<img src=\"x/b.png\" alt=\"b.png\">"),
      ("[a] [c]\n\n[a]: b.md\n[c]: b.md 'T'\n", "[a] [c]\n\n[a]: x/b.md\n[c]: x/b.md 'T'\n"),
      ("[a]\n\n```\n[a]: b.md\n```\n\n[a]: b.md\n", "[a]\n\n```\n[a]: b.md\n```\n\n[a]: x/b.md\n"),
      ("[a](#b) [a](&#98;.md)", "[a](#b) [a](&#98;.md)"),
    ])
  func edits(markdown: String, expected: String) throws {
    let lesson = try lesson(markdown)
    let edits = LessonLinks(lesson).edits(of: lesson.source) { $0.hasPrefix("#") ? $0 : "x/" + $0 }
    #expect(edits.applied(to: lesson.source) == expected)
  }
}
