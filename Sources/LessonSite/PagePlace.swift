import LessonCore
import LessonMarkup
import LessonStorage

/// A page's place among the others: everything that it shows of the site.
package struct PagePlace: Codable, Sendable, Hashable {
  /// A lesson in a list.
  package struct Neighbour: Codable, Sendable, Hashable {
    /// The path below the language's folder, without an extension.
    package let name: String
    package let title: String
    /// The title of its part of the course; `nil` if it is in none.
    package var part: String? = nil
  }

  /// A lesson that the page's lesson builds on.
  package struct Need: Codable, Sendable, Hashable {
    /// The path below the language's folder, without an extension.
    package let name: String
    package let title: String
    /// The folder of its language; `nil` if that is the page's.
    package let language: String?

    /// Its address, relative to the language's folder.
    ///
    /// - Parameter folder: The address of that folder; empty for itself.
    package func address(from folder: String = "") -> String {
      let other = language.map { "../\(SafeURL.encoded(path: $0))/" } ?? ""
      return folder + other + SafeURL.encoded(path: name) + ".html"
    }
  }

  /// A language of the site.
  package struct Translation: Codable, Sendable, Hashable {
    /// The language's folder.
    package let folder: String
    /// Whether this lesson exists in that language.
    package let hasLesson: Bool

    package init(folder: String, hasLesson: Bool) {
      self.folder = folder
      self.hasLesson = hasLesson
    }
  }

  /// How far a translation is behind its source.
  package struct Lag: Codable, Sendable, Hashable {
    /// A section that has changed in the source.
    package struct Section: Codable, Sendable, Hashable {
      package let title: String
      package let anchor: String
      /// Whether title and anchor are those of the source's page, because the translation's headings differ.
      let isOfSource: Bool
    }

    /// The changed sections; empty if they are unknown.
    package let sections: [Section]
  }

  /// The page's path below the language's folder, without an extension.
  package let name: String
  /// The language's folder.
  package let language: String
  /// The lessons of the language, or those around this one.
  package let lessons: [Neighbour]
  /// Whether `lessons` has all lessons of the language.
  package let listsAll: Bool
  /// The languages of the site, this one included.
  package let languages: [Translation]
  /// How far the lesson is behind its source; `nil` if it is no translation or is up to date.
  package let lag: Lag?
  /// The lessons that this one builds on.
  package let needs: [Need]
  /// The meanings of the terms to which the page links, by their anchors in the glossary.
  package let terms: [String: String]
  /// The language that the lesson is translated from, if it is a translation.
  package let sourceLanguage: String
  /// What the page says of the site.
  package let identity: SiteIdentity

  /// The place of a single page without a site.
  package init(alone name: String, language: String) {
    self.init(name: name, language: language, lessons: [], listsAll: true, languages: [], lag: nil)
  }

  package init(
    name: String, language: String, lessons: [Neighbour], listsAll: Bool, languages: [Translation],
    lag: Lag?, needs: [Need] = [], terms: [String: String] = [:], sourceLanguage: String = "en",
    identity: SiteIdentity = SiteIdentity()
  ) {
    self.name = name
    self.language = language
    self.lessons = lessons
    self.listsAll = listsAll
    self.languages = languages
    self.lag = lag
    self.needs = needs
    self.terms = terms
    self.sourceLanguage = sourceLanguage
    self.identity = identity
  }

  // MARK: Neighbours

  private var position: Int? { lessons.firstIndex { $0.name == name } }

  /// The previous lesson.
  package var previous: Neighbour? { position.flatMap { $0 > 0 ? lessons[$0 - 1] : nil } }

  /// The next lesson.
  package var next: Neighbour? { position.flatMap { $0 + 1 < lessons.count ? lessons[$0 + 1] : nil } }

  /// The number of the lesson among all of the language, counted from 1; `nil` if not all are known.
  package var number: Int? { listsAll ? position.map { $0 + 1 } : nil }

  // MARK: Addresses

  /// The relative address of the language's folder; empty for the page's own folder.
  package var folder: String { String(repeating: "../", count: name.count { $0 == "/" }) }

  /// The address of the language's index, relative to the page.
  package var index: String { folder + "index.html" }

  /// The address of a lesson in the same language.
  package func address(of name: String) -> String { folder + SafeURL.encoded(path: name) + ".html" }

  /// The address of this lesson in another language, or of that language's index.
  package func address(in translation: Translation) -> String {
    "\(folder)../\(SafeURL.encoded(path: translation.folder))/"
      + (translation.hasLesson ? SafeURL.encoded(path: name) : "index") + ".html"
  }

  /// The address of a section that has changed.
  package func address(of section: Lag.Section) -> String {
    let page =
      section.isOfSource
      ? "\(folder)../\(SafeURL.encoded(path: sourceLanguage))/\(SafeURL.encoded(path: name)).html" : ""
    return page + "#" + SafeURL.encoded(section.anchor)
  }

  // MARK: Change

  /// Identifies the place; places that make different pages have different digests.
  package var digest: String {
    var parts = ["place 2", language, name, "\(listsAll)", sourceLanguage, identity.digest]
    for lesson in lessons { parts += [lesson.name, lesson.title, lesson.part ?? ""] }
    for translation in languages { parts += ["in", translation.folder, "\(translation.hasLesson)"] }
    for need in needs { parts += ["needs", need.name, need.title, need.language ?? ""] }
    for term in terms.sorted(by: { $0.key < $1.key }) { parts += ["term", term.key, term.value] }
    if let lag { parts.append("behind \(lag.sections.count)") }
    for section in lag?.sections ?? [] { parts += [section.title, section.anchor, "\(section.isOfSource)"] }
    return contentHash(of: parts)
  }
}
