import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The first page of the site, which links to the languages.
package struct LanguageIndex {
  private let site: Site
  private var languages: [String] { site.languages }

  package init(_ site: Site) { self.site = site }

  /// The page `index.html`.
  package var html: String {
    let source = site.sourceLanguage
    let first = Language(languages.contains(source) ? source : languages.first ?? "")
    let cards = languages.flatMap { folder -> [Element] in
      let language = Language(folder)
      let words = PageWords(language)
      let link = Element.tag(
        "a", ["href": SafeURL.encoded(path: folder) + "/index.html", "hreflang": language.tag])[
          .text(language.name)]
      return [
        .tag("li", ["lang": language.tag, "dir": language.direction.rawValue])[
          .tag("h2")[link], .tag("p")[.text(site.identity(in: folder).description ?? words.invitation)]],
        "\n",
      ]
    }
    let identity = site.identity(in: first.tag)
    let title = identity.title ?? PageWords(first).lessons
    let main = Element.tag("main", ["id": PageFrame.mainID])[
      "\n", .tag("h1")[.text(title)], "\n", .tag("ul", ["class": "cards"])["\n"][cards], "\n"]
    return HTMLDocument(
      language: first, title: title, description: identity.description, identity: identity,
      body: [.tag("div", ["class": "page wide"])["\n", main, "\n"]]
    ).text
  }
}
