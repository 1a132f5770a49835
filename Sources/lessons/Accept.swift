import ArgumentParser
import Foundation
import LessonAuthoring
import LessonConfinement
import LessonCore
import LessonReading
import LessonRendering
import LessonStorage

/// Records that translations follow their sources.
struct Accept: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Record that translations follow their sources as they are now.",
    discussion: """
      Call it when the text of a translation says what its source says. It replaces 'original_hash' and the date in the \
      translation's record, and changes nothing else.
      """)

  @Argument(help: ArgumentHelp("Translations, or folders of them.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("The folder of the lessons.", valueName: "dir"))
  var lessons = "lessons"

  func run() async throws {
    let console = Console()
    let library = try LessonLibrary(folder: lessons, formats: PageFormat.all)
    let (files, problems) = try library.selection(of: paths)
    console.show(problems, lines: [:])
    let reader = LessonReader(confined: try Confinement.Demand.auto.confinement(console))
    let acceptance = TranslationAcceptance(library, reader, now: .now)
    var isWell = problems.isEmpty
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
