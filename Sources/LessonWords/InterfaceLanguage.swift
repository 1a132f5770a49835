import LessonCore

/// A language of pages, with all words that they, their plots and their tables say by themselves.
package struct InterfaceLanguage: Sendable {
  /// Without the country unless that matters: `pt`.
  package let tag: String
  package let pages: PageWords
  package let plots: PlotWords
  package let engine: EngineWords

  /// The languages there are, each in a file of its own.
  package static let all = [
    arabic,
    chinese,
    english,
    french,
    german,
    hebrew,
    italian,
    japanese,
    korean,
    persian,
    polish,
    portuguese,
    russian,
    spanish,
    ukrainian,
    urdu,
  ]

  private static let byTag = Dictionary(uniqueKeysWithValues: all.map { ($0.tag, $0) })

  /// The language, or the language whatever the country; `nil` where we have no words of it.
  package static func known(_ language: Language) -> InterfaceLanguage? { language.choice(from: byTag) }
}
