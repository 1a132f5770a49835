import LessonCore

/// The report of one lesson, or of one document.
package struct LessonReport: Sendable {
  /// The result in one word.
  package enum Result: String, Sendable, Hashable, Codable {
    /// Its code was run.
    case ran
    /// The results of its code were cached; its page was made again if necessary.
    case unchanged
    /// Data that it requires is missing; its page is unchanged.
    case skipped
    /// It was stopped on its page, which is unchanged.
    case stopped
    /// It has an error; its page is unchanged.
    case failed
  }

  /// A block as reports identify it.
  package struct BlockPlace: Sendable, Hashable {
    /// The block's place among the lesson's blocks, from 0.
    package let index: Int
    /// The block's name, if it has one.
    package let id: String?
    /// The lines from its fence to its end.
    package let lines: ClosedRange<Int>
  }

  /// The lesson's file.
  package let file: LessonFile
  /// The result in one word.
  package internal(set) var result: Result
  /// Why its code ran or did not, in words.
  package internal(set) var reason = ""
  /// Errors, warnings and notes.
  package internal(set) var diagnostics: [Diagnostic] = []
  /// The hash of the file's bytes that the report is about; `nil` if they could not be read.
  package internal(set) var version: String?
  /// The lines of the file, for excerpts.
  package internal(set) var lines: [String] = []
  /// Its blocks; empty if the file could not be read as a lesson.
  package internal(set) var blocks: [BlockPlace] = []
  /// Whether its code ran to its end, or its results are known from an earlier run.
  package internal(set) var didFinish = false
  /// The class of machines on which its page was made, if the page's record was read.
  package internal(set) var recordedMachine: String?
  /// Whether it is a document, which has no page.
  package internal(set) var isDocument = false
  /// What became of each comment of a document that states a result.
  package internal(set) var statements: [StatementReport] = []
  /// How many expectations in its code hold.
  package internal(set) var holding = 0
  /// The seconds for which its compilers and its code ran, without waiting for other lessons; `nil` if none did.
  package internal(set) var seconds: Double?

  /// The diagnostics as text for a terminal.
  package func text(usesColor: Bool) -> String {
    let printer = DiagnosticPrinter(usesColor: usesColor, lines: [file.path: lines])
    return diagnostics.map(printer.text).joined()
  }
}
