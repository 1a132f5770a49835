import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("A check")
struct CheckingTests {
  private let top = "---\nrequires: [d]\n---\n"

  @Test("runs everything, writes nothing, and passes what is as recorded")
  func passes() async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": "# Prose\n"])
    _ = try await project.work()
    _ = project.runner.takeEvents()
    let before = project.folder.paths
    let outcome = try await project.work(TestProject.check)
    #expect(project.runner.takeRuns() == ["a"])
    #expect(outcome.result("a") == .ran && outcome.reason("a") == "checking runs everything")
    #expect(outcome.problems == [] && project.folder.paths == before)
    #expect(outcome.reports["a"]?.didFinish == true && outcome.reports["a"]?.recordedMachine != nil)
    #expect(
      outcome.summary.text(after: .milliseconds(1500)) == "2 lessons: 2 as recorded, 0 failed · 1.5 s")
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let message: String
    let make: @Sendable (TestProject) throws -> Void

    static let all = [
      Fault(
        testDescription: "its results are others", message: "the page says '1.5⏎', but the code gives '2⏎'"
      ) {
        $0.runner = TestRunner(prints: "2\n")
      },
      Fault(
        testDescription: "its code is other code with the same results",
        message: "the page was made before the lesson's code was changed: run 'lessons build'"
      ) { try $0.write(lessonText("print(2)"), as: "a") },
      Fault(
        testDescription: "its text is another",
        message: "'output/en/a.html' is not the page of this lesson as it is now: run 'lessons build'"
      ) { try $0.write(lessonText("print(1)", prose: "Other."), as: "a") },
      Fault(
        testDescription: "its page was changed by hand",
        message: "'output/en/a.md' is not the page of this lesson as it is now: run 'lessons build'"
      ) { try $0.folder.write("9", to: "output/en/a.md") },
      Fault(
        testDescription: "it has no page",
        message: "the lesson has no page with a record: run 'lessons build'"
      ) { try $0.remove("output/en/a/record.json") },
      Fault(testDescription: "it crashes", message: "crashed") {
        try $0.write(lessonText("crash()"), as: "a")
      },
      Fault(
        testDescription: "a link of it reaches nothing",
        message: "there is no lesson 'x.md'; did you mean 'a.md'?"
      ) {
        try $0.write(lessonText("print(1)", prose: "[x](x.md)"), as: "a")
      },
    ]
  }

  @Test("fails a lesson when", arguments: Fault.all)
  func fails(fault: Fault) async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": "# Prose\n"])
    _ = try await project.work()
    try fault.make(project)
    let before = project.folder.paths
    let outcome = try await project.work(TestProject.check)
    #expect(outcome.result("a") == .failed)
    let messages = outcome.messages("a").map { $0.replacing(project.folder.path + "/", with: "") }
    #expect(messages.contains(fault.message))
    #expect(project.folder.paths == before)
  }

  @Test("fails when two runs give different results, if it is asked for two")
  func twice() async throws {
    let project = try TestProject(["a": lessonText("drift()")])
    _ = try await project.work()
    let outcome = try await project.work(.check(twice: true, allowsMissingData: false))
    #expect(project.runner.takeRuns() == ["a", "a", "a"])
    #expect(outcome.result("a") == .failed && outcome.reports["a"]?.didFinish == true)
  }

  @Test(
    "of a lesson whose data is missing proves nothing, which is an error unless it is allowed",
    arguments: [false, true])
  func missingData(isAllowed: Bool) async throws {
    let project = try TestProject(["a": lessonText("print(1)", top: top)])
    try project.folder.write("1,2", to: "data/d/values.csv")
    _ = try await project.work()
    try project.remove("data/d")
    let outcome = try await project.work(.check(twice: false, allowsMissingData: isAllowed))
    #expect(outcome.result("a") == (isAllowed ? .skipped : .failed))
  }

  @Test("fails a lesson without data whose text is another, whatever is allowed")
  func missingDataOtherText() async throws {
    let project = try TestProject(["a": lessonText("print(1)", top: top)])
    try project.folder.write("1,2", to: "data/d/values.csv")
    _ = try await project.work()
    try project.remove("data/d")
    try project.write(lessonText("print(1)", prose: "Other.", top: top), as: "a")
    let outcome = try await project.work(.check(twice: false, allowsMissingData: true))
    #expect(outcome.result("a") == .failed)
  }

  @Test("names pages without a lesson, and lists that are not those of the lessons")
  func lists() async throws {
    let project = try TestProject(["a": "# First\n", "b": "# Second\n"])
    _ = try await project.work()
    try project.remove("lessons/en/a.md")
    let outcome = try await project.work(TestProject.check)
    let message = "the lesson of this page is no longer there: run 'lessons build', which removes the page"
    #expect(outcome.problems.contains(message))
    #expect(project.output("en/a.html") != nil)
  }
}
