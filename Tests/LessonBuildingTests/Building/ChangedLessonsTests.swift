import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("Lessons that are known to be all that has changed")
struct ChangedLessonsTests {
  /// A project that is served, with all pages.
  private static func served(_ lessons: [String: String]) async throws -> TestProject {
    let project = try TestProject(lessons)
    project.isServed = true
    _ = try await project.work()
    _ = (project.reader.takeRead(), project.runner.takeEvents())
    return project
  }

  @Test("are done before another is looked at, once, and the pages are those of any build")
  func first() async throws {
    let lessons = ["a": lessonText("print(1)"), "b": lessonText("print(2)"), "c": "# C\n\n[a](a.md)\n"]
    let project = try await Self.served(lessons)
    // The change of 'b' is not told.
    let changed = [
      "a": lessonText("print(3)", title: "Another title"), "b": lessonText("print(4)"),
    ]
    for (name, text) in changed { try project.write(text, as: name) }
    let outcome = try await project.work(changed: ["a"])
    #expect(outcome.order == ["a", "c", "b"], "'c' has not changed, so that it is told before 'b' runs")
    #expect(outcome.result("a") == .ran && outcome.result("b") == .ran && outcome.result("c") == .unchanged)
    #expect(project.runner.takeRuns() == ["a", "b"])
    let fresh = try TestProject(lessons.merging(changed) { $1 })
    _ = try await fresh.work()
    for page in ["a.html", "b.html", "c.html", "index.html", "a.md", "a/record.json"] {
      let path = "en/\(page)"
      #expect(project.output(path) == fresh.output(path), "\(page)")
    }
    #expect(try await project.work().order.allSatisfy { project.output("en/\($0).html") != nil })
    #expect(project.runner.takeRuns() == [], "nothing is left to be done")
  }

  @Test("tell what is wrong with their links, and run once though they fail")
  func wrong() async throws {
    let project = try await Self.served(["a": lessonText("print(1)"), "b": lessonText("print(2)")])
    try project.write(lessonText("crash", prose: "[b](b.md#nowhere)"), as: "a")
    let outcome = try await project.work(changed: ["a"])
    #expect(outcome.result("a") == .failed && outcome.result("b") == .unchanged)
    #expect(outcome.messages("a").contains { $0.contains("nowhere") })
    #expect(project.runner.takeRuns() == ["a"])
  }

  @Test("are nothing special where lessons were added, or where the last call was cut short")
  func unknown() async throws {
    let project = try await Self.served(["a": lessonText("print(1)"), "b": lessonText("print(2)")])
    try project.write(lessonText("print(3)"), as: "b")
    try project.write(lessonText("print(4)"), as: "c")
    #expect(try await project.work(changed: ["b"]).order.first == "a")
    try project.write(lessonText("wait"), as: "b")
    let call = Task { try await project.work() }
    while project.runner.takeRuns().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    call.cancel()
    await #expect(throws: CancellationError.self) { _ = try await call.value }
    try project.write(lessonText("print(5)"), as: "b")
    #expect(try await project.work(changed: ["b"]).order.first == "a")
    try project.write(lessonText("print(6)"), as: "b")
    #expect(try await project.work(changed: ["b"]).order.first == "b")
  }
}
