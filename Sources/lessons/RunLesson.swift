import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonDisplay

/// Runs one lesson and prints what it gives.
struct RunLesson: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run one lesson and print its results; plots are drawn in characters.")

  @Argument(help: "The lesson's Markdown file.")
  var file: String

  @Option(help: Confinement.Demand.help)
  var sandbox: Confinement.Demand?

  @Option(help: .maxTimeout)
  var maxTimeout = BuildContext.defaultMaxTimeout

  func validate() throws { try checkMaxTimeout(maxTimeout) }

  func run() async throws {
    let console = Console()
    let project = try await Project.enter(console, sandbox: sandbox)
    let path = project.path(file)
    _ = try readFile(path)
    let context = project.context(console, cache: nil, jobs: 1, maxTimeout: maxTimeout)
    let (text, report) = try await context.run(LessonFile(single: path), width: Self.terminalWidth)
    console.show(report)
    for warning in context.takeWarnings() { console.warn(warning) }
    if let text {
      try FileHandle.standardOutput.write(contentsOf: Data(WorkflowLog.fenced(text.withVisibleControls).utf8))
    }
    if report.result == .failed { throw ExitStatus.wrong }
  }

  /// Plots fill the terminal as far as they stay readable.
  private static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 78 }
    return min(100, max(40, Int(size.ws_col)))
  }
}
