import LessonCore

/// The sentences of the lesson that `lessons new` begins.
package struct TemplateWords: Sendable, Hashable {
  /// The description, which authors replace.
  package let summary: String
  /// The first sentences.
  package let opening: String
  /// A sentence with the results of code: `losses.count` steps and the loss `losses.last!`.
  package let results: String
  /// The heading above tasks.
  package let tasks: String
  /// The first task, which authors replace.
  package let task: String
}

extension TemplateWords {
  /// The sentences in a language; English if we have none in it.
  package init(_ language: Language) {
    self = InterfaceLanguage.known(language)?.template ?? InterfaceLanguage.english.template
  }
}
