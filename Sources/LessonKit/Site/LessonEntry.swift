/// What pages say of a lesson elsewhere: in lists, and in its translations.
public struct LessonEntry: Codable, Sendable, Hashable {
  /// The lesson's path below the language's folder without `.md`.
  public let name: String
  /// What the reader reads in lists.
  public let title: String
  /// What the lesson is about; `nil` when it says nothing about itself.
  public let summary: String?
  /// The lesson's place; those without one come last.
  public let order: Int?
  /// The sections, one for each heading.
  let sections: [Section]
  /// MD5 of the lesson's file, by which translations name its version.
  let version: String
  /// What the lesson was translated from; `nil` when it does not say so.
  let translation: Translation?

  /// A heading and the text below it, up to the next heading.
  struct Section: Codable, Sendable, Hashable {
    let title: String
    let anchor: String
    /// Tells this text from any other.
    let digest: String
  }

  /// Which version of its source a translation was made from.
  struct Translation: Codable, Sendable, Hashable {
    /// MD5 of the source's file as it was.
    let version: String
    /// The source's sections as they were; `nil` when no page was made while both agreed.
    let basis: TranslationBasis?
  }
}
