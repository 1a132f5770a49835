import LessonCore

/// All lessons that have pages, in reading order, and what their pages say of the site.
package struct Site: Codable, Sendable, Hashable {
  /// The folders of the languages that have lessons, sorted by name.
  package let languages: [String]
  /// The language that others are translated from, unless a translation's record names another one.
  package let sourceLanguage: String
  private var entries: [String: [LessonEntry]]
  /// The index of a lesson among the lessons of its language, by language and name.
  private let positions: [String: [String: Int]]
  /// The index of a lesson's part, by language and name; lessons in no part have none.
  private let partIndices: [String: [String: Int]]
  private let identities: [String: SiteIdentity]
  private let parts: [String: [CoursePart]]

  /// A site of some lessons.
  ///
  /// - Parameters:
  ///   - entries: The lessons by the language's folder. They are sorted by their part and their place in it; then by
  ///     their `order`, then by name, with the glossary last.
  ///   - settings: The project's settings.
  ///   - files: The files that all pages contain.
  package init(
    _ entries: [String: [LessonEntry]], settings: ProjectSettings = ProjectSettings(),
    files: SiteFiles = SiteFiles()
  ) {
    let entries = entries.filter { !$0.value.isEmpty }
    let languages = entries.keys.sorted()
    func byLanguage<Value>(_ value: (String) -> Value) -> [String: Value] {
      Dictionary(languages.map { ($0, value($0)) }, uniquingKeysWith: { first, _ in first })
    }
    let parts = byLanguage { CoursePart.all(of: settings, in: $0) }
    self.languages = languages
    sourceLanguage = settings.language
    self.parts = parts
    identities = byLanguage { SiteIdentity(settings, files, in: $0) }
    let ordered = byLanguage { Ordered(entries[$0] ?? [], in: parts[$0] ?? []) }
    self.entries = ordered.mapValues(\.lessons)
    partIndices = ordered.mapValues(\.parts)
    positions = ordered.mapValues { ordered in
      Dictionary(
        zip(ordered.lessons.map(\.name), ordered.lessons.indices), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The lessons of a language in reading order.
  private struct Ordered {
    let lessons: [LessonEntry]
    let parts: [String: Int]

    init(_ lessons: [LessonEntry], in parts: [CoursePart]) {
      var ranks: [String: (part: Int, rank: Int)] = [:]
      for lesson in lessons {
        for (index, part) in parts.enumerated() where ranks[lesson.name] == nil {
          ranks[lesson.name] = part.rank(of: lesson.name).map { (index, $0) }
        }
      }
      self.parts = ranks.mapValues(\.part)
      self.lessons = lessons.sorted { first, second in
        let (a, b) = (ranks[first.name] ?? (.max, 0), ranks[second.name] ?? (.max, 0))
        return (a.0, a.1, first.order ?? .max, first.isGlossary, first.name)
          < (b.0, b.1, second.order ?? .max, second.isGlossary, second.name)
      }
    }
  }

  /// What the pages of a language say of the site.
  package func identity(in language: String) -> SiteIdentity { identities[language] ?? SiteIdentity() }

  /// The title of a lesson's part; `nil` if it is in none.
  package func part(of name: String, in language: String) -> String? {
    partIndices[language]?[name].flatMap { parts[language]?[$0].title }
  }

  /// The lessons of a language, in order.
  package func lessons(in language: String) -> [LessonEntry] { entries[language] ?? [] }

  /// A lesson that has a page; `nil` if it has none.
  package func lesson(_ name: String, in language: String) -> LessonEntry? {
    positions[language]?[name].flatMap { entries[language]?[$0] }
  }

  /// Only what lists of lessons show, so that most edits of lessons leave it as it is.
  package var listed: Site {
    var site = self
    site.entries = entries.mapValues { $0.map(\.listed) }
    return site
  }

  /// What lists show, with the pictures of lessons.
  ///
  /// - Parameter picture: The address of a lesson's picture below the folder of its language; `nil` if it has none.
  package func listed(withPictures picture: (_ language: String, _ name: String) -> String?) -> Site {
    var site = listed
    for (language, lessons) in site.entries {
      site.entries[language] = lessons.map { $0.with(picture: picture(language, $0.name)) }
    }
    return site
  }

  /// The lessons that a lesson builds on: of its own language, or else of the one that it is translated from.
  package func needs(of lesson: LessonEntry, in language: String) -> [PagePlace.Need] {
    lesson.needs.compactMap { name in
      for folder in [language, sourceLanguage(of: lesson)] {
        guard let needed = self.lesson(name, in: folder) else { continue }
        return PagePlace.Need(name: name, title: needed.title, language: folder == language ? nil : folder)
      }
      return nil
    }
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
      lessons: lessons[shown].map {
        .init(name: $0.name, title: $0.title, part: part(of: $0.name, in: language))
      },
      listsAll: shown.count == lessons.count,
      languages: languages.map { .init(folder: $0, hasLesson: positions[$0]?[name] != nil) },
      lag: lag(of: name, in: language),
      needs: lesson(name, in: language).map { needs(of: $0, in: language) } ?? [],
      terms: terms(of: lesson(name, in: language), in: language),
      sourceLanguage: self.sourceLanguage(of: lesson(name, in: language)), identity: identity(in: language))
  }

  /// The meanings of the terms to which a lesson links, by their anchors.
  private func terms(of entry: LessonEntry?, in language: String) -> [String: String] {
    guard let linked = entry?.linkedTerms,
      let terms = lesson(GlossaryTerm.page, in: language)?.terms
    else { return [:] }
    let meanings = terms.flatMap { term in term.anchors.map { ($0, term.meaning) } }
    return Dictionary(meanings, uniquingKeysWith: { first, _ in first }).filter { linked.contains($0.key) }
  }

  /// The place of a lesson's page.
  package func place(of file: LessonFile) -> PagePlace { place(of: file.name, in: file.language) }

  private func shown(around position: Int?, of count: Int) -> Range<Int> {
    guard count > Self.mostListed, let position else { return 0..<min(count, Self.mostListed) }
    return max(0, position - Self.reach)..<min(count, position + Self.reach + 1)
  }

  // MARK: Translations

  private func sourceLanguage(of lesson: LessonEntry?) -> String {
    lesson?.translation?.sourceLanguage ?? sourceLanguage
  }

  /// The source of a translation, if it is a lesson of the site.
  private func source(of translation: LessonEntry, in language: String) -> LessonEntry? {
    let source = sourceLanguage(of: translation)
    return language == source ? nil : lesson(translation.name, in: source)
  }

  /// How far a translation is behind its source; `nil` if it is up to date, or if that is unknown.
  private func lag(of name: String, in language: String) -> PagePlace.Lag? {
    guard let entry = lesson(name, in: language), let translation = entry.translation,
      let source = source(of: entry, in: language), translation.version != source.version
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
    guard let translation = entry.translation, let source = source(of: entry, in: language) else {
      return nil
    }
    guard translation.version == source.version else { return translation.basis }
    return TranslationBasis(version: source.version, sections: source.sections.map(\.digest))
  }
}

extension LessonEntry {
  /// 1 for a glossary, which comes last if nothing else is said, and 0 for other lessons.
  fileprivate var isGlossary: Int { name == GlossaryTerm.page ? 1 : 0 }
}
