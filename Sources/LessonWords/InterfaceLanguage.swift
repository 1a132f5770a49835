import LessonCore

/// A language of pages, with all words that pages, plots and tables add to a lesson.
package struct InterfaceLanguage: Sendable {
  /// The language tag, without a region unless that matters: `pt`.
  package let tag: String
  package let pages: PageWords
  package let plots: PlotWords
  package let engine: EngineWords
  package let served: ServedWords
  package let template: TemplateWords

  /// All languages, each in its own file.
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

  /// The language, or else the same language of another region; `nil` if we have no words for it.
  package static func known(_ language: Language) -> InterfaceLanguage? { language.choice(from: byTag) }
}
