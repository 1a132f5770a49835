import LessonCore

/// What other pages show of a lesson: in lists, and in its translations.
package struct LessonEntry: Codable, Sendable, Hashable {
  /// The lesson's path below the language's folder without `.md`.
  package let name: String
  /// The title that lists show.
  package let title: String
  /// The lesson's description; `nil` if it has none.
  package let summary: String?
  /// The lesson's place; lessons without one come last.
  package let order: Int?
  /// How long it takes to read, in minutes.
  package let minutes: Int
  /// The names of the lessons that it builds on.
  package let needs: [String]
  /// The address of a small picture of it, below the language's folder; only lists show it.
  package private(set) var picture: String? = nil
  /// The terms that it explains; `nil` if it is no glossary.
  package private(set) var terms: [GlossaryTerm]? = nil
  /// The anchors of the glossary to which it links, sorted; `nil` if there are none.
  package private(set) var linkedTerms: [String]? = nil
  /// The sections, one for each heading.
  package let sections: [Section]
  /// MD5 of the lesson's file, by which translations name its version.
  package let version: String
  /// The version of the lesson's source; `nil` if the lesson has no record of one.
  package private(set) var translation: Translation?

  package init(
    name: String, title: String, summary: String?, order: Int?, minutes: Int = 1, needs: [String] = [],
    sections: [Section], version: String, translation: Translation?
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.order = order
    self.minutes = minutes
    self.needs = needs
    self.sections = sections
    self.version = version
    self.translation = translation
  }

  /// Only what lists of lessons show.
  var listed: LessonEntry {
    LessonEntry(
      name: name, title: title, summary: summary, order: order, minutes: minutes, needs: needs, sections: [],
      version: "", translation: nil)
  }

  /// The same entry with a picture.
  func with(picture: String?) -> LessonEntry {
    var entry = self
    entry.picture = picture
    return entry
  }

  /// The same entry with the source of a translation as an earlier page's record describes it.
  package func with(basis: TranslationBasis?) -> LessonEntry {
    var entry = self
    entry.translation = translation.map {
      Translation(
        version: $0.version, sourceLanguage: $0.sourceLanguage,
        basis: basis?.version == $0.version ? basis : nil)
    }
    return entry
  }

  /// The same entry with terms.
  ///
  /// - Parameters:
  ///   - terms: Those that it explains; `nil` if it is no glossary.
  ///   - linked: The anchors of the glossary to which it links.
  package func with(terms: [GlossaryTerm]?, linked: Set<String>) -> LessonEntry {
    var entry = self
    (entry.terms, entry.linkedTerms) = (terms, linked.isEmpty ? nil : linked.sorted())
    return entry
  }

  /// A heading and the text below it, up to the next heading.
  package struct Section: Codable, Sendable, Hashable {
    package let title: String
    package let anchor: String
    /// Identifies the heading and its text.
    package let digest: String

    package init(title: String, anchor: String, digest: String) {
      self.title = title
      self.anchor = anchor
      self.digest = digest
    }
  }

  /// The version of the source from which a translation was made.
  package struct Translation: Codable, Sendable, Hashable {
    /// MD5 of the source's file at that time.
    package let version: String
    /// The source's language, if the record names it.
    package let sourceLanguage: String?
    /// The source's sections at that time; `nil` if no page was made while both agreed.
    package let basis: TranslationBasis?

    package init(version: String, sourceLanguage: String? = nil, basis: TranslationBasis?) {
      self.version = version
      self.sourceLanguage = sourceLanguage
      self.basis = basis
    }
  }
}
