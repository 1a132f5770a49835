import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("The last line of a call")
struct BuildSummaryTests {
  private func text(_ results: [LessonReport.Result], _ purpose: Builder.Purpose) -> String {
    var summary = BuildSummary(purpose)
    for result in results {
      summary.add(LessonReport(file: LessonFile(path: "a.md", language: "en", name: "a"), result: result))
    }
    return summary.text(after: .milliseconds(61_200))
  }

  private static let build = Builder.Purpose.write(force: false)

  @Test(
    "counts how lessons ended",
    arguments: [
      ([], build, "0 lessons: 0 ran, 0 unchanged, 0 failed"),
      ([.ran], build, "1 lesson: 1 ran, 0 unchanged, 0 failed"),
      ([.ran, .unchanged, .unchanged, .failed], build, "4 lessons: 1 ran, 2 unchanged, 1 failed"),
      ([.skipped, .unchanged], build, "2 lessons: 0 ran, 1 unchanged, 0 failed, 1 without data"),
      ([.ran, .stopped, .failed], build, "3 lessons: 1 ran, 0 unchanged, 1 failed, 1 stopped"),
      ([.ran, .unchanged, .failed], TestProject.check, "3 lessons: 2 as recorded, 1 failed"),
      ([.ran, .skipped], TestProject.check, "2 lessons: 1 as recorded, 0 failed, 1 without data"),
    ] as [([LessonReport.Result], Builder.Purpose, String)])
  func counts(results: [LessonReport.Result], purpose: Builder.Purpose, line: String) {
    #expect(text(results, purpose) == line + " · 61.2 s")
  }

  @Test(
    "counts documents and the expectations that hold",
    arguments: [
      (0, [(.ran, 1)], "1 document, 1 expectation holds, 0 failed"),
      (0, [(.ran, 40), (.failed, 2)], "2 documents, 42 expectations hold, 1 failed"),
      (
        1, [(.ran, 0)],
        "1 lesson: 1 as recorded, 0 failed, 3 expectations hold · 1 document, 0 expectations hold, 0 failed"
      ),
    ] as [(Int, [(LessonReport.Result, Int)], String)])
  func documents(lessons: Int, documents: [(LessonReport.Result, Int)], line: String) {
    var summary = BuildSummary(TestProject.check)
    let file = LessonFile(path: "a.md", language: "", name: "a.md")
    for _ in 0..<lessons {
      var report = LessonReport(file: file, result: .ran)
      report.holding = 3
      summary.add(report)
    }
    for (result, holding) in documents {
      var report = LessonReport(file: file, result: result)
      (report.isDocument, report.holding) = (true, holding)
      summary.add(report)
    }
    #expect(summary.text(after: .seconds(1)) == line + " · 1.0 s")
  }

  @Test("counts errors that belong to no lesson, which is then not well")
  func others() {
    var summary = BuildSummary(Self.build)
    summary.add([Diagnostic(.warning, path: "a", at: nil, "x")])
    #expect(summary.isWell)
    summary.add([Diagnostic(path: "lessons.yml", at: nil, "x")])
    #expect(!summary.isWell)
    #expect(
      summary.text(after: .seconds(1)) == "0 lessons: 0 ran, 0 unchanged, 0 failed · 1 other error · 1.0 s")
  }
}
