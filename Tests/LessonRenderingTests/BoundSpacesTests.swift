import LessonTestSupport
import Testing

@Suite("No line ends")
struct BoundSpacesTests {
  @Test(
    "after a word of one letter where the language has it so",
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
    "but after other letters, and after the end of a longer word",
    arguments: [
      "sieci moja", "1w b", "**sieć**w b", "e f", "w, z",
    ])
  func others(_ markdown: String) throws {
    let expected = "<p>\(markdown.replacing("**sieć**", with: "<strong>sieć</strong>"))</p>"
    try check(markdown, transcript([]), article: expected, language: "pl")
  }

  @Test("but after words of one letter in other languages")
  func english() throws {
    try check("I am a net", transcript([]), article: "<p>I am a net</p>", language: "en")
  }

  @Test("between a number and its percent sign", arguments: ["en", "pl", "de"])
  func percent(_ language: String) throws {
    let expected = "<p>5·% of 0.95·% and <strong>7</strong>·%</p>".replacing("·", with: "\u{A0}")
    try check("5 % of 0.95\n% and **7** %", transcript([]), article: expected, language: language)
  }
}
