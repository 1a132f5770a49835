import LessonCore
import LessonMarkup
import LessonStorage

/// Where a page stands among the others: all that it shows of the site.
package struct PagePlace: Codable, Sendable, Hashable {
  /// A lesson in a list.
  package struct Neighbour: Codable, Sendable, Hashable {
    /// The path below the language's folder, without an extension.
    package let name: String
    package let title: String
  }

  /// A language that the site has.
  package struct Translation: Codable, Sendable, Hashable {
    /// The language's folder.
    package let folder: String
    /// Whether this lesson is there in that language.
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
      /// Whether title and anchor are those of the source's page, since the translation has other headings.
      let isOfSource: Bool
    }

    /// Empty where the sections are not known.
    package let sections: [Section]
  }

  /// The page's path below the language's folder, without an extension.
  package let name: String
  /// The language's folder.
  package let language: String
  /// The lessons of the language, or those around this one.
  package let lessons: [Neighbour]
  /// Whether there are no others.
  package let listsAll: Bool
  /// The languages of the site, this one included.
  package let languages: [Translation]
  /// `nil` where the lesson is no translation or follows its source.
  package let lag: Lag?

  /// The place of a page that stands alone.
  package init(alone name: String, language: String) {
    self.init(name: name, language: language, lessons: [], listsAll: true, languages: [], lag: nil)
  }

  package init(
    name: String, language: String, lessons: [Neighbour], listsAll: Bool, languages: [Translation], lag: Lag?
  ) {
    self.name = name
    self.language = language
    self.lessons = lessons
    self.listsAll = listsAll
    self.languages = languages
    self.lag = lag
  }

  // MARK: Neighbours

  private var position: Int? { lessons.firstIndex { $0.name == name } }

  /// The lesson before.
  package var previous: Neighbour? { position.flatMap { $0 > 0 ? lessons[$0 - 1] : nil } }

  /// The lesson after.
  package var next: Neighbour? { position.flatMap { $0 + 1 < lessons.count ? lessons[$0 + 1] : nil } }

  // MARK: Addresses

  /// The way from the page to the language's folder.
  private var up: String { String(repeating: "../", count: name.count { $0 == "/" }) }

  /// The address of the language's index, seen from the page.
  package var index: String { up + "index.html" }

  /// The address of a lesson in the same language.
  package func address(of name: String) -> String { up + SafeURL.encoded(path: name) + ".html" }

  /// The address of this lesson in another language, or of that language's index.
  package func address(in translation: Translation) -> String {
    "\(up)../\(SafeURL.encoded(path: translation.folder))/"
      + (translation.hasLesson ? SafeURL.encoded(path: name) : "index") + ".html"
  }

  /// The address of a section that has changed.
  package func address(of section: Lag.Section) -> String {
    let page =
      section.isOfSource ? "\(up)../\(LessonLibrary.sourceLanguage)/\(SafeURL.encoded(path: name)).html" : ""
    return page + "#" + SafeURL.encoded(section.anchor)
  }

  // MARK: Change

  /// Tells a place from others that would make another page.
  package var digest: String {
    var parts = ["place 1", language, name, "\(listsAll)"]
    for lesson in lessons { parts += [lesson.name, lesson.title] }
    for translation in languages { parts += ["in", translation.folder, "\(translation.hasLesson)"] }
    if let lag { parts.append("behind \(lag.sections.count)") }
    for section in lag?.sections ?? [] { parts += [section.title, section.anchor, "\(section.isOfSource)"] }
    return contentHash(of: parts)
  }
}
