import LessonDisplay
import LessonTestSupport
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonPlots
@testable import LessonRendering
@testable import LessonSite
@testable import LessonWords

@Suite("Around the text of a page")
struct PageFrameTests {
  private func page(_ text: String, of site: Site, _ name: String, language: String = "en") throws -> String {
    PageRenderer().html(
      try lesson(text, language: language, name: name), transcript([]), at: site.place(of: name, in: language)
    )
  }

  private func site(_ names: String...) throws -> Site {
    let lessons = try names.map { try entry("# \($0.uppercased()) & co", $0) }
    return Site(["en": lessons, "pl": lessons])
  }

  @Test("stand the lessons of the language, of which one is this")
  func lessons() throws {
    #expect(
      try page("# X", of: site("a", "b"), "b").contains(
        """
        <nav class="side lessons" id="page.lessons" popover="" aria-label="Lessons">\
        <p class="title" aria-hidden="true">Lessons</p>
        <ol>
        <li><a href="a.html">A &amp; co</a></li>
        <li><a href="b.html" aria-current="page">B &amp; co</a></li>
        </ol></nav>
        """))
  }

  @Test("stand the ways to the lessons before and after")
  func pager() throws {
    let site = try site("a", "b", "c")
    #expect(
      try page("# X", of: site, "b").contains(
        """
        <nav class="pager" aria-label="Previous, Next">
        <a class="prev" rel="prev" href="a.html"><small>Previous</small>A &amp; co</a>
        <a class="next" rel="next" href="c.html"><small>Next</small>C &amp; co</a>
        </nav>
        """))
    #expect(try page("# X", of: site, "a").ranges(of: "<small>").count == 1)
  }

  @Test("stand the sections of the levels 2 and 3, where there are several")
  func contents() throws {
    let site = try site("a")
    #expect(
      try page("# A\n\n## B `b`\n\n### B *b*\n\n#### D", of: site, "a").contains(
        """
        aria-label="On this page"><p class="title" aria-hidden="true">On this page</p>
        <ol>
        <li><a href="#b-b">B b</a></li>
        <li><a href="#b-b-1" class="inner">B b</a></li>
        </ol></nav>
        """))
    #expect(try !page("# A\n\n## B", of: site, "a").contains("On this page"))
  }

  @Test("stand the languages, each by its own name and in its own direction")
  func languages() throws {
    let lesson = try entry("# A", "a")
    let site = Site(["ar": [], "en": [lesson], "pl": [lesson], "he": [try entry("# B", "b")]])
    let page = try page("# A", of: site, "a", language: "pl")
    #expect(
      page.contains(
        """
        <ol>
        <li><a href="../en/a.html" lang="en" hreflang="en" dir="ltr">English</a></li>
        <li><a href="../he/index.html" lang="he" hreflang="he" dir="rtl">עברית</a></li>
        <li><a href="a.html" lang="pl" hreflang="pl" dir="ltr" aria-current="true">Polski</a></li>
        </ol></nav>
        """))
    #expect(page.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"../en/a.html\">"))
    #expect(!page.contains("<link rel=\"alternate\" hreflang=\"he\""))
  }

  @Test("stands nothing that leads nowhere when the page is alone")
  func alone() throws {
    let page = PageRenderer().html(try lesson("# A"), transcript([]))
    #expect(!page.contains("popovertarget") && !page.contains("<nav"))
    // The image in tabs is part of the page.
    #expect(page.matches(of: /rel="(\w+)"/).map { String($0.1) } == ["icon"])
  }

  @Test("every button opens a list that is there, and every id is there once")
  func ids() throws {
    let page = try page("# A\n\n## B\n\n## C", of: site("a", "b"), "a")
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let opened = page.matches(of: /popovertarget="([^"]*)"/).map { String($0.1) }
    #expect(opened == ["page.lessons", "page.contents", "page.languages"])
    #expect(Set(opened).isSubset(of: ids))
  }

  @Test("a page does not grow with the number of lessons")
  func growth() throws {
    func length(_ count: Int) throws -> Int {
      let lessons = try (1...count).map { try entry("# Lesson", String(1000 + $0)) }
      return try page("# A", of: Site(["en": lessons]), "1030").utf8.count
    }
    #expect(try length(1_000) < length(60))
    #expect(try length(1_000) == length(100))
  }

  @Test("stands a remark on a translation that is behind, naming what has changed")
  func lag() throws {
    let section = PagePlace.Lag.Section(title: "B & b", anchor: "b--b", isOfSource: true)
    let place = PagePlace(
      name: "a", language: "pl", lessons: [], listsAll: true, languages: [], lag: .init(sections: [section]))
    #expect(
      PageRenderer().html(try lesson("# A", language: "pl", name: "a"), transcript([]), at: place).contains(
        """
        <div class="alert behind" role="note"><p><strong>To tłumaczenie nie nadąża za oryginałem.</strong> \
        Zmieniły się w nim: <a href="../en/a.html#b--b">B &amp; b</a>.</p></div>
        """))
  }
}

@Suite("The words of pages")
struct PageWordsTests {
  @Test("are there in every language, and are its own", arguments: InterfaceLanguage.all.map(\.tag))
  func all(_ language: String) {
    let words = texts(PageWords(Language(language)))
    let english = texts(.english)
    #expect(words.count > 25 && !words.contains { $0.isEmpty || $0 != $0.trimmingPrefix(" ") })
    // Some words are the same in several languages: Code, Tip, Important, et al.
    if language != "en" { #expect(pairs(words, english).filter { $0 == $1 }.count < 6) }
  }

  private func texts(_ words: PageWords) -> [String] {
    Mirror(reflecting: words).children.compactMap { $0.value as? String ?? ($0.value as? Phrase)?.text }
  }

  @Test("have the places that English has for what is put in", arguments: InterfaceLanguage.all.map(\.tag))
  func places(_ language: String) {
    let places = { (text: String) in text.matches(of: /\$[0-9]/).map { String($0.0) }.sorted() }
    #expect(texts(PageWords(Language(language))).map(places) == texts(.english).map(places))
  }

  @Test("are those of the language where the country has none of its own, and English where we know none")
  func fallback() {
    #expect(PageWords(Language("pt-BR")) == PageWords(Language("pt")))
    #expect(PageWords(Language("tlh")) == PageWords.english)
  }
}

@Suite("The words of served pages")
struct ServedWordsTests {
  private func texts(_ words: ServedWords) -> [String] {
    Mirror(reflecting: words).children.compactMap { $0.value as? String ?? ($0.value as? Phrase)?.text }
  }

  @Test(
    "are there in every language, are its own, and have the places of English",
    arguments: InterfaceLanguage.all.map(\.tag))
  func all(_ language: String) {
    let (words, english) = (texts(ServedWords(Language(language))), texts(InterfaceLanguage.english.served))
    #expect(words.count > 35 && !words.contains { $0.isEmpty || $0 != $0.trimmingPrefix(" ") })
    if language != "en" { #expect(pairs(words, english).filter { $0 == $1 }.count < 3) }
    let places = { (text: String) in text.matches(of: /\$[0-9]/).map { String($0.0) }.sorted() }
    #expect(words.map(places) == english.map(places))
  }
}

@Suite("The words of plots")
struct PlotWordsTests {
  private func phrases(_ words: PlotWords) -> [Phrase] {
    Mirror(reflecting: words).children.compactMap { $0.value as? Phrase }
  }

  @Test("have the places that English has for what is put in", arguments: InterfaceLanguage.all.map(\.tag))
  func places(_ language: String) {
    let places = { (phrase: Phrase) in phrase.text.matches(of: /\$[0-9]/).map { String($0.0) }.sorted() }
    let words = phrases(PlotWords(Language(language)))
    #expect(words.count > 25 && words.map(places) == phrases(.english).map(places))
    #expect(!words.contains { $0.text.isEmpty || $0.text != $0.text.trimmingPrefix(" ") })
  }

  @Test("take what is put into them as it is, in the order that they need")
  func phrase() {
    let phrase: Phrase = "$2で$1 $3"
    #expect(phrase("1", "$1 $", "…") == "$1 $で1 …")
    #expect(phrase("a") == "でa ")
  }
}

@Suite("The engine's own words")
struct EngineWordsTests {
  @Test("are not empty in any language, and in English what the engine says")
  func languages() {
    for language in InterfaceLanguage.all {
      let labels = language.engine.labels
      #expect(!labels.values.contains(""), "\(language.tag)")
      #expect((language.tag == "en") == labels.allSatisfy { $0 == $1 }, "\(language.tag)")
    }
  }

  @Test("are those of the page's language where the lesson does not call things otherwise")
  func choice() throws {
    let chart = Chart(x: "epoch", y: "loss", [Series("training", [1, 2])])
    let text = "---\nlabels: {loss: koszt}\n---\n```swift-dt\n```"
    func page(_ language: String) throws -> String {
      PageRenderer().html(try lesson(text, language: language), transcript([[.shown(.chart(chart))]]))
    }
    #expect(try page("pl").contains(">epoka<") && page("pl").contains(">koszt<"))
    #expect(try page("en").contains(">epoch<") && page("en").contains(">koszt<"))
  }
}
