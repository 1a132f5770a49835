import ArgumentParser
import Foundation
import LessonDisplay
import LessonKit

/// Runs one lesson and prints what it gives.
struct RunLesson: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run one lesson and print its results; plots are drawn in characters.")

  @Argument(help: "The lesson's Markdown file.")
  var file: String

  @Option(help: Confinement.Demand.help)
  var sandbox = Confinement.Demand.auto

  func run() async throws {
    _ = try readFile(file)
    let console = Console()
    let workshop = Workshop(
      output: "", cache: nil, data: dataFolder, jobs: 1,
      searchPath: ProcessInfo.processInfo.environment["PATH"],
      confinement: try sandbox.means(console))
    let (lesson, transcript, report) = try await workshop.run(LessonFile(single: file))
    console.show(report)
    guard let lesson, let transcript else { throw Ending.wrong }
    let text = TerminalText(lesson, transcript, width: Self.terminalWidth).text
    try FileHandle.standardOutput.write(contentsOf: Data(WorkflowLog.fenced(text).utf8))
  }

  /// Plots fill the terminal as far as they stay readable.
  private static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 78 }
    return min(100, max(40, Int(size.ws_col)))
  }
}
