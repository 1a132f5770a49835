import ArgumentParser
import Foundation
import LessonAuthoring
import LessonCore
import LessonReading
import LessonStorage

/// Records that translations follow their sources.
struct Accept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Record that translations follow their sources as they are now.",
    discussion: """
      Call it when the text of a translation says what its source says. It replaces 'original_hash' and the date in the \
      translation's record, and 'source_file' if the source has moved; a translation without a record gets one. It \
      changes nothing else.
      """)

  @Argument(help: ArgumentHelp("Translations, or folders of them.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("The folder of the lessons, 'lessons' by default.", valueName: "dir"))
  var lessons: String?

  func run() async throws {
    let console = Console()
    var project = try await Project.enter(console)
    if let lessons { project.settings.lessons = project.path(lessons) }
    let library = try project.library()
    let (files, problems) = try library.selection(of: paths.map(project.path))
    console.show(problems, lines: [:])
    let reader = LessonReader(confined: project.confinement)
    let acceptance = TranslationAcceptance(library, reader, now: .now)
    var isWell = !problems.contains { $0.severity == .error }
    for file in files {
      do {
        console.sayLine(try await acceptance.accept(file))
      } catch let refusal as UsageFailure {
        console.sayLine("error: \(refusal.description)")
        isWell = false
      } catch let problem as Diagnostic {
        console.show([problem], lines: [:])
        isWell = false
      }
    }
    if !isWell { throw ExitStatus.wrong }
  }
}
