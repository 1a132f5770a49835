import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonServing

@Suite("What is wrong, as pages show it")
struct PageProblemsTests {
  private func fix(_ line: Int) -> CodeFix {
    let place = SourcePosition(line: line, column: 1)
    return CodeFix(title: "Insert 'x'", edits: [.init(place..<place, "x")])
  }

  @Test("has the fixes of a lesson's code with the version of its file, and none of other text")
  func fixes() {
    var error = Diagnostic(
      path: "a.md", at: SourcePosition(line: 3, column: 1)..<SourcePosition(line: 3, column: 2), "e")
    error.fixes = [fix(2), fix(7)]
    var report = LessonReport(
      file: LessonFile(path: "a.md", language: "en", name: "a"), result: .failed, diagnostics: [error],
      blocks: [.init(index: 0, id: nil, lines: 1...4)])
    report.version = "h"
    var problems = PageProblems()
    problems.add(report)
    #expect(problems.text == "a.md:3:1: error: e\n")
    let found = problems.fixes["en/a"] ?? []
    #expect(found.map(\.edits) == [fix(2).edits] && found.map(\.version) == ["h"] && found.map(\.line) == [2])
    report.version = nil
    var others = PageProblems()
    others.add(report)
    #expect(others.fixes.isEmpty)
  }
}
