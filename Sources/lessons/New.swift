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
      notices that the source has changed since; a lesson that exists in the project's language is translated from there.
      """)

  @Argument(
    help: "The lesson's name: 'First', 'part/First', with its language 'en/First', or the path of its file.")
  var name: String

  @Option(help: ArgumentHelp("The lesson's language; the project's by default.", valueName: "tag"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "The language of the lesson to translate; the project's by default, if it is there.", valueName: "tag"))
  var from: String?

  @Option(help: ArgumentHelp("The folder of the lessons, 'lessons' by default.", valueName: "dir"))
  var lessons: String?

  func run() async throws {
    let console = Console()
    var project = try await Project.enter(console)
    if let lessons { project.settings.lessons = project.path(lessons) }
    let existing = try ExistingLessons(in: project.settings.lessons, language: project.settings.language)
    let place = try NewLessonPlace(name, language: language, in: existing)
    let source = from ?? existing.sourceLanguage(of: place)
    do {
      let lesson =
        if let source {
          try await NewLesson(
            translating: place, from: source, in: existing, now: .now,
            reader: LessonReader(confined: project.confinement))
        } else {
          NewLesson(place, in: project.settings.lessons)
        }
      try lesson.write()
      let folder = lessons.map { ["--lessons", $0] } ?? []
      let build = (["lessons", "build"] + folder + [lesson.path]).map(\.asShellWord).joined(separator: " ")
      let next = source == nil ? Self.write : Self.translate
      let origin = lesson.source.map { ", the translation of '\($0)'" } ?? ""
      console.sayLine("Created '\(lesson.path)'\(origin). Next: \(next), then run: \(build)")
    } catch let problem as Diagnostic {
      console.show([problem], lines: [:])
      throw ExitStatus.wrong
    }
  }

  private static let write = "write the text and the code"
  private static let translate =
    "translate the text and leave the code as it is ('labels:' in the front matter translates charts and tables)"
}
