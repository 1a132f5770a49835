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
      ([.ran, .unchanged, .failed], TestProject.check, "3 lessons: 2 as recorded, 1 failed"),
      ([.ran, .skipped], TestProject.check, "2 lessons: 1 as recorded, 0 failed, 1 without data"),
    ] as [([LessonReport.Result], Builder.Purpose, String)])
  func counts(results: [LessonReport.Result], purpose: Builder.Purpose, line: String) {
    #expect(text(results, purpose) == line + " · 61.2 s")
  }
}
