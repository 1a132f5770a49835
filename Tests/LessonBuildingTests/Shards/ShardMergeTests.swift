import Foundation
import LessonCore
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonStorage

@Suite("Merging shards")
struct ShardMergeTests {
  private static let lessons = Dictionary(
    uniqueKeysWithValues: ["a", "b", "c", "d"].map { ($0, lessonText("\"result of \($0)\"", title: $0)) })

  private func note(_ shard: String, in project: TestProject, _ cache: String) throws {
    CacheFolder(RootedFolder(project.folder.path + "/" + cache)).note(try #require(Shard(shard)))
  }

  /// Builds some lessons as a shard on a machine of its own.
  private func build(
    _ names: [String], as shard: String, in project: TestProject, _ cache: String
  ) async throws {
    _ = try await project.work(.write(force: false, part: .shard), on: names, cache: cache)
    try note(shard, in: project, cache)
  }

  private func merge(_ caches: [String], in project: TestProject) throws -> ShardMerge {
    try ShardMerge(
      of: caches.map { project.folder.path + "/" + $0 }, into: project.folder.path + "/cache",
      named: ".lessons")
  }

  /// Merges shards where nothing is known but their caches.
  private func merged(_ caches: [String], in project: TestProject) async throws -> TestProject.Outcome {
    let merge = try merge(caches, in: project)
    merge.gather()
    return try await project.work(
      .write(force: false, allowsMissingData: false, part: .merge(merge.pages)))
  }

  private static let drawn = "its results are known, but its page was not made here"
  private static let handed = "a shard has made its page"
  private static let allHanded = Dictionary(uniqueKeysWithValues: lessons.keys.map { ($0, handed) })

  /// All files of the output.
  private func files(of project: TestProject) throws -> [String: Data] {
    let output = project.folder.url.appending(path: "output")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: output.path)
    return paths.reduce(into: [:]) { $0[$1] = FileManager.default.contents(atPath: output.path + "/" + $1) }
  }

  /// Builds some lessons on one machine, and on two of which one has `a` and `b`; then the site of the two is compared with
  /// that of the one.
  ///
  /// - Returns: Why each page was written as it was.
  private func reasons(
    _ lessons: [String: String], setUp: (TestProject) throws -> Void = { _ in },
    change: (TestProject) throws -> Void = { _ in }
  ) async throws -> [String: String] {
    let alone = try TestProject(lessons)
    try setUp(alone)
    try change(alone)
    _ = try await alone.work()
    let project = try TestProject(lessons)
    try setUp(project)
    try await build(["a", "b"], as: "1/2", in: project, "one")
    try project.remove("output")
    try await build(lessons.keys.filter { !["a", "b"].contains($0) }, as: "2/2", in: project, "two")
    try project.remove("output")
    try change(project)
    let outcome = try await merged(["one", "two"], in: project)
    #expect(outcome.summary.isWell)
    let (expected, found) = (try files(of: alone), try files(of: project))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (path, bytes) in expected { #expect(found[path] == bytes, "\(path)") }
    return outcome.reports.mapValues(\.reason)
  }

  @Test("The site of merged shards is the site of one machine")
  func whole() async throws {
    let alone = try TestProject(Self.lessons)
    _ = try await alone.work()
    let project = try TestProject(Self.lessons)
    try await build(["a", "c"], as: "1/2", in: project, "one")
    try await build(["b", "d"], as: "2/2", in: project, "two")
    #expect(project.output("index.html") == nil)
    try project.remove("output")
    _ = project.reader.takeRead()
    let outcome = try await merged(["one", "two"], in: project)
    #expect(outcome.reports.values.allSatisfy { $0.result == .unchanged && $0.reason == Self.handed })
    #expect(project.reader.takeRead() == [])
    for page in ["index.html", "en/index.html", "en/a.html", "en/b.html", "en/c.md", "en/d.html"] {
      #expect(project.output(page) == alone.output(page), "\(page)")
    }
  }

  // MARK: Pages of shards

  @Test("The merge draws no page that the shards have drawn")
  func allHanded() async throws {
    #expect(try await reasons(Self.lessons) == Self.allHanded)
  }

  @Test("Pages of shards name the lessons of other shards, and link to their headings")
  func otherShards() async throws {
    let top = "---\nneeds: [d]\n---\n\n"
    var lessons = Self.lessons
    lessons["a"] = lessonText("1", title: "One", prose: "See [its text](d.md#result-of-d).", top: top)
    lessons["d"] = lessonText("4", title: "Four", prose: "## Result of d\n\nText.")
    #expect(try await reasons(lessons) == Self.allHanded)
  }

  @Test(
    "A lesson whose text is another one in the merge is drawn again; if its title is, its neighbours are too")
  func changedText() async throws {
    let prose = try await reasons(
      Self.lessons,
      change: {
        try $0.write(lessonText("\"result of c\"", title: "c", prose: "More text."), as: "c")
      })
    #expect(prose == Self.allHanded.merging(["c": Self.drawn]) { $1 })
    let title = try await reasons(
      Self.lessons,
      change: { try $0.write(lessonText("\"result of c\"", title: "Another title"), as: "c") })
    #expect(title == Self.allHanded.mapValues { _ in Self.drawn })
  }

  @Test("A title that shows a result is right on the pages of other shards")
  func titleWithResult() async throws {
    var lessons = Self.lessons
    lessons["c"] = lessonText("1", title: "The value `{swift-dt} 3`")
    let reasons = try await reasons(lessons)
    #expect(reasons["a"] == Self.drawn && reasons["c"] == Self.handed)
  }

  @Test("Files beside lessons are part of the pages that the merge takes")
  func attachments() async throws {
    var lessons = Self.lessons
    lessons["d"] = lessonText("4", prose: "[A table](table.csv)")
    let add: (TestProject) throws -> Void = { try $0.folder.write("1,2", to: "lessons/en/table.csv") }
    #expect(try await reasons(lessons, setUp: add) == Self.allHanded)
    // The shards do not have the file.
    #expect(
      try await reasons(lessons, change: add) == Self.allHanded.merging(["d": Self.drawn]) { $1 })
  }

  @Test("A page that was damaged after a shard has made it is drawn again", arguments: [true, false])
  func damagedPage(isWellFormed: Bool) async throws {
    let project = try TestProject(["a": lessonText("1")])
    try await build(["a"], as: "1/1", in: project, "one")
    let page = try #require(project.output("en/a.html"))
    try project.remove("output")
    let folder = RootedFolder(project.folder.path + "/one/pages")
    let name = try #require(folder.names().first)
    let text = try String(decoding: #require(folder.bytes(name, atMost: 1 << 28)), as: UTF8.self)
    // The hash of the page's bytes stands before them.
    let begin = try #require(text.ranges(of: "\"en/a.html\":\"").last).upperBound
    let place = text.index(begin, offsetBy: 400)
    var content = text
    content.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
    content = String(content.drop { $0 != "\n" }.dropFirst())
    let sum = isWellFormed ? contentHash(Data(content.utf8)) : String(text.prefix { $0 != "\n" })
    try folder.write(Data("\(sum)\n\(content)".utf8), to: name)
    let outcome = try await merged(["one"], in: project)
    #expect(outcome.reason("a") == Self.drawn && project.output("en/a.html") == page)
  }

  @Test("A page with other formats is drawn again")
  func otherFormats() async throws {
    let project = try TestProject(["a": lessonText("1")])
    try await build(["a"], as: "1/1", in: project, "one")
    try project.remove("output")
    let merge = try merge(["one"], in: project)
    merge.gather()
    let outcome = try await project.work(
      .write(force: false, allowsMissingData: false, part: .merge(merge.pages)), formats: [.html])
    #expect(outcome.reason("a") == Self.drawn && project.output("en/a.md") == nil)
  }

  /// The first page of the course that another class of machines has made, with a result that differs in rounding only.
  private func committed(_ lessons: [String: String]) throws -> (TestProject) async throws -> Void {
    { project in
      project.runner = TestRunner(prints: "1.5000001\n")
      _ = try await project.work(cache: "other")
      let record = try #require(project.output("en/a/record.json"))
      let here = RunConditions(compiler: "", confinement: .none).machine
      let other = here.replacing(#/^\w+/#, with: here.hasPrefix("asimd") ? "sve_128" : "asimd")
      try project.folder.write(record.replacing(here, with: other), to: "output/en/a/record.json")
      project.runner = TestRunner()
    }
  }

  @Test(
    "Results of another class of machines in the output stay if they stay on one machine",
    arguments: [true, false])
  func otherClass(shardHasRecord: Bool) async throws {
    let lessons = ["a": lessonText("print(1)")]
    let commit = try committed(lessons)
    let alone = try TestProject(lessons)
    try await commit(alone)
    _ = try await alone.work()
    let project = try TestProject(lessons)
    if shardHasRecord { try await commit(project) }
    try await build(["a"], as: "1/1", in: project, "one")
    try project.remove("output")
    try await commit(project)
    let outcome = try await merged(["one"], in: project)
    #expect(outcome.reason("a") == (shardHasRecord ? Self.handed : Self.drawn))
    #expect(project.output("en/a.md") == alone.output("en/a.md"))
    #expect(project.output("en/a.md")?.contains("1.5000001") == true)
  }

  @Test("A page goes from shard to shard without a merge that takes the old one")
  func movedLesson() async throws {
    let project = try TestProject(Self.lessons)
    try await build(["a", "b"], as: "1/2", in: project, "one")
    try project.write(lessonText("\"result of b\"", title: "b", prose: "New text."), as: "b")
    try await build(["a"], as: "1/2", in: project, "one")
    try await build(["b", "c", "d"], as: "2/2", in: project, "two")
    try project.remove("output")
    let outcome = try await merged(["one", "two"], in: project)
    #expect(outcome.reports.mapValues(\.reason) == Self.allHanded)
    #expect(project.output("en/b.md")?.contains("New text.") == true)
  }

  // MARK: What is missing

  @Test("A shard that is missing is named")
  func missingShard() async throws {
    let project = try TestProject(Self.lessons)
    try await build(["a"], as: "1/3", in: project, "one")
    try await build(["b"], as: "3/3", in: project, "three")
    let failure = #expect(throws: UsageFailure.self) { try merge(["one", "three"], in: project) }
    #expect(
      failure?.description
        == "these shards are missing, or did not end well: 2/3; run 'lessons build --shard 2/3' again")
  }

  @Test("Shards of two divisions do not belong together")
  func twoDivisions() throws {
    let project = try TestProject(Self.lessons)
    try note("1/2", in: project, "one")
    try note("2/3", in: project, "two")
    let failure = #expect(throws: UsageFailure.self) { try merge(["one", "two"], in: project) }
    #expect(failure?.description == "the shards do not belong together: there were 2 and 3 of them")
  }

  @Test("A cache of another division is forgotten when a shard is done")
  func newDivision() throws {
    let project = try TestProject(Self.lessons)
    for shard in ["1/2", "1/3", "2/3", "3/3"] { try note(shard, in: project, "one") }
    #expect(throws: Never.self) { try merge(["one"], in: project) }
  }

  @Test("A folder without a shard is refused")
  func noShard() throws {
    let project = try TestProject(Self.lessons)
    let failure = #expect(throws: UsageFailure.self) { try merge(["nowhere"], in: project) }
    #expect(failure?.description.hasSuffix("/nowhere' is no '.lessons' of a shard, and has none") == true)
  }

  @Test("If the results of a lesson are missing, it is named, and no page is written")
  func missingLesson() async throws {
    let project = try TestProject(Self.lessons)
    try await build(["a"], as: "1/2", in: project, "one")
    try await build(["b", "c"], as: "2/2", in: project, "two")
    try project.remove("output")
    let outcome = try await merged(["one", "two"], in: project)
    #expect(!outcome.summary.isWell)
    #expect(outcome.reports.filter { $0.value.result == .failed }.map(\.key) == ["d"])
    #expect(outcome.messages("d").first?.hasPrefix("no shard has its results") == true)
    #expect(project.output("index.html") == nil && project.output("en/a.html") == nil)
  }

  @Test("A damaged result is left out, and its lesson named")
  func damaged() async throws {
    let project = try TestProject(["a": lessonText("1")])
    try await build(["a"], as: "1/1", in: project, "one")
    let transcripts = project.folder.url.appending(path: "one/transcripts")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(at: transcripts, includingPropertiesForKeys: nil).first)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    try project.remove("one/pages")
    let outcome = try await merged(["one"], in: project)
    #expect(outcome.result("a") == .failed)
  }
}
