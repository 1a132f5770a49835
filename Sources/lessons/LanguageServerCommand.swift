import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement
import LessonEditing

/// Serves an editor.
struct LanguageServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-server",
    abstract: "Serve an editor by the Language Server Protocol over the standard streams.",
    discussion: "Editors start it; docs/manual/lessons/Editors.md says how to tell them.")

  @Option(help: Confinement.Demand.help)
  var sandbox: Confinement.Demand?

  @Option(help: .maxTimeout)
  var maxTimeout = BuildContext.defaultMaxTimeout

  @Flag(help: "Use the standard streams, which is the only way and the default; some editors pass it.")
  var stdio = false

  func validate() throws { try checkMaxTimeout(maxTimeout) }

  func run() async throws {
    let options = EditedProject.Options(
      sandbox: sandbox ?? .here, maxTimeout: maxTimeout,
      searchPath: ProcessInfo.processInfo.environment["PATH"])
    let connection = Connection(input: STDIN_FILENO, output: try Self.protectedOutput())
    let server = LanguageServer(connection, options, version: lessonsVersion)
    let status = await server.run()
    guard status == 0 else { throw ExitCode(status) }
  }

  /// The standard output for messages alone: whatever else is printed goes to the standard error.
  private static func protectedOutput() throws -> Int32 {
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { throw ExitStatus.broken }
    return output
  }
}
