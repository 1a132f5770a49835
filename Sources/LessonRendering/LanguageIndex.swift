import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The first page of the site, which links to the languages.
package struct LanguageIndex {
  private let languages: [String]

  package init(_ site: Site) { languages = site.languages }

  /// The page `index.html`.
  package var html: String {
    let source = Language(LessonLibrary.sourceLanguage)
    let first = languages.contains(LessonLibrary.sourceLanguage) ? source : Language(languages.first ?? "")
    let cards = languages.flatMap { folder -> [Element] in
      let language = Language(folder)
      let words = PageWords(language)
      let link = Element.tag(
        "a", ["href": SafeURL.encoded(path: folder) + "/index.html", "hreflang": language.tag])[
          .text(language.name)]
      return [
        .tag("li", ["lang": language.tag, "dir": language.direction.rawValue])[
          .tag("h2")[link], .tag("p")[.text(words.invitation)]], "\n",
      ]
    }
    let title = PageWords(first).lessons
    let main = Element.tag("main", ["id": PageFrame.mainID])[
      "\n", .tag("h1")[.text(title)], "\n", .tag("ul", ["class": "cards"])["\n"][cards], "\n"]
    return HTMLDocument(
      language: first, title: title, description: nil,
      body: [.tag("div", ["class": "page wide"])["\n", main, "\n"]]
    ).text
  }
}
