import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonReading

@Suite("Hostile bibliographies")
struct HostileBibliographyTests {
  private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(
    "are read in time",
    arguments: [
      "@a{k, title = " + many("{", 1_000_000),
      "@a{k, title = " + many("{", 500_000) + many("}", 500_000) + "}",
      many("@a{k, title = {\n", 60_000), many("@a{k, title = \"\n", 60_000), many("@a{", 300_000),
      many("@", 1_000_000),
      "@a{k, author = {" + many("A and ", 150_000) + "}}", "@a{k, author = {" + many("{a} ", 250_000) + "}}",
      "@a{k, title = {" + many("\\\"", 500_000) + "}}",
      "@a{k, title = {" + many("\\c{", 300_000) + many("}", 300_000) + "}}",
      "@a{k, title = " + many("x # ", 250_000), "@comment{" + many("{", 1_000_000),
      many("@string{a = {b}}\n", 50_000),
      many("@a{k,}\n", 100_000), "@a{" + many("k", 1_000_000),
      "@a{k, title = {" + many("e\u{301}", 300_000) + "}}",
    ])
  func bibTeX(_ text: String) { readInTime(text, "x.bib") }

  @Test(
    "in JSON are read in time",
    arguments: [many("[", 1_000_000), "[" + many("{\"id\":1},", 100_000), many("{\"a\":", 200_000)])
  func json(_ text: String) { readInTime(text, "x.json") }

  private func readInTime(_ text: String, _ path: String) {
    let begin = ContinuousClock.now
    let task = ReadBibliography(path: path, bytes: Data(text.utf8))
    let result = task.perform()
    #expect(task.accepts(result) && result.diagnostics.count <= 1_001)
    // Debug builds on a busy machine.
    #expect(.now - begin < .seconds(20), "\(text.prefix(40)): \(.now - begin)")
  }

  @Test(
    "or lessons that cite much, are read in time",
    arguments: [
      many("@a ", 500_000), many("[@a ", 300_000), many("[@a; ", 300_000),
      "[" + many("@a; ", 300_000) + "@a]",
      many("[@a]\n", 100_000), many("[x @", 300_000), many("> [@a\n", 50_000), many("@", 1_000_000),
    ])
  func lessons(_ text: String) {
    let begin = ContinuousClock.now
    let works = Bibliography([BibliographyEntry(key: "a")])
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x", bibliography: works)
    #expect((parsed.lesson?.citations.count ?? 0) <= Citation.most)
    #expect(.now - begin < .seconds(20), "\(text.prefix(40)): \(.now - begin)")
  }
}
