import LessonCore

/// The few words that pages add to a lesson, in the language of the page.
package struct PageWords: Sendable, Hashable {
  /// The quotes of prose.
  let quotes: QuoteStyle

  // MARK: Getting about

  /// The name of the list of all lessons.
  package let lessons: String
  /// On the index of a language: the kind of lessons.
  package let invitation: String
  /// The link past the navigation.
  package let skip: String
  /// Above the list of a page's sections.
  package let contents: String
  /// Above the list of a book's chapters.
  package let bookContents: String
  /// Above the list of a book's figures.
  package let figures: String
  /// Above the list of a book's tables.
  package let tables: String
  /// On the list of languages.
  package let language: String
  /// Above the link to the previous lesson.
  package let previous: String
  /// Above the link to the next lesson.
  package let next: String
  /// The link to the index, in a list that shows only some lessons.
  package let allLessons: String
  /// On the button that switches colours.
  package let colours: String

  // MARK: Blocks and results

  /// Above collapsed code, with its number of lines.
  package let setUp: Phrase
  /// On the button that copies code.
  package let copy: String
  /// The button's text after copying.
  package let copied: String
  /// On the results of a block, for screen readers.
  package let result: String
  /// Above the collapsed end of long output.
  package let rest: String
  /// Above the collapsed results for other values of a slider.
  package let otherValues: String
  /// Above the collapsed results of other variants.
  package let otherVariants: String
  /// On a block that is meant not to compile.
  package let fails: String
  /// On a block that is meant to trap or throw.
  package let crashes: String
  /// Above a plot drawn in characters.
  package let plotAsText: String
  /// Above the collapsed numbers of a plot.
  package let numbers: String

  // MARK: Prose

  /// The title of a `[!NOTE]` alert: useful information.
  package let note: String
  /// The title of a `[!TIP]` alert: advice.
  package let tip: String
  /// The title of an `[!IMPORTANT]` alert: what readers must know.
  package let important: String
  /// The title of a `[!WARNING]` alert: what may go wrong.
  package let warning: String
  /// The title of a `[!CAUTION]` alert: what may do harm.
  package let caution: String
  /// On the checkbox of a completed task.
  package let done: String
  /// On the checkbox of an open task.
  package let toDo: String
  /// On the link from a footnote back to its reference.
  package let backToText: String
  /// The link to the lesson's Markdown file in the repository.
  package let source: String
  /// Before the names of the lessons that a lesson builds on.
  package let prerequisites: String
  /// On the button that shows the command which runs the lesson.
  package let run: String
  /// Above that command: where it is typed.
  package let inTerminal: String
  /// The link to the lesson as a notebook.
  package let notebook: String
  /// The link to where the lesson's file is edited.
  package let edit: String
  /// Before the engine and the class of machines that gave the results.
  package let computed: String
  /// Before the number that random numbers begin with.
  package let seed: String
  /// On a translation whose source has changed since.
  package let behind: String
  /// Before the names of the sections that have changed.
  package let changed: String

  // MARK: Figures

  /// The name of a figure with a caption, by its number on the page.
  package let figure: Phrase
  /// The name of a table with a caption, by its number on the page.
  package let table: Phrase

  // MARK: Reading

  /// The number of the lesson, and the number of all.
  package let position: Phrase
  /// How long the text takes to read, in minutes.
  package let minutes: Phrase
  /// On the button that copies the code of all blocks.
  package let copyAll: String
  /// On the button that breaks the long lines of all code.
  package let wrap: String
  /// The title of an `[!ASIDE]`: what can be left out.
  package let aside: String
  /// The title of a `[!PREDICT]`: a question that readers answer before they see what happens.
  package let predict: String
  /// Above the collapsed text below a `[!PREDICT]`.
  package let answer: String
  /// On the link to where the reader stopped.
  package let resume: String
  /// On a button that closes something.
  package let dismiss: String
  /// On the button and the field of the search.
  package let search: String
  /// Below the field, if no lesson has the words.
  package let nothingFound: String
  /// Above the list of keys.
  package let keys: String
  /// What the key does that shows the list of keys.
  package let showKeys: String

  // MARK: Exercises

  /// Above the code with which an exercise begins, by its number on the page.
  package let exercise: Phrase
  /// Above collapsed help.
  package let hint: String
  /// Above a collapsed solution.
  package let solution: String
  /// Above a collapsed check.
  package let check: String
  /// On a check that the solution passes.
  package let passes: String

  // MARK: Terms and works

  /// Before other names and forms of a glossary's term.
  package let otherForms: Phrase
  /// Above the list of the works that a page cites.
  package let references: String
  /// Two authors, or all authors but the last and that one.
  package let twoAuthors: Phrase
  /// The first of several authors: `Hinton et al.`
  package let others: Phrase
  /// The first of several authors, as part of a sentence.
  package let othersInText: Phrase
  /// In place of the year of a work that has none.
  package let noDate: String
}

extension PageWords {
  /// The words of a language; English if we have none for it.
  package init(_ language: Language) { self = InterfaceLanguage.known(language)?.pages ?? .english }

  /// The English words.
  package static var english: PageWords { InterfaceLanguage.english.pages }

  /// Above the collapsed end of a result; `count` is its number of lines or rows.
  package func rest(_ count: Int) -> String { "\(rest) (+\(count))" }
}
