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

  private var identity: SiteIdentity { site.identity(in: folder) }
  private var title: String { identity.title ?? words.lessons }
  private var invitation: String { identity.description ?? words.invitation }

  /// The lessons of one part, or those that are in none.
  private struct Part {
    let title: String?
    var lessons: [LessonEntry]
    /// The place of its first lesson among all, from 0.
    let start: Int
  }

  private var parts: [Part] {
    var parts: [Part] = []
    for (index, lesson) in lessons.enumerated() {
      let title = site.part(of: lesson.name, in: folder)
      if parts.isEmpty || parts[parts.count - 1].title != title {
        parts.append(Part(title: title, lessons: [], start: index))
      }
      parts[parts.count - 1].lessons.append(lesson)
    }
    return parts
  }

  /// The page `index.html`.
  package var html: String {
    let frame = PageFrame(
      PagePlace(
        name: "index", language: folder, lessons: [], listsAll: true, languages: translations, lag: nil,
        identity: identity))
    let main = Element.tag("main", ["id": PageFrame.mainID])[
      "\n", .tag("h1")[.text(title)], "\n", .tag("p", ["class": "lead"])[.text(invitation)],
      "\n"][parts.flatMap(elements)][footer]
    return HTMLDocument(
      language: language, title: title, description: invitation, identity: identity, kind: .website,
      address: frame.address, links: frame.links,
      body: frame.head + [.tag("div", ["class": "page wide"])["\n", main, "\n"]]
    ).text
  }

  private func elements(_ part: Part) -> [Element] {
    let level = part.title == nil ? "h2" : "h3"
    let cards = part.lessons.flatMap { lesson -> [Element] in
      let link = Element.tag("a", ["href": SafeURL.encoded(path: lesson.name) + ".html"])[.text(lesson.title)]
      let summary = lesson.summary.map { Element.tag("p")[.text($0)] } ?? .empty
      return [.tag("li")[.tag(level)[link], picture(of: lesson), summary, about(lesson)], "\n"]
    }
    let title: [Element] = part.title.map { [.tag("h2", ["class": "part"])[.text($0)], "\n"] } ?? []
    let start = part.start == 0 ? nil : "counter-reset: card \(part.start)"
    return title + [.tag("ol", ["class": "cards", "style": start])["\n"][cards], "\n"]
  }

  private func picture(of lesson: LessonEntry) -> Element {
    guard let picture = lesson.picture else { return .empty }
    return .tag("img", ["src": SafeURL.encoded(path: picture), "alt": "", "loading": "lazy"])
  }

  /// How long a lesson takes, and what it builds on.
  private func about(_ lesson: LessonEntry) -> Element {
    let needs = Prerequisites(site.needs(of: lesson, in: folder), words).inline()
    let minutes = Element.text(words.minutes("\(lesson.minutes)"))
    return .tag("p", ["class": "about"])[needs == .empty ? [minutes] : [minutes, " · ", needs]]
  }

  private var footer: [Element] {
    let footer = SiteFooter(identity, words).element()
    return footer == .empty ? [] : [footer, "\n"]
  }

  private var translations: [PagePlace.Translation] {
    site.languages.map { .init(folder: $0, hasLesson: true) }
  }

  /// The page `index.md`.
  package var markdown: String {
    let parts = parts.map { part in
      let heading = part.title.map { "\n## \(MarkdownText.escaped($0))\n" } ?? ""
      return heading + "\n" + part.lessons.enumerated().map { item($1, number: part.start + $0 + 1) }.joined()
    }
    return "# \(MarkdownText.escaped(title))\n" + parts.joined()
  }

  private func item(_ lesson: LessonEntry, number: Int) -> String {
    let link = "[\(MarkdownText.escaped(lesson.title))](\(SafeURL.encodedForMarkdown(path: lesson.name)).md)"
    return "\(number). \(link)" + (lesson.summary.map { ": " + MarkdownText.escaped($0) } ?? "") + "\n"
  }

  private var words: PageWords { PageWords(language) }
}
