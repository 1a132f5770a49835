import LessonCore

/// The few words that pages say by themselves, in the language of the page.
package struct PageWords: Sendable, Hashable {
  // MARK: Getting about

  /// The name of the list of all lessons.
  package let lessons: String
  /// On the index of a language: what kind of lessons these are.
  package let invitation: String
  /// The link past the navigation.
  package let skip: String
  /// Above the list of a page's sections.
  package let contents: String
  /// On the list of languages.
  package let language: String
  /// Above the link to the lesson before.
  package let previous: String
  /// Above the link to the lesson after.
  package let next: String
  /// The link to the index from a list that shows only some lessons.
  package let allLessons: String
  /// On the switch of the colours.
  package let colours: String

  // MARK: Blocks and results

  /// Above code that is shown collapsed.
  package let code: String
  /// On the button that copies code.
  package let copy: String
  /// What that button says when it has copied.
  package let copied: String
  /// On the results of a block, for those who hear the page.
  package let result: String
  /// Above the end of long output, which is shown collapsed.
  package let rest: String
  /// On a block that the compiler refuses on purpose.
  package let fails: String
  /// On a block that traps or throws on purpose.
  package let crashes: String
  /// Above a plot drawn in characters.
  package let plotAsText: String
  /// Above the numbers of a plot, which are shown collapsed.
  package let numbers: String

  // MARK: Prose

  /// The title of a remark that is good to know.
  package let note: String
  /// The title of advice.
  package let tip: String
  /// The title of what one must know.
  package let important: String
  /// The title of what may go wrong.
  package let warning: String
  /// The title of what may do harm.
  package let caution: String
  /// On the box of a task that is done.
  package let done: String
  /// On the box of a task that is to be done.
  package let toDo: String
  /// On the link from a footnote to its place.
  package let backToText: String
  /// On a translation whose source has changed since.
  package let behind: String
  /// Before the names of the sections that have changed.
  package let changed: String
}

extension PageWords {
  /// The words of a language; English where we know none.
  package init(_ language: Language) { self = InterfaceLanguage.known(language)?.pages ?? .english }

  /// Those of English.
  package static var english: PageWords { InterfaceLanguage.english.pages }

  /// Above the end of a result, which has so many lines or rows.
  package func rest(_ count: Int) -> String { "\(rest) (+\(count))" }
}
