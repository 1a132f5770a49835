import LessonCore

/// All lessons that have pages, in reading order.
package struct Site: Sendable, Hashable {
  /// The folders of the languages that have lessons, sorted by name.
  package let languages: [String]
  private let entries: [String: [LessonEntry]]
  /// The index of a lesson among the lessons of its language, by language and name.
  private let positions: [String: [String: Int]]

  /// A site of some lessons.
  ///
  /// - Parameter entries: The lessons by the language's folder; they are sorted by their place, then by name.
  package init(_ entries: [String: [LessonEntry]]) {
    self.entries = entries.filter { !$0.value.isEmpty }.mapValues { lessons in
      lessons.sorted { ($0.order ?? .max, $0.name) < ($1.order ?? .max, $1.name) }
    }
    languages = self.entries.keys.sorted()
    positions = self.entries.mapValues { lessons in
      Dictionary(
        zip(lessons.map(\.name), lessons.indices), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The lessons of a language, in order.
  package func lessons(in language: String) -> [LessonEntry] { entries[language] ?? [] }

  /// A lesson that has a page; `nil` if it has none.
  package func lesson(_ name: String, in language: String) -> LessonEntry? {
    positions[language]?[name].flatMap { entries[language]?[$0] }
  }

  // MARK: Places

  /// The maximum number of lessons that a page lists. If there are more, it lists only the nearest, so that pages do
  /// not grow with the site.
  static let mostListed = 60
  /// How many lessons before and after are listed, if not all are.
  private static let reach = 10

  /// The place of a lesson's page.
  package func place(of name: String, in language: String) -> PagePlace {
    let lessons = lessons(in: language)
    let position = positions[language]?[name]
    let shown = shown(around: position, of: lessons.count)
    return PagePlace(
      name: name, language: language,
      lessons: lessons[shown].map { .init(name: $0.name, title: $0.title) },
      listsAll: shown.count == lessons.count,
      languages: languages.map { .init(folder: $0, hasLesson: positions[$0]?[name] != nil) },
      lag: lag(of: name, in: language))
  }

  /// The place of a lesson's page.
  package func place(of file: LessonFile) -> PagePlace { place(of: file.name, in: file.language) }

  private func shown(around position: Int?, of count: Int) -> Range<Int> {
    guard count > Self.mostListed, let position else { return 0..<min(count, Self.mostListed) }
    return max(0, position - Self.reach)..<min(count, position + Self.reach + 1)
  }

  // MARK: Translations

  /// The source of a translation, if it is a lesson of the site.
  private func source(of name: String, in language: String) -> LessonEntry? {
    language == LessonLibrary.sourceLanguage ? nil : lesson(name, in: LessonLibrary.sourceLanguage)
  }

  /// How far a translation is behind its source; `nil` if it is up to date, or if that is unknown.
  private func lag(of name: String, in language: String) -> PagePlace.Lag? {
    guard let entry = lesson(name, in: language), let translation = entry.translation,
      let source = source(of: name, in: language), translation.version != source.version
    else { return nil }
    let known = translation.basis.map { Set($0.sections) } ?? Set(source.sections.map(\.digest))
    // If both texts have equally many headings, they correspond by their order.
    let isParallel = source.sections.count == entry.sections.count
    let changed = source.sections.indices.filter { !known.contains(source.sections[$0].digest) }.map {
      index in
      let section = isParallel ? entry.sections[index] : source.sections[index]
      return PagePlace.Lag.Section(title: section.title, anchor: section.anchor, isOfSource: !isParallel)
    }
    return PagePlace.Lag(sections: changed)
  }

  /// What a translation's record stores of its source: the current version if the translation is up to date, otherwise
  /// what was stored before.
  package func basis(of entry: LessonEntry, in language: String) -> TranslationBasis? {
    guard let translation = entry.translation, let source = source(of: entry.name, in: language) else {
      return nil
    }
    guard translation.version == source.version else { return translation.basis }
    return TranslationBasis(version: source.version, sections: source.sections.map(\.digest))
  }
}
