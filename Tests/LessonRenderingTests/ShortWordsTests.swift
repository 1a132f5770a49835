import LessonTestSupport
import Testing

@Suite("After a word of one letter")
struct ShortWordsTests {
  @Test(
    "no line ends where the language has it so",
    arguments: [
      ("w sieci i z wagami", "w·sieci i·z·wagami"),
      ("To\nw\nsieci", "To\nw·sieci"),
      ("(a nie „w sieci”)", "(a·nie „w·sieci”)"),
      ("z **warstwy** i *z*", "z·<strong>warstwy</strong> i·<em>z</em>"),
      ("waga `w` w `i`", "waga <code>w</code> w·<code>i</code>"),
    ])
  func polish(_ markdown: String, _ html: String) throws {
    let expected = "<p>\(html.replacing("·", with: "\u{A0}"))</p>"
    try check(markdown, transcript([]), article: expected, language: "pl")
  }

  @Test(
    "lines end as everywhere when it is the end of a longer one, or a letter of another language",
    arguments: [
      "sieci moja", "1w b", "**sieć**w b", "e f", "w, z",
    ])
  func others(_ markdown: String) throws {
    let expected = "<p>\(markdown.replacing("**sieć**", with: "<strong>sieć</strong>"))</p>"
    try check(markdown, transcript([]), article: expected, language: "pl")
  }

  @Test("lines end as everywhere in other languages")
  func english() throws {
    try check("I am a net", transcript([]), article: "<p>I am a net</p>", language: "en")
  }
}
