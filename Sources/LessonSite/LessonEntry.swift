import LessonCore

/// What pages say of a lesson elsewhere: in lists, and in its translations.
package struct LessonEntry: Codable, Sendable, Hashable {
  /// The lesson's path below the language's folder without `.md`.
  package let name: String
  /// What the reader reads in lists.
  package let title: String
  /// What the lesson is about; `nil` when it says nothing about itself.
  package let summary: String?
  /// The lesson's place; those without one come last.
  package let order: Int?
  /// The sections, one for each heading.
  package let sections: [Section]
  /// MD5 of the lesson's file, by which translations name its version.
  package let version: String
  /// What the lesson was translated from; `nil` when it does not say so.
  package let translation: Translation?

  package init(
    name: String, title: String, summary: String?, order: Int?, sections: [Section], version: String,
    translation: Translation?
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.order = order
    self.sections = sections
    self.version = version
    self.translation = translation
  }

  /// A heading and the text below it, up to the next heading.
  package struct Section: Codable, Sendable, Hashable {
    package let title: String
    package let anchor: String
    /// Tells this text from any other.
    package let digest: String

    package init(title: String, anchor: String, digest: String) {
      self.title = title
      self.anchor = anchor
      self.digest = digest
    }
  }

  /// Which version of its source a translation was made from.
  package struct Translation: Codable, Sendable, Hashable {
    /// MD5 of the source's file as it was.
    package let version: String
    /// The source's sections as they were; `nil` when no page was made while both agreed.
    package let basis: TranslationBasis?

    package init(version: String, basis: TranslationBasis?) {
      self.version = version
      self.basis = basis
    }
  }
}
