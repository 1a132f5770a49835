import Testing

@testable import LessonKit

@Suite("An index of lessons")
struct LessonIndexTests {
  private func entry(_ text: String, _ name: String) throws -> LessonIndex.Entry {
    LessonIndex.Entry(try lesson(text, name: name), transcript([], ["1"]))
  }

  @Test("lists them by their place, then by name, with what each is about")
  func order() throws {
    let index = LessonIndex(
      language: "pl",
      entries: [
        try entry("# C", "c"), try entry("---\norder: 2\ndescription: \"B & *b*\"\n---\n# B", "x/b ż"),
        try entry("---\norder: 1\ntitle: A\n---\nPara `{swift-dt} x`\nd **e**.\n\nf", "a"),
      ])
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
        <main>
        <h1>Lekcje</h1>
        <ol class="lessons">
        <li><a href="a.html">A</a><p>Para 1 d e.</p></li>
        <li><a href="x/b%20%C5%BC.html">B</a><p>B &amp; *b*</p></li>
        <li><a href="c.html">C</a></li>
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

  @Test("may be empty")
  func empty() {
    #expect(LessonIndex(language: "en", entries: []).markdown == "# Lessons\n")
  }
}
