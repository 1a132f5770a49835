import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("A build warns of links and images that reach nothing")
struct OutsideWarningTests {
  private let broken = [
    "there is no lesson 'elsewhere.md'",
    "there is no heading or block '#one' in 'lessons/en/b.md'",
    "'x.png' does not exist, looked for from the lesson's folder",
  ]

  private func messages(_ outcome: TestProject.Outcome, _ project: TestProject) -> [String] {
    outcome.messages("a").map { $0.replacing(project.folder.path + "/", with: "") }
  }

  @Test("again and again, without reading a lesson again, and writes the page")
  func repeated() async throws {
    let project = try TestProject(["a": "# A\n\n[x](elsewhere.md) [b](b.md#one) ![x](x.png)\n", "b": "# B\n"])
    for _ in 0..<3 {
      let outcome = try await project.work()
      #expect(messages(outcome, project) == broken && outcome.result("a") == .unchanged)
      #expect(outcome.reports["a"]?.diagnostics.allSatisfy { $0.severity == .warning } == true)
      #expect(outcome.reports["a"]?.lines.count == 4)
    }
    #expect(project.output("en/a.html") != nil)
    _ = project.reader.takeRead()
    _ = try await project.work()
    #expect(project.reader.takeRead() == [])
    #expect(try await messages(project.work(TestProject.check), project) == broken)
  }

  struct Repair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The number of the warning that is gone then.
    let gone: Int
    /// The lessons that are read; `nil` if all pages show something of the change.
    let reads: [String]?
    let make: @Sendable (TestProject) throws -> Void
  }

  @Test(
    "until what they lead to is there, and looks again only at lessons that it concerns",
    arguments: [
      Repair(testDescription: "a lesson", gone: 0, reads: nil) {
        try $0.write("# Elsewhere\n", as: "elsewhere")
      },
      Repair(testDescription: "a heading", gone: 1, reads: ["a", "b", "c"]) {
        try $0.write("# B\n\n## One\n", as: "b")
      },
      Repair(testDescription: "a file", gone: 2, reads: ["a", "b"]) {
        try $0.folder.write("x", to: "lessons/en/x.png")
      },
    ])
  func repaired(repair: Repair) async throws {
    let project = try TestProject([
      "a": "# A\n\n[x](elsewhere.md) [b](b.md#one) ![x](x.png)\n", "b": "# B\n",
      "c": "# C\n\n[b](b.md) [b](b.md#b)\n",
      "d": "# D\n\n[c](c.md#c)\n",
    ])
    _ = try await project.work()
    _ = project.reader.takeRead()
    try repair.make(project)
    let outcome = try await project.work()
    var rest = broken
    rest.remove(at: repair.gone)
    #expect(messages(outcome, project) == rest)
    let read = Set(project.reader.takeRead())
    #expect(repair.reads.map { read == Set($0) } ?? true, "\(read)")
    #expect(try await messages(project.work(), project) == rest)
    #expect((project.output("en/x.png") == "x") == (repair.gone == 2))
  }

  @Test("when what they lead to goes")
  func goes() async throws {
    let project = try TestProject(["a": "# A\n\n[b](b.md#one)\n", "b": "# B\n\n## One\n"])
    #expect(try await project.work().messages("a") == [])
    try project.write("# B\n", as: "b")
    #expect(try await messages(project.work(), project) == [broken[1]])
    try project.remove("lessons/en/b.md")
    #expect(try await project.work().messages("a").count == 1)
  }

  @Test("of translations too, until they follow")
  func translations() async throws {
    let project = try TestProject(["a": "# A\n"])
    try project.folder.write(
      "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\"original_hash\": \"old\", \"source_file\": \"en/a.md\", \"language_code\": \"pl\"}\n-->\n# A\n",
      to: "lessons/pl/t.md")
    // The project of a test names lessons by their names alone, so the translation has one of its own.
    let outcome = try await project.work()
    #expect(outcome.messages("t").count == 1)
    #expect(outcome.messages("t").first?.hasPrefix("the translation is behind its source") == true)
    #expect(try await project.work().messages("t") == outcome.messages("t"))
  }

  @Test("A check of a project that was never built says so once")
  func neverBuilt() async throws {
    let project = try TestProject(["a": "# A\n", "b": lessonText("print(1)"), "c": lessonText("crash()")])
    let outcome = try await project.work(TestProject.check)
    #expect(
      outcome.problems == ["no page has a record: run 'lessons build' first, and commit 'output'"])
    #expect(outcome.messages("a") + outcome.messages("b") == [] && outcome.messages("c") == ["crashed"])
    #expect(outcome.summary.text(after: .seconds(1)) == "3 lessons: 0 as recorded, 3 failed · 1.0 s")
  }
}
