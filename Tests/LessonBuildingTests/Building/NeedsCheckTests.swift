import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDocument

@Suite("Lessons that a lesson needs")
struct NeedsCheckTests {
  private let pages = Dictionary(
    uniqueKeysWithValues: ["en/one", "en/in/two", "pl/one", "pl/three"].map { page in
      let parts = page.split(separator: "/", maxSplits: 1).map(String.init)
      return (page, LessonFile(path: "lessons/\(page).md", language: parts[0], name: parts[1]))
    })

  private func problems(_ needs: String, of page: String = "pl/three") throws -> [String] {
    let file = try #require(pages[page])
    let text = "---\nneeds: \(needs)\n---\n# A\n"
    let lesson = try #require(
      Lesson.parse(path: file.path, text: text, language: file.language, name: file.name).lesson)
    var surroundings = Surroundings()
    return NeedsCheck(pages: pages, sourceLanguage: "en").problems(of: lesson.outline, &surroundings)
      .map(\.shortForm)
  }

  @Test("are those of its language, or of the source's", arguments: ["one", "[one, in/two]", "[]"])
  func known(needs: String) throws { #expect(try problems(needs) == []) }

  @Test("are errors at their places where they do not exist")
  func missing() throws {
    #expect(
      try problems("[one, tree, on]") == [
        "2:14: error: 'needs' names 'tree', and no lesson has that name; did you mean 'three'?",
        "2:20: error: 'needs' names 'on', and no lesson has that name; did you mean 'one'?",
      ])
    #expect(try problems("three", of: "en/one").count == 1)
    #expect(try problems("three") == ["2:8: error: this lesson needs itself"])
  }
}
