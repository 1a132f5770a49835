import Foundation
import LessonBuilding
import LessonCore
import LessonData
import LessonExecution
import Synchronization

/// What commands say on the standard error.
final class Console: Sendable {
  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  /// What the last line of a terminal shows while work goes on.
  private struct State {
    var done = 0
    var all = 0
    var lesson: LessonProgress?
    var transfer: DataSetFetch.Progress?
    /// What SwiftPM does.
    var step: String?
    /// Whether the last word is said.
    var hasStopped = false
  }

  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  /// Whether somebody sees how far the work is.
  var showsProgress: Bool { isTerminal && !isQuiet }

  private var usesColor: Bool {
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  // MARK: Lines that stay

  /// Prints what is wrong with a lesson.
  func show(_ report: LessonReport) { show(report.diagnostics, lines: [report.file.path: report.lines]) }

  /// Prints diagnostics of one file.
  func show(_ diagnostics: [Diagnostic], lines: [String: [String]]) {
    let printer = DiagnosticPrinter(usesColor: usesColor, lines: lines)
    say(diagnostics.filter { !isQuiet || $0.severity == .error }.map(printer.text).joined())
  }

  /// Prints a line.
  func sayLine(_ line: String) { say(line.withVisibleControlsOnOneLine + "\n") }

  /// Prints a warning that concerns the whole run.
  func warn(_ message: String) { if !isQuiet { say("warning: \(message.withVisibleControls)\n") } }

  /// Prints the last line.
  func close(_ summary: String) {
    state.withLock { $0 = State(hasStopped: $0.hasStopped) }
    say(isQuiet ? "" : summary.withVisibleControls + "\n")
  }

  /// Prints a line as the last one, since the command was interrupted.
  ///
  /// - Parameter line: The line, from how many lessons are done and how many there are.
  func stop(_ line: (_ done: Int, _ all: Int) -> String) {
    state.withLock { state in
      guard !state.hasStopped else { return }
      state.hasStopped = true
      let text = isQuiet ? "" : line(state.done, state.all).withVisibleControlsOnOneLine + "\n"
      write(isTerminal ? Self.erase + text : text)
    }
  }

  // MARK: Progress

  /// Says how many lessons there are.
  func begin(_ count: Int) { update { $0.all = count } }

  /// Counts a lesson as done.
  func lessonEnded() {
    update {
      $0.done += 1
      $0.lesson = nil
    }
  }

  /// Shows how far a lesson has come.
  func show(_ progress: LessonProgress) { update { $0.lesson = progress } }

  /// Shows how far a download has come.
  func show(_ progress: DataSetFetch.Progress) { update { $0.transfer = progress } }

  /// Shows how far the build of packages is.
  func show(_ progress: PackageBuilder.Progress) {
    switch progress {
    case .begins(let names):
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      if !isQuiet { sayLine("Building the package\(names.count == 1 ? "" : "s") \(list) with SwiftPM …") }
    case .step(let line): update { $0.step = line }
    case .ends: update { $0.step = nil }
    }
  }

  private func update(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      if showsProgress, !state.hasStopped { write(Self.erase + line(state)) }
    }
  }

  /// Prints text above the line of the progress.
  private func say(_ text: String) {
    state.withLock { state in
      guard !state.hasStopped else { return }
      write(showsProgress ? Self.erase + text + line(state) : WorkflowLog.fenced(text))
    }
  }

  private static let erase = "\r\u{1B}[K"

  private func line(_ state: State) -> String {
    var line = state.transfer?.description ?? ""
    if let step = state.step {
      line = step
    } else if state.done < state.all {
      let lesson = state.lesson.map { "· " + $0.description } ?? "lessons…"
      line = "\(state.done)/\(state.all) \(lesson)"
    }
    return String(line.withVisibleControlsOnOneLine.prefix(max(20, width - 1)))
  }

  private var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private func write(_ text: String) {
    guard !text.isEmpty else { return }
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
