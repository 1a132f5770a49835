import Foundation
import LessonKit

/// What commands say on the standard error.
struct Console {
  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  private var usesColor: Bool {
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Prints what is wrong with a lesson.
  func show(_ report: LessonReport) {
    clearLine()
    write(report.text(usesColor: usesColor))
  }

  /// Prints diagnostics of one file.
  func show(_ diagnostics: [Diagnostic], lines: [String: [String]]) {
    let printer = DiagnosticPrinter(usesColor: usesColor, lines: lines)
    write(diagnostics.map(printer.text).joined())
  }

  /// Prints a line.
  func say(_ line: String) { write(line + "\n") }

  /// Prints a warning that concerns the whole run.
  func warn(_ message: String) { write("warning: \(message)\n") }

  /// Shows how far the work is, on terminals.
  func progress(_ done: Int, of all: Int) {
    guard isTerminal, !isQuiet, done < all else { return }
    write("\r\(done)/\(all) lessons…")
  }

  /// Prints the last line.
  func close(_ summary: String) {
    clearLine()
    if !isQuiet { write(summary + "\n") }
  }

  private func clearLine() {
    if isTerminal, !isQuiet { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
