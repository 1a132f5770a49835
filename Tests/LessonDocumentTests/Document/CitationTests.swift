import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("Citations in a lesson")
struct CitationTests {
  private let works = ["a", "b", "doe_2001", "DBLP:conf/x/Y14", "müller20"].map { BibliographyEntry(key: $0) }

  /// The citations of a text: places, keys and what stands beside them.
  private func found(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    try lesson(text, citing: works, sourceLocation: sourceLocation).citations.map { citation in
      let works = citation.works.map { work in
        [work.prefix, (work.isYearOnly ? "-" : "") + work.key, work.locator].filter { !$0.isEmpty }
          .joined(separator: "|")
      }
      let (start, end) = (citation.range.lowerBound, citation.range.upperBound)
      return "\(start.line):\(start.column)-\(end.line):\(end.column) \(citation.isInText ? "text " : "")"
        + works.joined(separator: "; ")
    }
  }

  @Test(
    "name works in brackets or in a sentence",
    arguments: [
      ("See [@a].", ["1:5-1:9 a"]), ("See [@a, p. 3].", ["1:5-1:15 a|p. 3"]), ("[@a; @b]", ["1:1-1:9 a; b"]),
      ("As @a show.", ["1:4-1:6 text a"]), ("Read @a.", ["1:6-1:8 text a"]), ("(@a)", ["1:2-1:4 text a"]),
      ("[see @a, ch. 2; also @b]", ["1:1-1:25 see|a|ch. 2; also|b"]),
      ("Doe [-@doe_2001]", ["1:5-1:17 -doe_2001"]),
      ("„@müller20”", ["1:2-1:11 text müller20"]), ("*[@a]* **@b**", ["1:2-1:6 a", "1:10-1:12 text b"]),
      ("@DBLP:conf/x/Y14: x", ["1:1-1:17 text DBLP:conf/x/Y14"]), ("[@a] [@b]", ["1:1-1:5 a", "1:6-1:10 b"]),
      ("> x\n> [see\n> @a; @b]\n> y", ["2:3-3:10 see|a; b"]), ("[@a\n   p. 3]", ["1:1-2:9 a|p. 3"]),
      ("| x |\n|---|\n| \\| [@a] |", ["3:6-3:10 a"]), ("- x\n\n  @a\n", ["3:3-3:5 text a"]),
      ("x[^1]\n\n[^1]: As @a.", ["3:10-3:12 text a"]),
    ])
  func citations(text: String, expected: [String]) throws { #expect(try found(text) == expected) }

  @Test(
    "are not what stands in code, in links, in addresses or after a backslash",
    arguments: [
      "`@a`", "```\n@a\n```", "    @a", "[@a](x.md)", "[see @a][x]\n\n[x]: y.md", "![@a](x.png)", "a@b.c",
      "mail@a",
      "<x@a.de>", "https://x.org/@a", "[x](https://x.org/@a)", "<b title=\"@a\">x</b>", "\\@a", "x/@a", "@",
      "@ a",
      "# About @a", "npm i @", "$@a$", "@@a", "[@a]\n\n[@a]: y.md",
    ])
  func others(text: String) throws { #expect(try found(text) == []) }

  @Test("stay text in a course without a bibliography")
  func none() throws {
    let lesson = try lesson("[@a] @b")
    #expect(lesson.citations == [] && PlainProse().text(of: lesson.document) == "[@a] @b")
  }

  @Test("with unknown keys are errors at their place, with the nearest key")
  func unknown() {
    check(
      "# A\n\nSee [@a; @doe_2011] and @zzzzzz.\n", citing: works,
      reports: [
        "3:10: error: the bibliography has no '@doe_2011'; did you mean '@doe_2001'?",
        "3:25: error: the bibliography has no '@zzzzzz'; write '\\@' for an at sign that cites nothing",
      ])
  }

  @Test("have a limit, which is told")
  func many() {
    let text = String(repeating: "@a ", count: Citation.most + 5)
    check(
      text, citing: works,
      reports: ["1:3001: error: a lesson holds at most 1000 citations; this is one more"])
  }

  @Test("leave all other text as it is")
  func rest() throws {
    let text = "a [b] [see @a] c] [d\n@b, [@] @? [*e* @a]"
    let document = try lesson(text, citing: works).document
    #expect(PlainProse().text(of: document) == "a [b] [see @a] c] [d @b, [@] @? [e @a]")
  }
}
