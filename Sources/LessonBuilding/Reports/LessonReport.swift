import LessonCore

/// What became of one lesson.
package struct LessonReport: Sendable {
  /// In one word.
  package enum Result: String, Sendable, Hashable, Codable {
    /// Its code was run.
    case ran
    /// Its code was known; its page was made again if it had to be.
    case unchanged
    /// The data that it requires is not there; its page is as it was.
    case skipped
    /// It is wrong; its page is as it was.
    case failed
  }

  /// One block as reports name it.
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
  /// What became of it.
  package internal(set) var result: Result
  /// Why its code ran or did not, in words.
  package internal(set) var reason = ""
  /// What is wrong with it, or worth knowing.
  package internal(set) var diagnostics: [Diagnostic] = []
  /// The lines of the file, for excerpts.
  package internal(set) var lines: [String] = []
  /// Its blocks; none when the file could not be read as a lesson.
  package internal(set) var blocks: [BlockPlace] = []
  /// Whether its code ran to its end, or is known from an earlier run.
  package internal(set) var didFinish = false
  /// The class of machines on which its page was made, where that was looked at.
  package internal(set) var recordedMachine: String?

  /// The diagnostics as text for a terminal.
  package func text(usesColor: Bool) -> String {
    let printer = DiagnosticPrinter(usesColor: usesColor, lines: [file.path: lines])
    return diagnostics.map(printer.text).joined()
  }
}
