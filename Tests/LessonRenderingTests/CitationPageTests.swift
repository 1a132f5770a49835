import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("Works that a page cites")
struct CitationPageTests {
  private let works = BibliographyReader(
    Array(
      """
      @article{dropout, author = {Srivastava, Nitish and Hinton, Geoffrey and Krizhevsky, Alex}, year = 2014,
        title = {Dropout: a way}, journal = {JMLR}, volume = 15, number = 1, pages = {1929--1958}, doi = {10.1/x}}
      @book{one, author = {Doe, Ann}, year = 2001, title = {First?}, publisher = {Press}}
      @book{two, author = {Doe, Ann}, year = 2001, title = {Second}}
      @misc{pair, author = {{\\L}ukasz Zi{\\k{e}}ba and Émile Dé}, title = {With *stars*}, url = {https://a.b/c}}
      @misc{unsigned, title = {A title of very many words}, year = 1999}
      """.utf8), path: "refs.bib"
  ).entries

  private func article(_ text: String, _ language: String = "en") throws -> String {
    let page = PageRenderer().html(try lesson(text, language: language, citing: works).citing, transcript([]))
    let start = try #require(page.firstRange(of: "<article>\n")).upperBound
    let end = try #require(page.ranges(of: "\n</article>").last).lowerBound
    return String(page[start..<end]).replacing(/\n<p class="(facts|ways)".*/, with: "")
  }

  @Test("are links with authors and year, which show the work at the pointer, and lead to a list and back")
  func html() throws {
    let page = try article("As @dropout show [see @one, p. 3; @two].\n")
    let doe = "Doe, Ann. 2001"
    #expect(
      page == """
        <p>As <a id="cite.1"></a><a href="#ref.dropout" title="Srivastava, Nitish, Geoffrey Hinton and Alex Krizhevsky. 2014. \
        Dropout: a way. JMLR 15(1): 1929–1958.">Srivastava et al. (2014)</a> show (see <a id="cite.2"></a>\
        <a href="#ref.one" title="\(doe)a. First? Press.">Doe 2001a</a>, p. 3; <a id="cite.3"></a>\
        <a href="#ref.two" title="\(doe)b. Second.">Doe 2001b</a>).</p>
        <h2 id="references">References<a class="anchor" href="#references" aria-hidden="true" tabindex="-1"></a></h2>
        <ul>
        <li><a id="ref.one"></a>\(doe)a. <em>First?</em> Press. <a href="#cite.2" title="Back to the text">↩</a></li>
        <li><a id="ref.two"></a>\(doe)b. <em>Second.</em> <a href="#cite.3" title="Back to the text">↩</a></li>
        <li><a id="ref.dropout"></a>Srivastava, Nitish, Geoffrey Hinton and Alex Krizhevsky. 2014. Dropout: a way. <em>JMLR</em> \
        15(1): 1929–1958. <a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a> <a href="#cite.1" title="Back to the text">↩</a></li>
        </ul>
        """)
  }

  @Test("are written in the words of the page's language")
  func languages() throws {
    let polish = try article("Jak @dropout, [@dropout], @pair.\n", "pl")
    #expect(polish.contains(">Srivastava i\u{A0}inni (2014)</a>"))
    #expect(polish.contains(">Srivastava i\u{A0}in. 2014</a>"))
    #expect(polish.contains(">Zięba i\u{A0}Dé (b.d.)</a>") && polish.contains("Bibliografia"))
    #expect(try article("@dropout", "ja").contains(">Srivastavaら (2014)</a>"))
  }

  @Test("without authors are known by their titles")
  func unsigned() throws {
    #expect(try article("[@unsigned]").contains(">A title of very… 1999</a>"))
    #expect(try article("Doe [-@one]").contains(">2001</a>)"))
  }

  @Test("have their list before the footnotes, in the text and among the sections")
  func footnotes() throws {
    let page = try article("# A\n\nx[^1]\n\n[^1]: See @one and [@one].\n")
    let list = try #require(page.firstRange(of: "References")).lowerBound
    #expect(try #require(page.firstRange(of: "class=\"footnotes\"")).lowerBound > list)
    #expect(page.contains(">↩1</a> <a href=\"#cite.2\""))
  }

  @Test("are in Markdown pages, where everything else stays as it is")
  func markdown() throws {
    let text = "> As [@one,\n> p. 3] and `@one`, *@pair*.\n\n| a |\n|---|\n| @two |"
    let page = MarkdownPage(try lesson(text, citing: works).citing, transcript([])).text
    #expect(
      page == """
        > As (<a id="cite.1"></a>[Doe 2001a](#ref.one "Doe, Ann. 2001a. First? Press."), p. 3) and `@one`, \
        *<a id="cite.2"></a>[Zięba and Dé (n.d.)](#ref.pair "Zięba, Łukasz and Émile Dé. n.d. With \\*stars\\*.")*.

        | a |
        |---|
        | <a id="cite.3"></a>[Doe (2001b)](#ref.two "Doe, Ann. 2001b. Second.") |

        ## References

        - <a id="ref.one"></a>Doe, Ann. 2001a. *First?* Press. [↩](#cite.1 "Back to the text")
        - <a id="ref.two"></a>Doe, Ann. 2001b. *Second.* [↩](#cite.3 "Back to the text")
        - <a id="ref.pair"></a>Zięba, Łukasz and Émile Dé. n.d. *With \\*stars\\*.* [https://a.b/c](https://a.b/c) [↩](#cite.2 "Back to the text")

        """)
  }

  @Test("have plain years in Markdown, where no list can begin")
  func years() throws {
    let page = MarkdownPage(try lesson("@dropout", citing: works).citing, transcript([])).text
    #expect(page.contains("Alex Krizhevsky. 2014. Dropout: a way. *JMLR* 15(1): 1929–1958."))
  }

  @Test("are in notebooks")
  func notebook() throws {
    let lesson = try lesson("As @one.\n\n```swift-dt\n1\n```\n", citing: works).citing
    let text = String(decoding: Notebook(lesson, transcript([[]])).bytes, as: UTF8.self)
    #expect(text.contains(#"[Doe (2001)](#ref.one \"Doe, Ann. 2001. First? Press.\")"#))
    #expect(
      text.contains("## References") && text.contains(#"<a id=\"ref.one\"></a>Doe, Ann. 2001. *First?*"#))
  }

  @Test("leave a page alone that cites none")
  func none() throws {
    #expect(try article("a@b.c and `@one`") == article("a@b.c and `@one`", "en"))
    #expect(try !article("a").contains("References"))
  }
}
