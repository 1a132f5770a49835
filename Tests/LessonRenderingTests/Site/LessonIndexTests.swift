import Foundation
import LessonTestSupport
import Testing

@testable import LessonRendering
@testable import LessonSite

/// What pages say of a lesson whose expressions all gave 1.
func entry(_ text: String, _ name: String, language: String = "en") throws -> LessonEntry {
  LessonEntry(try lesson(text, language: language, name: name), transcript([], ["1"]), version: "v")
}

@Suite("An index of lessons")
struct LessonIndexTests {
  @Test("lists them by their place, then by name, with what each is about")
  func order() throws {
    let site = Site([
      "pl": [
        try entry("# C", "c"), try entry("---\norder: 2\ndescription: \"B & *b*\"\n---\n# B", "x/b ż"),
        try entry("---\norder: 1\ntitle: A\n---\nPara `{swift-dt} x`\nd **e**.\n\nf", "a"),
      ]
    ])
    let index = LessonIndex(site, language: "pl")
    #expect(
      index.markdown == """
        # Lekcje

        1. [A](a.md): Para 1 d e.
        2. [B](x/b%20%C5%BC.md): B \\& \\*b\\*
        3. [C](c.md)

        """)
    #expect(
      index.html.contains(
        """
        <ol class="cards">
        <li><h2><a href="a.html">A</a></h2><p>Para 1 d e.</p><p class="about">1 min</p></li>
        <li><h2><a href="x/b%20%C5%BC.html">B</a></h2><p>B &amp; *b*</p><p class="about">1 min</p></li>
        <li><h2><a href="c.html">C</a></h2><p class="about">1 min</p></li>
        </ol>
        </main>
        """))
    #expect(index.html.contains("<html lang=\"pl\" dir=\"ltr\">"))
  }

  @Test("shortens long paragraphs between words")
  func summaries() throws {
    let words = Array(repeating: "słowo", count: 60).joined(separator: " ")
    #expect(
      try entry(words, "a").summary == Array(repeating: "słowo", count: 33).joined(separator: " ") + "…")
  }

  @Test("reaches lessons by their files, whatever these are called")
  func addresses() throws {
    let names = ["What is 100% #1?", "javascript:alert(1)", "a&b=c;d", "(x)"]
    let index = LessonIndex(Site(["en": try names.map { try entry("# A", $0) }]), language: "en")
    for (text, pattern) in [(index.html, #/href="([^"#]*)\.html"/#), (index.markdown, #/\]\(([^)]*)\.md\)/#)]
    {
      let addresses = text.matches(of: pattern).map { $0.1.replacing("&amp;", with: "&") }
      for name in names { #expect(addresses.contains { $0.removingPercentEncoding == name }) }
      #expect(!addresses.contains { $0.contains(":") || $0.contains("?") || $0.contains("#") })
    }
  }

  @Test("shows a lesson's picture and what it builds on, untranslated where there is no translation")
  func needs() throws {
    let site = Site([
      "en": [try entry("# One", "one"), try entry("# Two", "in/two")],
      "pl": [
        try entry("# Jeden", "one"), try entry("---\nneeds: [one, in/two, gone]\n---\n# Trzy", "three"),
      ],
    ]).listed(withPictures: { language, name in language == "pl" && name == "one" ? "one/p.svg" : nil })
    let html = LessonIndex(site, language: "pl").html
    #expect(html.contains("Jeden</a></h2><img src=\"one/p.svg\" alt=\"\" loading=\"lazy\"><p"))
    #expect(
      html.contains(
        """
        Wymagane lekcje: <a href="one.html">Jeden</a>, \
        <a href="../en/in/two.html" lang="en" hreflang="en">Two</a></span>
        """))
    #expect(html.matches(of: /<img/).count == 1)
  }

  @Test("may be empty")
  func empty() {
    #expect(LessonIndex(Site([:]), language: "en").markdown == "# Lessons\n")
  }

  @Test("is reached from the first page, in which each language speaks for itself")
  func languages() throws {
    let lesson = try entry("# A", "a")
    let page = LanguageIndex(Site(["pl": [lesson], "ar": [lesson], "en": [lesson]])).html
    #expect(page.contains("<html lang=\"en\" dir=\"ltr\">"))
    let links = page.matches(of: #/<li lang="(..)" dir="(...)"><h2><a href="([^"]*)" [^>]*>([^<]*)</#)
    #expect(
      links.map { "\($0.1) \($0.2) \($0.3) \($0.4)" } == [
        "ar rtl ar/index.html العربية", "en ltr en/index.html English", "pl ltr pl/index.html Polski",
      ])
  }
}
