import Foundation
import LessonCore
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonStorage

@Suite("Shards")
struct ShardTests {
  @Test("A shard is written as its number and the count", arguments: ["1/1", "2/5", "10000/10000"])
  func valid(_ text: String) throws { #expect(try #require(Shard(text)).description == text) }

  @Test(
    "Other texts are no shard",
    arguments: ["", "2", "0/5", "6/5", "1/0", "-1/5", "1/10001", "01/2", "1/2/3", "1/2 ", "a/b", "1 / 2"])
  func invalid(_ text: String) { #expect(Shard(text) == nil) }

  private func shards(_ count: Int) throws -> [Shard] {
    try (1...count).map { try #require(Shard("\($0)/\(count)")) }
  }

  @Test("Each piece of work belongs to one shard", arguments: [1, 2, 3, 7, 20])
  func partition(count: Int) throws {
    let work = Dictionary(uniqueKeysWithValues: (0..<13).map { ("lesson \($0)", Double($0 % 5)) })
    let shares = try shards(count).map { $0.share(of: work) }
    #expect(shares.reduce(0) { $0 + $1.count } == work.count)
    #expect(shares.reduce(into: Set()) { $0.formUnion($1) } == Set(work.keys))
  }

  @Test("No shard takes longer than another by more than the longest piece", arguments: [2, 3, 8])
  func balance(count: Int) throws {
    for round in 1...20 {
      let work = Dictionary(
        uniqueKeysWithValues: (0..<40).map { ("\($0)", Double(($0 * round * 7919) % 101) / 10) })
      let loads = try shards(count).map { $0.share(of: work).reduce(0) { $0 + (work[$1] ?? 0) } }
      let spread = try #require(loads.max()) - (try #require(loads.min()))
      #expect(spread <= (try #require(work.values.max())) + 1e-9)
    }
  }

  @Test("A translation goes where its source goes")
  func translations() throws {
    let files = ["a", "b", "c"].flatMap { name in
      ["en", "pl"].map { LessonFile(path: "lessons/\($0)/\(name).md", language: $0, name: name) }
    }
    let times = LessonTimes(seconds: ["lessons/en/a.md": 5, "lessons/en/b.md": 3, "lessons/en/c.md": 3])
    let shares = try shards(2).map { $0.lessons(of: files, times).map(\.page) }
    #expect(shares == [["en/a", "pl/a"], ["en/b", "pl/b", "en/c", "pl/c"]])
  }

  @Test("Times come from reports of checks; what is not known lasts as long as half of the rest")
  func times() throws {
    let folder = try TestFolder()
    try folder.write(
      #"{"lessons": [{"path": "a", "seconds": 2}, {"path": "b"}, {"path": "c", "seconds": 8}], "documents": [{"path": "d", "seconds": 4}]}"#,
      to: "report.json")
    let times = try LessonTimes(reports: [folder.path + "/report.json"])
    #expect(["a", "b", "c", "d", "e"].map { times[$0] } == [2, 4, 8, 4, 4])
  }

  @Test("What is no report is refused", arguments: ["", "[]", "{}", "{\"lessons\": 1}"])
  func noReport(_ text: String) throws {
    let folder = try TestFolder()
    try folder.write(text, to: "report.json")
    #expect(throws: UsageFailure.self) { try LessonTimes(reports: [folder.path + "/report.json"]) }
  }
}
