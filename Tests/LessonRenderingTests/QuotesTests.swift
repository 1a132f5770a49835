import LessonCore
import LessonDocument
import LessonSite
import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("Straight quotes in prose")
struct QuotesTests {
  @Test(
    "become those of the page's language",
    arguments: [
      ("en", #"a "word" and 'one'"#, "a “word” and ‘one’"),
      ("de", #"ein "Wort" und 'eins'"#, "ein „Wort“ und ‚eins‘"),
      ("pl", #"to "słowo""#, "to „słowo”"),
      ("fr", #"un "mot""#, "un «\u{A0}mot\u{A0}»"),
      ("ru", #"это "слово""#, "это «слово»"),
      ("ja", #"彼は"層"と言う"#, "彼は「層」と言う"),
      ("ar", #"هذه "كلمة""#, "هذه «كلمة»"),
    ])
  func languages(language: String, text: String, shown: String) throws {
    try check(text, transcript([]), article: "<p>\(shown)</p>", language: language)
  }

  @Test(
    "are told apart from apostrophes, and pair within their block",
    arguments: [
      (#"It's Jim's, the dogs' and 'tis"#, "It’s Jim’s, the dogs’ and ’tis"),
      ("the '90s and rock 'n' roll", "the ’90s and rock ‘n’ roll"),
      (#""a 'b' c" and "a "b" c""#, "“a ‘b’ c” and “a ‘b’ c”"),
      (#"("a"), "b"—"c"!"#, "(“a”), “b”—“c”!"),
      ("\"one\ntwo\"", "“one\ntwo”"),
      (#""*a* b" and *"c" d*"#, "“<em>a</em> b” and <em>“c” d</em>"),
      (#"**"a** b""#, "<strong>“a</strong> b”"),
      (#"["a"](https://b.c)"#, "<a href=\"https://b.c\">“a”</a>"),
      ("\"`x`\" and `y`'s", "“<code>x</code>” and <code>y</code>’s"),
      (#"<b>"a"</b>"#, "<b>“a”</b>"),
    ])
  func english(text: String, shown: String) throws {
    try check(text, transcript([]), article: "<p>\(shown)</p>")
  }

  @Test(
    "stay in code, in HTML, after numbers, and where their counterpart is missing",
    arguments: [
      (#"`"a"` and `'b'`"#, #"<code>"a"</code> and <code>'b'</code>"#),
      (#"<kbd>"</kbd> <code>'x'</code>"#, #"<kbd>"</kbd> <code>'x'</code>"#),
      (#"<b title="it's">c</b>"#, #"<b title="it's">c</b>"#),
      (#"6' 2" tall, 5" wide"#, #"6' 2" tall, 5" wide"#),
      (#"a "b"#, #"a "b"#),
      (#"צה"ל"#, #"צה"ל"#),
    ])
  func unchanged(text: String, shown: String) throws {
    try check(text, transcript([]), article: "<p>\(shown)</p>")
  }

  @Test("stay in languages that we do not know, and where the settings say so")
  func off() throws {
    try check(#""a" it's"#, transcript([]), article: #"<p>"a" it's</p>"#, language: "cs")
    var settings = ProjectSettings()
    settings.quotes = "straight"
    let identity = SiteIdentity(settings, SiteFiles(), in: "en")
    #expect(identity.keepsStraightQuotes && identity != SiteIdentity())
  }

  @Test("become others in the list of sections too, but not in the anchors of headings")
  func headings() throws {
    let page = PageRenderer().html(try lesson("# A\n\n## The \"b\"\n\n## C\n"), transcript([]))
    #expect(page.contains("<a href=\"#the-b\">The “b”</a>"))
    #expect(page.contains("<h2 id=\"the-b\">The “b”<a"))
  }
}
