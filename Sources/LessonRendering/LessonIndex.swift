import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The list of a language's lessons, as a page.
package struct LessonIndex: Sendable {
  private let folder: String
  private let language: Language
  private let site: Site

  /// The index of a language's lessons.
  ///
  /// - Parameter folder: The language's folder under `lessons/`.
  package init(_ site: Site, language folder: String) {
    self.site = site
    self.folder = folder
    language = Language(folder)
  }

  private var lessons: [LessonEntry] { site.lessons(in: folder) }

  /// The page `index.html`.
  package var html: String {
    let cards = lessons.flatMap { lesson -> [Element] in
      let link = Element.tag("a", ["href": SafeURL.encoded(path: lesson.name) + ".html"])[.text(lesson.title)]
      let summary = lesson.summary.map { Element.tag("p")[.text($0)] } ?? .empty
      return [.tag("li")[.tag("h2")[link], summary], "\n"]
    }
    let frame = PageFrame(
      .init(name: "index", language: folder, lessons: [], listsAll: true, languages: translations, lag: nil))
    let main = Element.tag("main", ["id": PageFrame.mainID])[
      "\n", .tag("h1")[.text(words.lessons)], "\n", .tag("p", ["class": "lead"])[.text(words.invitation)],
      "\n", .tag("ol", ["class": "cards"])["\n"][cards], "\n"]
    return HTMLDocument(
      language: language, title: words.lessons, description: words.invitation,
      body: frame.head + [.tag("div", ["class": "page wide"])["\n", main, "\n"]]
    ).text
  }

  private var translations: [PagePlace.Translation] {
    site.languages.map { .init(folder: $0, hasLesson: true) }
  }

  /// The page `index.md`.
  package var markdown: String {
    let items = lessons.enumerated().map { index, lesson in
      let link =
        "[\(MarkdownText.escaped(lesson.title))](\(SafeURL.encodedForMarkdown(path: lesson.name)).md)"
      return "\(index + 1). \(link)" + (lesson.summary.map { ": " + MarkdownText.escaped($0) } ?? "") + "\n"
    }
    return "# \(words.lessons)\n" + (items.isEmpty ? "" : "\n" + items.joined())
  }

  private var words: PageWords { PageWords(language) }
}
