import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The first page of the site, which says what the course is about and links to its languages.
package struct LanguageIndex {
  private let site: Site
  private var languages: [String] { site.languages }

  package init(_ site: Site) { self.site = site }

  /// The folder of the language in which the page speaks: the source language, if it has lessons.
  private var first: String {
    languages.contains(site.sourceLanguage) ? site.sourceLanguage : languages.first ?? ""
  }

  private var words: PageWords { PageWords(Language(first)) }
  private var identity: SiteIdentity { site.identity(in: first) }
  private var title: String { identity.title ?? words.lessons }

  /// The page `index.html`.
  package var html: String {
    let lead = identity.description ?? words.invitation
    let main = Element.tag("main", ["id": PageFrame.mainID])[
      "\n", .tag("h1")[.text(title)], "\n", .tag("p", ["class": "lead"])[.text(lead)], "\n",
      .tag("ul", ["class": "cards"])["\n"][languages.flatMap { [card($0), "\n"] }], "\n"][footer]
    return HTMLDocument(
      language: Language(first), title: title, description: lead, identity: identity,
      kind: .website, address: identity.address,
      body: [
        PageFrame.skip(words), PageBar(identity: identity, words: words, home: "index.html").element(),
        .tag("div", ["class": "page wide"])["\n", main, "\n"],
      ]
    ).text
  }

  /// A language, in its own words.
  private func card(_ folder: String) -> Element {
    let language = Language(folder)
    let words = PageWords(language)
    let identity = site.identity(in: folder)
    let link = Element.tag(
      "a", ["href": SafeURL.encoded(path: folder) + "/index.html", "hreflang": language.tag])[
        .text(language.name)]
    let lessons = site.lessons(in: folder).count
    return .tag("li", ["lang": language.tag, "dir": language.direction.rawValue])[
      .tag("h2")[link], .tag("p")[.text(identity.title ?? words.invitation)],
      .tag("p", ["class": "about"])[.text("\(words.lessons): \(lessons)")]]
  }

  private var footer: [Element] {
    let footer = SiteFooter(identity, words).element()
    return footer == .empty ? [] : [footer, "\n"]
  }
}
