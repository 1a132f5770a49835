import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonStorage

/// The statuses with which commands end.
enum ExitStatus {
  /// A lesson is wrong.
  static let wrong = ExitCode(1)
  /// The command was not called as it can be.
  static let usage = ExitCode(2)
  /// The runner itself could not work.
  static let broken = ExitCode(3)

  /// Tells of an error and ends.
  static func exit(with error: any Error) -> Never {
    switch error {
    case let failure as UsageFailure: end(failure.description, usage)
    case let failure as RunnerFailure: end(failure.description, broken)
    case let failure as FileFailure: end(failure.description, broken)
    default:
      let isUsage = Lessons.exitCode(for: error) != .success
      // A command that only has commands below it throws its help.
      let isParsing = error is CleanExit || String(describing: type(of: error)) == "CommandError"
      guard isParsing else { end(FileFailure.text(of: error), broken) }
      let text = Lessons.fullMessage(for: error)
      if isUsage {
        write(text, to: .standardError)
        Foundation.exit(usage.rawValue)
      }
      write(text, to: .standardOutput)
      Foundation.exit(0)
    }
  }

  private static func end(_ message: String, _ code: ExitCode) -> Never {
    let text = message.withVisibleControls.replacing("\n", with: "\n  | ")
    write(WorkflowLog.fenced("error: \(text)"), to: .standardError)
    Foundation.exit(code.rawValue)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data((text + "\n").utf8))
  }
}
