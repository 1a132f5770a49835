import LessonCore

/// The words of served pages: for readers who try exercises, and who download pages.
package struct ServedWords: Sendable, Hashable, Encodable {
  // MARK: Exercises

  /// On the button that opens an exercise.
  package let tryIt: String
  /// The same, where the reader has code of their own.
  package let goOn: String
  /// Where the browser stores nothing.
  package let cannotKeep: String
  /// Code was sent.
  package let sent: String
  /// It waits for other runs.
  package let waits: String
  /// It runs.
  package let runs: String
  /// The reader stopped it.
  package let youStopped: String
  /// The server cannot be reached.
  package let noAnswer: String
  /// The server ended meanwhile.
  package let serverEnded: String
  /// The server refuses code without a reason.
  package let codeRefused: String
  /// The reader began another run.
  package let replaced: String
  /// Too many readers run code.
  package let busy: String
  /// On the button that runs code.
  package let run: String
  /// On the button that stops it.
  package let stop: String
  /// On the button that brings the exercise's own code back.
  package let restart: String
  /// Asks before it does.
  package let dropCode: String
  /// On the button that leaves the exercise.
  package let close: String
  /// The keys of an exercise.
  package let keys: String

  // MARK: What an attempt gave

  /// The verdict on an attempt that is right.
  package let passed: String
  /// What it means.
  package let checkHolds: String
  /// The verdict on one that is not.
  package let notYet: String
  /// Above the claims that do not hold.
  package let doesNotHold: String
  /// The verdict on code that does not compile.
  package let notCompiled: String
  /// Above the compiler's messages.
  package let compilerSays: String
  /// The verdict on code that takes too long.
  package let tooSlow: String
  /// What it means, with the limit in seconds.
  package let timeLimit: Phrase
  /// The verdict on code that ends with an error.
  package let stopped: String
  /// Above that error.
  package let errorEnded: String
  /// A message about the check's code.
  package let inCheck: Phrase
  /// A message about the lesson's code.
  package let inLesson: Phrase
  /// A line of the reader's code, and a message.
  package let atLine: Phrase
  /// An error's message.
  package let error: Phrase
  /// A warning's message.
  package let warning: Phrase

  // MARK: Downloads

  /// On the button that opens the menu of downloads.
  package let export: String
  /// The page as a file.
  package let page: String
  /// The page's notebook.
  package let notebook: String
  /// All lessons in one file.
  package let course: String
  /// A file is being made.
  package let beingMade: String
  /// Why there is none.
  package let cannotBeMade: Phrase
  /// Where that is not known.
  package let noReason: String
  /// A file with this name was downloaded.
  package let downloaded: Phrase
  /// The lessons that a course lacks.
  package let lacks: Phrase
  /// The server cannot be reached.
  package let silent: String
}

extension ServedWords {
  /// The words in a language; English if we have none in it.
  package init(_ language: Language) {
    self = InterfaceLanguage.known(language)?.served ?? InterfaceLanguage.english.served
  }
}
