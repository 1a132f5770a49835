import ArgumentParser
import Foundation
import LessonAuthoring
import LessonConfinement
import LessonCore
import LessonReading

/// Makes the file of a new lesson.
struct New: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a lesson, or the translation of one.",
    discussion: """
      The new lesson builds as it is. A translation begins as its source, with the record by which 'lessons check' \
      notices that the source has changed since.
      """)

  @Argument(help: "The lesson's name: its path below the language's folder, without '.md'.")
  var name: String

  @Option(help: ArgumentHelp("The lesson's language; the project's by default.", valueName: "tag"))
  var language: String?

  @Option(help: ArgumentHelp("The language of the lesson to translate.", valueName: "tag"))
  var from: String?

  @Option(help: ArgumentHelp("The folder of the lessons, 'lessons' by default.", valueName: "dir"))
  var lessons: String?

  func run() async throws {
    let console = Console()
    let project = try await Project.enter(console)
    let folder = lessons.map(project.path) ?? project.settings.lessons
    let language = language ?? project.settings.language
    let name = try LessonName(name)
    do {
      let lesson =
        if let from {
          try await NewLesson(
            translating: name, from: from, in: folder, to: language, now: .now,
            reader: LessonReader(confined: project.confinement))
        } else {
          try NewLesson(name, in: folder, language: language)
        }
      try lesson.write()
      let build = "lessons build" + (lessons.map { " --lessons \($0)" } ?? "") + " \(lesson.path)"
      console.sayLine(
        "'\(lesson.path)' is made. Next: \(from == nil ? Self.write : Self.translate), then '\(build)'")
    } catch let problem as Diagnostic {
      console.show([problem], lines: [:])
      throw ExitStatus.wrong
    }
  }

  private static let write = "write the text and the code"
  private static let translate =
    "translate the text and leave the code as it is ('labels:' in the front matter translates charts and tables)"
}
