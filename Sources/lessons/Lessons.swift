import ArgumentParser
import DeepTraining
import Foundation
import LessonConfinement
import LessonReading

/// The program: starts the command, or becomes the process that reads lessons.
@main
enum EntryPoint {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    Engine.computeAlikeOnAllMachines()
    // First of all: a process that forks must have no other threads.
    if arguments.first == ReaderProcess.argument { ReaderProcess.run(Array(arguments.dropFirst())) }
    Interruption.install()
    Task {
      await Lessons.main()
      Foundation.exit(0)
    }
    dispatchMain()
  }
}

/// The commands.
///
/// Each gives its name: to derive those of the types takes some 2 ms of every call.
struct Lessons: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons",
    abstract: "Runs lessons written in Markdown and Swift, and renders their pages.",
    discussion:
      "'lessons --version --verbose' says also how this machine computes and how lessons are confined on it.",
    version: VersionReport.line,
    subcommands: [
      Build.self, Check.self, Merge.self, Serve.self, RunLesson.self, Init.self, New.self, Accept.self,
      Render.self,
      DataSets.self, LanguageServerCommand.self,
      Clean.self,
    ])

  /// Runs the command that the arguments name.
  static func main() async {
    // The parser ends at '--version'.
    if Set(CommandLine.arguments.dropFirst()) == ["--version", "--verbose"] {
      return print(VersionReport.verbose)
    }
    do {
      try OpenFilesLimit.raise()
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      ExitStatus.exit(with: error)
    }
  }
}
