import Foundation
import Testing

@testable import LessonBuilding

@Suite("Swift files that all lessons share")
struct SharedSwiftTests {
  private func project(_ lessons: [String: String]) throws -> ModuleProject {
    let project = try ModuleProject(lessons)
    project.settings.sources = ["Support"]
    return project
  }

  @Test("Internal names are used without an import, and use the runner's engine")
  func names() async throws {
    let project = try project([
      "a": "print(twice(21), Point(x: 1, y: 2).sum)", "b": "print(total(of: Tensor([1, 2, 3])))",
      "c": "do { try refuse() } catch { print(error) }",
    ])
    try project.place.write(
      """
      import DeepTraining

      func twice(_ x: Int) -> Int { 2 * x }
      func total(of tensor: Tensor) -> Double { tensor.sum().scalar }
      struct Refused: Error, CustomStringConvertible { var description: String { "refused" } }
      func refuse() throws { throw Refused() }
      """, to: "Support/Functions.swift")
    try project.place.write(
      "struct Point { var x: Int, y: Int }\nextension Point { var sum: Int { twice(x) + y } }\n",
      to: "Support/Types/Point.swift")
    let outcome = try await project.work()
    #expect(outcome.messages == [])
    #expect(outcome.problems == [])
    #expect(try ["a", "b", "c"].map(project.printed) == ["42 4", "6.0", "refused"])
  }

  @Test("An error is reported once, at its place in its file, and no lesson is compiled")
  func errors() async throws {
    let project = try project(["a": "print(wrong)", "b": "print(2)"])
    try project.place.write("func f() -> Int { 1 }\n", to: "Support/A.swift")
    try project.place.write("// é\nlet é: Int = \"x\"\n", to: "Support/B.swift")
    let outcome = try await project.work()
    #expect(
      outcome.problems == [
        "Support/B.swift:2:14: error: cannot convert value of type 'String' to specified type 'Int'"
      ])
    #expect(outcome.reports.isEmpty && !project.place.exists("output"))
  }

  @Test("A warning is told in each build")
  func warnings() async throws {
    let project = try project(["a": "print(1)"])
    try project.place.write("func f() { let a = 1 }\n", to: "Support/A.swift")
    for _ in 1...2 {
      #expect(
        try await project.work().problems == [
          "Support/A.swift:1:16: warning: initialization of immutable value 'a' was never used; consider replacing with assignment to '_' or removing it"
        ])
    }
  }

  @Test("A change runs the lessons that mention one of its names, and no others")
  func changes() async throws {
    let project = try project(["a": "print(twice(1))", "b": "print(3)"])
    try project.place.write("func twice(_ x: Int) -> Int { 2 * x }\n", to: "Support/A.swift")
    #expect(try await project.work().ran == ["a", "b"])
    #expect(try await project.work().ran == [])
    try project.place.write(
      "func twice(_ x: Int) -> Int { x + x + 0 }\nfunc other() {}\n", to: "Support/A.swift")
    let outcome = try await project.work()
    #expect(outcome.ran == ["a"])
    #expect(outcome.reports["a"]?.reason == "the modules that it uses changed")
    #expect(outcome.reports["b"]?.reason == "modules of the project changed, none that it uses")
    // A name that is new can hide one that the lesson mentions.
    try project.place.write(
      "func twice(_ x: Int) -> Int { 2 * x }\nfunc print(_ x: Int) { Swift.print(\"own\", x) }\n",
      to: "Support/A.swift")
    #expect(try await project.work().ran == ["a", "b"])
    #expect(try project.printed("b") == "own 3")
  }

  @Test("A file that reaches lessons without a name of its own runs all of them when it changes")
  func unnamed() async throws {
    let project = try project(["a": "print([1, 2])"])
    try project.place.write("func unused() {}\n", to: "Support/A.swift")
    _ = try await project.work()
    try project.place.write(
      "extension Array: @retroactive CustomStringConvertible { public var description: String { \"own\" } }\n",
      to: "Support/A.swift")
    let outcome = try await project.work()
    #expect(outcome.ran == ["a"] || outcome.problems != [])
  }

  @Test("A trap in a shared file is reported at the lesson's line that led there")
  func trap() async throws {
    let project = try project(["a": "let n = 1\nprint(at(n + 5))"])
    try project.place.write("func at(_ i: Int) -> Int {\n  [1, 2, 3][i]\n}\n", to: "Support/A.swift")
    let outcome = try await project.work()
    let messages = outcome.messages
    #expect(messages == ["lessons/en/a.md:5:7: error: Index out of range"], "\(messages)")
    let note = outcome.reports["a"]?.diagnostics.first?.notes.last
    #expect(note?.path.hasSuffix("/Support/A.swift") == true && note?.position?.line == 2, "\(note as Any)")
  }

  @Test("What is not below the project's folder is refused by name")
  func outside() async throws {
    let project = try project(["a": "print(1)"])
    try FileManager.default.createSymbolicLink(
      atPath: project.place.url.path + "/Support", withDestinationPath: "/etc")
    #expect(try await project.work().problems.count == 1)
    for path in ["/etc", "../x", "Nowhere"] {
      project.settings.sources = [path]
      let problems = try await project.work().problems
      #expect(problems.count == 1 && problems[0].contains(path), "\(problems)")
    }
  }
}
