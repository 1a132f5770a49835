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

  @Argument(
    help: "The lesson's name: 'First', 'part/First', with its language 'en/First', or the path of its file.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The lesson's language, the name of its folder; '\(LessonLibrary.sourceLanguage)' if neither this nor the name says it.",
      valueName: "tag"))
  var language: String?

  @Option(help: ArgumentHelp("The language of the lesson to translate.", valueName: "tag"))
  var from: String?

  @Option(help: ArgumentHelp("The folder of the lessons.", valueName: "dir"))
  var lessons = "lessons"

  func run() async throws {
    let console = Console()
    let place = try NewLessonPlace(name, language: language, in: lessons)
    do {
      let lesson =
        if let from {
          try await NewLesson(
            translating: place.name, from: from, in: lessons, to: place.language, now: .now,
            reader: LessonReader(confined: try Confinement.Demand.auto.confinement(console)))
        } else {
          try NewLesson(place.name, in: lessons, language: place.language)
        }
      try lesson.write()
      let folder = lessons == "lessons" ? [] : ["--lessons", lessons]
      let build = (["lessons", "build"] + folder + [lesson.path]).map(\.asShellWord).joined(separator: " ")
      console.sayLine(
        "Created '\(lesson.path)'. Next: \(from == nil ? Self.write : Self.translate), then run: \(build)")
    } catch let problem as Diagnostic {
      console.show([problem], lines: [:])
      throw ExitStatus.wrong
    }
  }

  private static let write = "write the text and the code"
  private static let translate =
    "translate the text and leave the code as it is ('labels:' in the front matter translates charts and tables)"
}
