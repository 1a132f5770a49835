import ArgumentParser
import LessonAuthoring
import LessonCore
import LessonStorage

/// Begins a course.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Begin a course: settings, a first lesson, and a workflow for GitHub.",
    discussion: "Existing files stay unchanged. The new course builds at once.")

  @Argument(help: ArgumentHelp("The folder of the course; created if it does not exist.", valueName: "dir"))
  var folder = "."

  @Option(help: "The title of the course; the folder's name by default.")
  var title: String?

  @Option(help: ArgumentHelp("The language in which the lessons are written.", valueName: "tag"))
  var language = "en"

  func run() throws {
    let course = try NewCourse(in: folder, title: title, language: language)
    let console = Console()
    for (path, result) in try course.write() {
      console.sayLine(result == .created ? "Created \(path)" : "Kept \(path), which was there")
    }
    let enter = folder == "." ? "" : "'cd \(folder)', then "
    console.sayLine("Next: \(enter)'lessons serve' shows the pages while you write")
  }
}
