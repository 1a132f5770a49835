import LessonCore

/// A place at which a lesson cites works: `[@one, p. 3; @two]`, or `@one` in running text.
package struct Citation: Sendable, Hashable {
  /// One work of a citation.
  package struct Work: Sendable, Hashable {
    package let key: String
    /// The position of the key and its at sign in the file.
    package let range: Range<SourcePosition>
    /// The words before the key, such as `see`.
    package var prefix = ""
    /// What follows the key: pages, a chapter.
    package var locator = ""
    /// Whether the text names the authors itself: `[-@one]`.
    package var isYearOnly = false
  }

  package let works: [Work]
  /// Whether the citation is part of a sentence: `as @one show`.
  package let isInText: Bool
  /// The citation as written.
  package let written: String
  /// The position of all of it in the file.
  package let range: Range<SourcePosition>
  /// The part of `written` that the parser gave to the citation; what stands before and after it are texts beside it.
  let core: Range<Int>
  /// Whether it is the first that the lesson has no room for.
  let isTooMuch: Bool

  /// The maximum number of citations in a lesson.
  package static let most = 1_000
}
