import Foundation
import Testing

@Suite("Several machines make a site together")
struct ShardTests {
  private func project() throws -> Workplace {
    let place = try Workplace()
    for name in ["a", "b", "c"] {
      try place.write(
        "# \(name)\n\n```swift-dt\nprint(\"result\", \"of \(name)\")\n```\n", to: "lessons/en/\(name).md")
    }
    return place
  }

  @Test("Shards compute on their own, and the merge runs nothing")
  func merge() async throws {
    let whole = try project()
    for shard in ["1/2", "2/2"] {
      let place = try project()
      let built = try await place.lessons("build", "--shard", shard)
      #expect(built.status == 0, "\(built.errors)")
      try FileManager.default.copyItem(
        at: place.url.appending(path: ".lessons"), to: whole.url.appending(path: "shard \(shard.prefix(1))"))
    }
    let merged = try await whole.lessons("merge", "shard 1", "shard 2")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(merged.summary == "3 lessons: 0 ran, 3 unchanged, 0 failed")
    for name in ["a", "b", "c"] {
      #expect(try whole.read("output/en/\(name).md").contains("result of \(name)"))
    }
    let checked = try await whole.lessons("check")
    #expect(checked.status == 0, "\(checked.errors)")
  }

  @Test("A check is divided by the times of an earlier report")
  func check() async throws {
    let place = try project()
    #expect(try await place.lessons("build").status == 0)
    let report = try await place.lessons("check", "--report", "json")
    #expect(report.output.contains("\"seconds\" : "))
    try place.write(report.output, to: "report.json")
    var counts: [String] = []
    for shard in ["1/2", "2/2"] {
      let part = try await place.lessons("check", "--shard", shard, "--times", "report.json")
      #expect(part.status == 0, "\(part.errors)")
      counts.append(String(part.summary.prefix { $0 != ":" }))
    }
    #expect(counts.sorted() == ["1 lesson", "2 lessons"])
  }

  @Test("Wrong shards and times are refused with what is expected")
  func refused() async throws {
    let place = try project()
    #expect(try await place.lessons("build", "--shard", "3/2").errors.contains("'3/2'"))
    #expect(
      try await place.lessons("check", "--times", "report.json").errors.contains("--times is for --shard"))
    let times = try await place.lessons("check", "--shard", "1/2", "--times", "none.json")
    #expect(times.errors.contains("'none.json' is no report of 'lessons check --report json'"))
    #expect(try await place.lessons("merge").errors.contains("there is no shard"))
  }
}
