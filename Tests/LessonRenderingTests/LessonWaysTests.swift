import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering
@testable import LessonSite

@Suite("From its title, a page leads")
struct LessonWaysTests {
  private let code = "# A\n\n```swift-dt\n1\n```\n"

  /// The line below the title, and the command.
  private func ways(
    _ text: String, path: String = "lessons/en/in/a.md", on machine: String? = "avx2, oneDNN 2.6, engine 10",
    _ change: (inout ProjectSettings) -> Void = { _ in }
  ) throws -> String {
    var settings = ProjectSettings()
    change(&settings)
    let lesson = try #require(Lesson.parse(path: path, text: text, language: "en", name: "in/a").lesson)
    let identity = SiteIdentity(settings, SiteFiles(), in: "en")
    let ways = LessonWays(lesson, on: machine, identity, .english)
    return ways.line.markup + ways.command.markup
  }

  @Test(
    "to the command that runs it, however the folder of the lessons was named",
    arguments: [
      ("lessons/en/in/a.md", "lessons"), ("./lessons/en/in/a.md", "lessons"),
      ("/home/me/lessons/en/in/a.md", "lessons"), ("lessons/in/a.md", "lessons"), ("en/in/a.md", "lessons"),
      ("../en/in/a.md", "lessons"), ("docs/course/en/in/a.md", "docs/course"),
    ])
  func command(path: String, folder: String) throws {
    let command = try ways(code, path: path) { $0.lessons = folder }
    let below = path.contains("/en/") || path.hasPrefix("en/") ? "en/in/a.md" : "in/a.md"
    let isKnown = path.contains(folder)
    #expect(command.contains("<code>lessons run \(isKnown ? folder + "/" : "")\(below)</code>"))
  }

  @Test("to no command where nothing runs")
  func prose() throws { #expect(try ways("# A\n\nText.") == "") }

  @Test("to its notebook where each page has one, and to its file in the repository")
  func files() throws {
    let line = try ways(code) {
      $0.formats = ["html", "notebook"]
      $0.repository = "https://example.org/c"
    }
    #expect(line.contains("<a href=\"a.ipynb\">Notebook</a>"))
    #expect(line.contains("<a href=\"https://example.org/c/edit/HEAD/lessons/en/in/a.md\">Edit</a>"))
    #expect(!(try ways(code).contains("<a ")))
  }

  @Test("to no editor where the settings say how files are shown, but not how they are edited")
  func shown() throws {
    let line = try ways(code) { $0.repository = "https://example.org/show?f={path}" }
    #expect(line.contains("show?f=lessons/en/in/a.md") && !line.contains("Edit"))
  }

  @Test("and says which machines gave its results, from which seed")
  func origin() throws {
    #expect(
      try ways("---\nseed: 3\n---\n" + code).contains(
        "Computed with <bdi dir=\"ltr\">avx2, oneDNN 2.6, engine 10</bdi> · seed <bdi>3</bdi></span>"))
    #expect(!(try ways(code, on: nil).contains("Computed")))
  }
}
