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

  private let merging = Builder.Purpose.write(force: false, allowsMissingData: false, part: .merge)

  @Test("The site of merged shards is the site of one machine")
  func whole() async throws {
    let alone = try TestProject(Self.lessons)
    _ = try await alone.work()
    let project = try TestProject(Self.lessons)
    try await build(["a", "c"], as: "1/2", in: project, "one")
    try await build(["b", "d"], as: "2/2", in: project, "two")
    #expect(project.output("index.html") == nil)
    try merge(["one", "two"], in: project).gather()
    let outcome = try await project.work(merging)
    #expect(outcome.reports.values.allSatisfy { $0.result == .unchanged })
    for page in ["index.html", "en/index.html", "en/a.html", "en/b.html", "en/c.md", "en/d.html"] {
      #expect(project.output(page) == alone.output(page), "\(page)")
    }
  }

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
    try merge(["one", "two"], in: project).gather()
    let outcome = try await project.work(merging)
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
    try merge(["one"], in: project).gather()
    let outcome = try await project.work(merging)
    #expect(outcome.result("a") == .failed)
  }
}
