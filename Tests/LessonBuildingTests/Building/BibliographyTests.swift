import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("Bibliographies of a project")
struct BibliographyTests {
  private func project(_ lessons: [String: String], _ files: [String: String]) throws -> TestProject {
    let project = try TestProject(lessons)
    for (path, text) in files { try project.folder.write(text, to: path) }
    return project
  }

  private let doe = "@book{doe, author = {Doe, Ann}, year = 2001, title = {First}}\n"
  private let roe = "@book{roe, author = {Roe, Bob}, year = 2002, title = {Second}}\n"

  @Test("renew the pages that cite what has changed, and no others")
  func renewed() async throws {
    let project = try project(
      [
        "a": lessonText("1", prose: "As @doe."), "b": lessonText("2", prose: "As @roe."),
        "c": lessonText("3"),
      ],
      ["refs.bib": doe + roe])
    project.bibliography = ["refs.bib"]
    let first = try await project.work()
    #expect(first.problems == [] && first.messages("a") == [])
    #expect(project.output("en/a.html")?.contains(">Doe (2001)</a>") == true)
    #expect(project.output("en/a.md")?.contains("## References") == true)
    _ = project.reader.takeRead()
    #expect(try await project.work().result("a") == .unchanged)
    #expect(project.reader.takeRead() == [])
    try project.folder.write(doe.replacing("2001", with: "2003") + roe, to: "refs.bib")
    _ = try await project.work()
    #expect(project.reader.takeRead() == ["a"])
    #expect(project.output("en/a.html")?.contains(">Doe (2003)</a>") == true)
  }

  @Test("of a lesson's own stand in its front matter")
  func own() async throws {
    let project = try project(
      ["a": lessonText("1", prose: "As @doe and @roe.", top: "---\nbibliography: [own.bib]\n---\n")],
      ["refs.bib": doe, "own.bib": roe])
    project.bibliography = ["refs.bib"]
    #expect(try await project.work().messages("a") == [])
    #expect(project.output("en/a.html")?.contains(">Roe (2002)</a>") == true)
    #expect(try await project.work().reason("a") == "nothing changed that its page is made from")
    try project.folder.write(roe.replacing("Bob", with: "Bo"), to: "own.bib")
    _ = try await project.work()
    #expect(project.output("en/a.html")?.contains("Roe, Bo. 2002") == true)
    try project.write(lessonText("1", top: "---\nbibliography: none.bib\n---\n"), as: "a")
    let missing = try await project.work().reports["a"]?.diagnostics.map(\.shortForm) ?? []
    #expect(
      missing.count == 1 && missing[0].hasPrefix("2:15: error: the bibliography 'none.bib' cannot be read: "))
  }

  @Test("are told if they are not there, or wrong")
  func wrong() async throws {
    let project = try project(["a": lessonText("1", prose: "As @doe.")], ["refs.bib": doe + "@book{x, a}\n"])
    project.bibliography = ["refs.bib"]
    let outcome = try await project.work()
    #expect(outcome.result("a") == .ran && outcome.problems == ["a field is written as 'name = {value}'"])
    project.bibliography = ["none.bib"]
    let missing = try await project.work()
    #expect(missing.problems.count == 1 && missing.reports.isEmpty)
    #expect(missing.problems[0].hasPrefix("the bibliography 'none.bib' cannot be read: "))
  }

  @Test("leave at signs alone in a course without them")
  func none() async throws {
    let project = try project(["a": lessonText("1", prose: "As @doe and [@roe].")], [:])
    #expect(try await project.work().messages("a") == [])
    #expect(project.output("en/a.html")?.contains("As @doe and [@roe].") == true)
  }
}

@Suite("Glossaries of a project")
struct ProjectGlossaryTests {
  private let glossary = "# Glossary\n\n## Dropout\n\nLeaves units out. Helps.\n\n## Loss\n\nHow wrong.\n"

  @Test("are shown at links, which are renewed with them, and lead only to terms")
  func links() async throws {
    let project = try TestProject([
      "a": lessonText("1", prose: "With [it](glossary.md#dropout) and [x](glossary.md#droput)."),
      "glossary": glossary,
    ])
    let outcome = try await project.work()
    #expect(
      outcome.messages("a").map { $0.replacing(project.folder.path + "/", with: "") } == [
        "there is no term '#droput' in 'lessons/en/glossary.md'; did you mean '#dropout'?"
      ])
    #expect(project.output("en/a.html")?.contains("title=\"Leaves units out.\">it</a>") == true)
    try project.write(glossary.replacing("units", with: "things"), as: "glossary")
    _ = try await project.work()
    #expect(project.output("en/a.html")?.contains("title=\"Leaves things out.\">it</a>") == true)
  }

  @Test("have the terms of their source, by anchors")
  func translations() async throws {
    let project = try TestProject(["glossary": glossary])
    try project.folder.write(
      "# Słownik\n\n## <a id=\"dropout\"></a>Porzucanie\n\nPomija.\n", to: "lessons/pl/glossary.md")
    let outcome = try await project.work()
    let found = outcome.reports.values.flatMap(\.diagnostics).filter { !$0.message.contains("no record") }
      .map {
        $0.shortForm.replacing(project.folder.path + "/", with: "")
      }
    #expect(
      found == [
        "-: warning: 'lessons/en/glossary.md' explains 'Loss', this glossary does not; the heading of a translated term begins "
          + "with '<a id=\"loss\"></a>'"
      ])
  }
}
