import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonStorage

@Suite("A build")
struct BuilderTests {
  @Test("runs a lesson that it does not know, and writes its page, its record and the lists")
  func first() async throws {
    let project = try TestProject(["a": lessonText("print(1)")])
    let outcome = try await project.work()
    #expect(outcome.result("a") == .ran && outcome.reason("a") == "no earlier run of it is known here")
    #expect(outcome.problems == [])
    #expect(project.output("en/a.html")?.contains("1.5") == true)
    #expect(project.output("en/a.md")?.contains("1.5") == true)
    let others = ["en/a/record.json", "en/index.html", "en/index.md", "index.html", "record.json"]
    #expect(others.filter { project.output($0) == nil } == [])
    #expect(project.runner.remains == [])
  }

  @Test("neither reads nor runs a lesson from which nothing changed")
  func unchanged() async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": "# Prose\n"])
    _ = try await project.work()
    _ = (project.reader.takeRead(), project.runner.takeEvents())
    let outcome = try await project.work()
    #expect(outcome.result("a") == .unchanged && outcome.result("b") == .unchanged)
    #expect(outcome.reason("a") == "nothing changed that its page is made from")
    #expect(project.reader.takeRead() == [] && project.runner.takeEvents() == [])
  }

  @Test("gives one thread each to programs that run side by side, and two to one that runs alone")
  func threads() async throws {
    let project = try TestProject([
      "a": lessonText("print(1)"), "b": lessonText("print(2)"), "c": "# Prose\n",
    ])
    _ = try await project.work()
    #expect(project.runner.takeThreads() == [1, 1])
    try project.write(lessonText("print(3)"), as: "a")
    _ = try await project.work()
    #expect(project.runner.takeThreads() == [2])
  }

  @Test("compiles as many lessons at one time as it is told", .timeLimit(.minutes(1)))
  func compilers() async throws {
    let names = ["a", "b", "c", "d", "e", "f"]
    let project = try TestProject(
      Dictionary(uniqueKeysWithValues: names.map { ($0, lessonText("print(\"meet \($0)\")")) }))
    _ = try await project.work()
    #expect(project.runner.mostCompiling == 2)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let runs: Bool
    let reason: String
    var formats: Set<PageFormat> = [.html, .markdown]
    var purpose = Builder.Purpose.write(force: false)
    let make: @Sendable (TestProject) throws -> Void

    static let top = "---\nrequires: [d]\n---\n"

    static let all = [
      Change(
        testDescription: "a word of the text", runs: false, reason: "its text changed, but not its code"
      ) { try $0.write(lessonText("print(1)", prose: "Other text.", top: top), as: "a") },
      Change(
        testDescription: "a comment in the code", runs: false, reason: "its text changed, but not its code"
      ) { try $0.write(lessonText("print(1)  // One", top: top), as: "a") },
      Change(testDescription: "the code", runs: true, reason: "its code changed") {
        try $0.write(lessonText("print(2)", top: top), as: "a")
      },
      Change(testDescription: "the seed", runs: true, reason: "its code changed") {
        try $0.write(lessonText("print(1)", top: "---\nrequires: [d]\nseed: 7\n---\n"), as: "a")
      },
      Change(testDescription: "data", runs: true, reason: "its data changed") {
        try $0.folder.write("5,6", to: "data/d/values.csv")
      },
      Change(testDescription: "a new file of data", runs: true, reason: "its data changed") {
        try $0.folder.write("", to: "data/d/more.csv")
      },
      Change(testDescription: "code and data", runs: true, reason: "its code and its data changed") {
        try $0.write(lessonText("print(2)", top: top), as: "a")
        try $0.folder.write("5,6", to: "data/d/values.csv")
      },
      Change(testDescription: "the compiler", runs: true, reason: "the compiler changed") {
        $0.runner = TestRunner(compiler: "Swift 7")
      },
      Change(testDescription: "a page by hand", runs: false, reason: "only files of its page changed") {
        try $0.folder.write("<p>", to: "output/en/a.html")
      },
      Change(testDescription: "the record by hand", runs: false, reason: "only files of its page changed") {
        let record = try $0.folder.read("output/en/a/record.json")
        try $0.folder.write(record + "\n", to: "output/en/a/record.json")
      },
      Change(
        testDescription: "the formats", runs: false, reason: "other formats are asked for", formats: [.html]
      ) { _ in },
      Change(
        testDescription: "the cache of transcripts, and a page", runs: true,
        reason: "what is kept of its earlier run is gone"
      ) {
        try $0.remove("cache/transcripts")
        try $0.remove("output/en/a.html")
      },
      Change(
        testDescription: "the cache", runs: true, reason: "no earlier run of it is known here"
      ) { try $0.remove("cache") },
      Change(
        testDescription: "the memory of its page", runs: false,
        reason: "its results are known, but its page was not made here"
      ) { try $0.remove("cache/stamps") },
      Change(
        testDescription: "nothing, by force", runs: true, reason: "--force runs everything",
        purpose: .write(force: true)
      ) { _ in },
    ]
  }

  @Test("runs a lesson when what decides its results changed, and says what", arguments: Change.all)
  func runs(change: Change) async throws {
    let project = try TestProject(["a": lessonText("print(1)", top: Change.top)])
    try project.folder.write("1,2", to: "data/d/values.csv")
    let first = try await project.work()
    #expect(first.result("a") == .ran)
    _ = project.runner.takeEvents()
    try change.make(project)
    let outcome = try await project.work(change.purpose, formats: change.formats)
    #expect(outcome.reason("a") == change.reason)
    #expect(outcome.result("a") == (change.runs ? .ran : .unchanged))
    #expect(project.runner.takeRuns() == (change.runs ? ["a"] : []))
    // The page is whole again, whatever was lost of it.
    let check = try await project.work(TestProject.check, formats: change.formats)
    #expect(check.messages("a") == [])
    #expect((project.output("en/a.md") == nil) == !change.formats.contains(.markdown))
  }

  @Test("compiles a lesson whose data is missing only if no page was made of its code")
  func missingData() async throws {
    let project = try TestProject(["a": lessonText("print(1)", top: Change.top)])
    try project.folder.write("1,2", to: "data/d/values.csv")
    _ = try await project.work()
    try project.remove("data/d")
    _ = project.runner.takeEvents()
    #expect(try await project.work().result("a") == .skipped)
    #expect(project.runner.takeEvents() == [])
    try project.write(lessonText("print(2)", top: Change.top), as: "a")
    #expect(try await project.work().result("a") == .skipped)
    #expect(project.runner.takeEvents() == ["compile a"])
  }

  @Test("compiles and runs nothing of a lesson without code")
  func prose() async throws {
    let project = try TestProject(["a": "# Prose\n"])
    let outcome = try await project.work()
    #expect(outcome.result("a") == .unchanged && outcome.reason("a") == "it has no code")
    #expect(project.runner.takeEvents() == [] && project.output("en/a.html") != nil)
  }

  @Test("reads and compiles all lessons before the first of them runs")
  func order() async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": lessonText("print(2)")])
    _ = try await project.work()
    let events = project.runner.takeEvents()
    #expect(events.prefix(2).allSatisfy { $0.hasPrefix("compile") })
    #expect(events.dropFirst(2).sorted() == ["run a", "run b"])
  }

  @Test("reports lessons that cannot run first, then the others in their order")
  func reports() async throws {
    let project = try TestProject([
      "a": lessonText("print(1)"), "b": lessonText("wrong()"), "c": lessonText("print(3)"), "d": "# Prose\n",
    ])
    #expect(try await project.work().order == ["b", "a", "c", "d"])
  }

  @Test("runs the same code of two lessons once")
  func shared() async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": lessonText("print(1)", prose: "Other.")])
    let outcome = try await project.work()
    #expect(project.runner.takeEvents().map { $0.prefix { $0 != " " } } == ["compile", "run"])
    let reasons = Set(["a", "b"].compactMap(outcome.reason))
    #expect(reasons == ["no earlier run of it is known here", "another lesson with the same code ran"])
    #expect(project.output("en/b.html")?.contains("1.5") == true)
    #expect(project.runner.remains == [])
  }

  @Test("says of an error in the same code of two lessons where it is in each")
  func sharedFailure() async throws {
    let project = try TestProject([
      "a": lessonText("crash()"), "b": lessonText("crash()", prose: "One.\n\nTwo."),
    ])
    let outcome = try await project.work()
    let places = ["a", "b"].map { name in
      outcome.reports[name]?.diagnostics.map { "\($0.path.suffix(4)):\($0.range?.lowerBound.line ?? 0)" }
    }
    #expect(places == [["a.md:5"], ["b.md:7"]])
    #expect(project.runner.remains == [])
  }

  @Test("repeats warnings, at the lines that they have now")
  func warnings() async throws {
    let project = try TestProject(["a": lessonText("warned()")])
    _ = try await project.work()
    #expect(try await project.work().messages("a") == ["unused"])
    _ = project.runner.takeEvents()
    try project.write(lessonText("warned()", prose: "One.\n\nTwo."), as: "a")
    let outcome = try await project.work()
    #expect(outcome.reports["a"]?.diagnostics.map { $0.range?.lowerBound.line } == [7])
    #expect(project.runner.takeEvents() == ["warn a"])
  }

  @Test(
    "keeps the page of a lesson that fails",
    arguments: [
      ("wrong()", "does not compile", "it cannot be compiled"), ("crash()", "crashed", "its code changed"),
      ("refuted()", "a claim does not hold", "its code changed"),
    ])
  func failed(code: String, message: String, reason: String) async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": lessonText("print(2)")])
    _ = try await project.work()
    let files = ["en/a.html", "en/a.md", "en/a/record.json", "en/index.html"]
    let before = files.map(project.output)
    try project.write(lessonText(code), as: "a")
    let outcome = try await project.work()
    #expect(outcome.result("a") == .failed && outcome.result("b") == .unchanged)
    #expect(outcome.messages("a") == [message] && outcome.reason("a") == reason)
    #expect(files.map(project.output) == before)
    #expect(project.runner.remains == [])
  }

  @Test("keeps the page of a lesson that cannot be read, and leaves it in the list")
  func unreadable() async throws {
    let project = try TestProject(["a": lessonText("print(1)", title: "First"), "b": "# Second\n"])
    _ = try await project.work()
    try project.write("---\ntitle: [\n---\n", as: "a")
    let outcome = try await project.work()
    #expect(outcome.result("a") == .failed && outcome.result("b") == .unchanged)
    #expect(project.output("en/index.html")?.contains("First") == true)
  }

  @Test("makes no page of a new lesson that fails, and does not name it in the list")
  func failedNew() async throws {
    let project = try TestProject(["a": lessonText("crash()", title: "First"), "b": "# Second\n"])
    #expect(try await project.work().result("a") == .failed)
    #expect(project.output("en/a.html") == nil)
    let list = try #require(project.output("en/index.html"))
    #expect(list.contains("Second") && !list.contains("First"))
  }

  @Test("passes over a lesson whose data is missing, and keeps its page")
  func withoutData() async throws {
    let project = try TestProject(["a": lessonText("print(1)", top: Change.top)])
    try project.folder.write("1,2", to: "data/d/values.csv")
    _ = try await project.work()
    let before = project.output("en/a.html")
    try project.remove("data/d")
    try project.write(lessonText("print(2)", top: Change.top), as: "a")
    let outcome = try await project.work()
    #expect(outcome.result("a") == .skipped && outcome.reason("a") == "its data is not there")
    #expect(project.output("en/a.html") == before && project.runner.remains == [])
    #expect(
      outcome.summary.text(after: .seconds(2))
        == "1 lesson: 0 ran, 0 unchanged, 0 failed, 1 without data · 2.0 s")
  }

  // MARK: Other lessons

  @Test("makes the pages again that name a lesson whose title changed, without running them")
  func navigation() async throws {
    let project = try TestProject([
      "a": lessonText("print(1)", title: "First"), "b": lessonText("print(2)", title: "Second"),
    ])
    _ = try await project.work()
    _ = project.runner.takeEvents()
    try project.write(lessonText("print(1)", title: "Beginning"), as: "a")
    let outcome = try await project.work()
    #expect(project.runner.takeEvents() == [])
    #expect(outcome.reason("b") == "only what its page shows of other lessons changed")
    #expect(project.output("en/b.html")?.contains("Beginning") == true)
    #expect(project.output("en/index.md")?.contains("Beginning") == true)
    #expect(try await project.work(TestProject.check).summary.isWell)
  }

  @Test("of one lesson also makes the pages again that name it")
  func one() async throws {
    let project = try TestProject(["a": "# First\n", "b": "# Second\n"])
    _ = try await project.work()
    try project.write("# Beginning\n", as: "a")
    let outcome = try await project.work(on: ["a"])
    #expect(outcome.order == ["a"])
    #expect(project.output("en/b.html")?.contains("Beginning") == true)
  }

  @Test(
    "removes the page of a lesson that is gone, once all lessons are built")
  func deleted() async throws {
    let project = try TestProject([
      "a": lessonText("print(1)", title: "First"), "b": "# Second\n", "c": "# Third\n",
    ])
    _ = try await project.work()
    try project.remove("lessons/en/a.md")
    _ = try await project.work(on: ["b"])
    #expect(project.output("en/a.html") != nil)
    let outcome = try await project.work()
    #expect(outcome.problems == [])
    #expect(!project.folder.paths.contains { $0.hasPrefix("output/en/a") })
    #expect(project.output("en/index.html")?.contains("First") == false)
    #expect(project.output("en/b.html")?.contains("First") == false)
  }

  @Test(
    "makes the search index of the words of all pages, in parts of fifty lessons, and renews only what has changed"
  )
  func searchIndex() async throws {
    let names = (10...69).map { "l\($0)" }
    let project = try TestProject(
      Dictionary(names.map { ($0, "# Lesson \($0)\n\nSteep.\n") }, uniquingKeysWith: { first, _ in first }))
    _ = try await project.work()
    let first = try #require(project.output("en/search-0.js"))
    let second = try #require(project.output("en/search-1.js"))
    #expect(first.hasPrefix("{") && first.contains("\nlessonSearch({\"index\":0,") && first.contains("steep"))
    #expect(second.hasPrefix("lessonSearch({\"index\":1,") && second.contains("\"parts\":2"))
    #expect(first.contains("\"l59\"") && second.contains("\"l60\"") && !second.contains("\"l59\""))
    #expect(project.output("en/search-2.js") == nil)

    try project.write("# Lesson l60\n\nFlat.\n", as: "l60")
    _ = try await project.work()
    #expect(project.output("en/search-0.js") == first)
    #expect(project.output("en/search-1.js")?.contains("flat") == true)
    #expect(try await project.work(TestProject.check).problems == [])

    for name in names.dropFirst(50) { try project.remove("lessons/en/\(name).md") }
    _ = try await project.work()
    #expect(project.output("en/search-1.js") == nil)
    try project.folder.write("lessonSearch()", to: "output/en/search-0.js")
    #expect(
      try await project.work(TestProject.check).problems == [
        "the list is not that of the lessons as they are now: run 'lessons build'"
      ])
  }

  @Test("leaves a file of such a page that was changed by hand, and says so")
  func deletedByHand() async throws {
    let project = try TestProject(["a": "# First\n", "b": "# Second\n"])
    _ = try await project.work()
    try project.folder.write("mine", to: "output/en/a.md")
    try project.remove("lessons/en/a.md")
    let outcome = try await project.work()
    #expect(
      outcome.problems == [
        "the lesson of this page is no longer there, but the file was changed by hand since: it is left as it is"
      ])
    #expect(project.output("en/a.md") == "mine" && project.output("en/a.html") == nil)
  }

  @Test("writes nothing over files that no record names")
  func taken() async throws {
    let project = try TestProject(["a": lessonText("print(1)")])
    try project.folder.write("mine", to: "output/en/a.html")
    let outcome = try await project.work()
    #expect(outcome.result("a") == .failed && outcome.reports["a"]?.didFinish == false)
    #expect(project.output("en/a.html") == "mine" && project.output("en/a.md") == nil)
  }

  // MARK: Other machines

  /// Makes the record one that another class of machines wrote.
  private func moveRecord(of project: TestProject, to machine: String) throws {
    let record = try #require(project.output("en/a/record.json"))
    let here = try #require(record.firstMatch(of: #/"machine" : "([^"]*)"/#)?.1)
    try project.folder.write(record.replacing(here, with: machine), to: "output/en/a/record.json")
    // On that machine's checkout nothing is kept of ours.
    try project.remove("cache")
  }

  /// A class of machines that this one does not belong to.
  private var otherMachine: String {
    let here = RunConditions(compiler: "", confinement: .none).machine
    return here.replacing(#/^\w+/#, with: here.hasPrefix("asimd") ? "sve_128" : "asimd")
  }

  @Test(
    "keeps results of another class of machines that differ in rounding only",
    arguments: ["1.5000001\n", "9\n"])
  func otherMachine(value: String) async throws {
    let project = try TestProject(["a": lessonText("print(1)")])
    _ = try await project.work()
    let other = otherMachine
    try moveRecord(of: project, to: other)
    project.runner = TestRunner(prints: value)
    let outcome = try await project.work()
    #expect(outcome.result("a") == .ran)
    let record = try #require(project.output("en/a/record.json"))
    #expect(record.contains(other) == (value != "9\n"))
    #expect(project.output("en/a.md")?.contains(value) == (value == "9\n"))
  }

  @Test("takes no results of machines that this version does not know")
  func unknownMachine() async throws {
    let project = try TestProject(["a": lessonText("print(1)")])
    _ = try await project.work()
    try moveRecord(of: project, to: "unknown")
    project.runner = TestRunner(prints: "1.5000001\n")
    _ = try await project.work()
    #expect(project.output("en/a.md")?.contains("1.5000001") == true)
  }

  // MARK: Ends

  @Test("that is interrupted ends at once, keeps pages as they were, and leaves nothing that was compiled")
  func interrupted() async throws {
    let project = try TestProject(["a": lessonText("print(1)"), "b": lessonText("print(2)")])
    _ = try await project.work()
    let before = project.output("en/a.html")
    try project.write(lessonText("wait()"), as: "a")
    try project.write(lessonText("wait(2)"), as: "b")
    _ = project.runner.takeEvents()
    let build = Task { try await project.work() }
    while project.runner.takeRuns().isEmpty { await Task.yield() }
    build.cancel()
    await #expect(throws: CancellationError.self) { try await build.value }
    #expect(project.output("en/a.html") == before && project.runner.remains == [])
  }

  @Test("ends when the runner cannot work, and leaves nothing that was compiled")
  func broken() async throws {
    let project = try TestProject(["a": lessonText("broken()"), "b": lessonText("print(2)")])
    let failure = await #expect(throws: RunnerFailure.self) { try await project.work() }
    #expect(failure?.description == "the disk is full")
    #expect(project.runner.remains == [])
  }
}
