import LessonTestSupport
import Testing

@testable import LessonCore

@Suite("Documents of a project")
struct DocumentSearchTests {
  @Test("are files that are named, and the Markdown of folders that are named, once each")
  func named() throws {
    let place = try TestFolder()
    for path in ["a.md", "b/c.md", "b/.hidden/d.md", "b/e.txt", "b/f/g.md"] { try place.write("", to: path) }
    try place.link("b/link.md", to: "../a.md")
    let search = DocumentSearch([], lessons: place.path + "/lessons", output: place.path + "/b/f")
    let found = try search.documents(at: [place.path + "/b/", place.path + "/a.md", place.path + "/b/c.md"])
    #expect(
      found.map { $0.file.path.dropFirst(place.path.count) } == ["/b/c.md", "/a.md"])
    #expect(throws: (any Error).self) { try search.documents(at: [place.path + "/b/e.txt"]) }
    #expect(throws: (any Error).self) { try search.documents(at: [place.path + "/none.md"]) }
  }

  @Test("lie outside of the folder of the lessons")
  func outside() {
    let search = DocumentSearch([], lessons: "lessons", output: "output")
    #expect(search.isOutside("README.md") && search.isOutside("lessons.md") && search.isOutside("."))
    #expect(
      !search.isOutside("lessons/en/a.md") && !search.isOutside("./lessons")
        && !search.isOutside("a/../lessons"))
    #expect(search.isAroundLessons(".") && !search.isAroundLessons("docs") && !search.isAroundLessons("less"))
  }

  @Test("are no lessons that are named through a link")
  func links() throws {
    let place = try TestFolder()
    try place.write("", to: "lessons/en/a.md")
    try place.link("link", to: "lessons")
    let search = DocumentSearch([], lessons: place.path + "/lessons", output: place.path + "/output")
    #expect(!search.isOutside(place.path + "/link/en/a.md"))
  }
}
