import Foundation
import Testing

@Suite("Building and checking pages")
struct BuildTests {
  let good = "# Good\n\n```swift-dt\nlet a = 6 * 7\na\n```\n"
  let bad = "# Bad\n\n```swift-dt\nlet a: Int = \"x\"\n```\n"

  @Test("One bad lesson stops no other, and its old page stays as it was")
  func oneBad() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    try place.write(good.replacing("42", with: "").replacing("6 * 7", with: "5"), to: "lessons/en/b.md")
    #expect(try await place.lessons("build").status == 0)
    let old = try place.files(below: "output").filter { $0.contains("b") }.map {
      try place.read("output/\($0)")
    }
    try place.write(bad, to: "lessons/en/b.md")
    try place.write(good.replacing("6 * 7", with: "6 * 8"), to: "lessons/en/a.md")
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/en/b.md:4:14: error: cannot convert value of type 'String' to specified type 'Int'"
      ])
    #expect(result.summary == "2 lessons: 1 ran, 0 unchanged, 1 failed")
    #expect(try place.read("output/en/a.md").contains("48"))
    let now = try place.files(below: "output").filter { $0.contains("b") }.map {
      try place.read("output/\($0)")
    }
    #expect(now == old)
    #expect(!place.files(below: "output").contains { $0.split(separator: "/").last!.hasPrefix(".") })
  }

  @Test("A figure that a page no longer has is removed")
  func oldFigures() async throws {
    let place = try Workplace()
    let chart = "```swift-dt\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, 4])])\n```\n"
    try place.write(chart, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(place.exists("output/en/a/1.svg"))
    try place.write("# None\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(!place.exists("output/en/a/1.svg"))
  }

  @Test("Formats that are not asked for are not written")
  func formats() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build", "--format", "markdown", "--output", "pages")
    #expect(place.files(below: "pages") == ["en/a.md", "en/a/record.json", "en/index.md", "record.json"])
    #expect(try await place.lessons("build", "--format", "pdf").status == 2)
  }

  @Test("Lessons without blocks need no compiler")
  func plain() async throws {
    let place = try Workplace()
    try place.write("# Only text\n", to: "lessons/en/a.md")
    let result = try await place.lessons("build", environment: ["PATH": "/nowhere"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(place.exists("output/en/a.html"))
  }

  @Test("A lesson runs where the data is that it requires, and elsewhere its page stays")
  func data() async throws {
    let place = try Workplace()
    try place.write(
      "---\nrequires: [words]\n---\n\n```swift-dt\ntry String(contentsOfFile: \"data/words/a.txt\", encoding: .utf8)\n```\n",
      to: "lessons/en/a.md")
    let without = try await place.lessons("build", "--allow-missing-data")
    #expect(without.status == 0)
    #expect(
      without.remarks == [
        "lessons/en/a.md: note: not run: it requires words, and there is no 'data/words'"
      ])
    #expect(without.summary == "1 lesson: 0 ran, 0 unchanged, 0 failed, 1 without data")
    #expect(!place.exists("output/en/a.html"))

    try place.write("one", to: "data/words/a.txt")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("one"))
    try place.write("other", to: "data/words/a.txt")
    #expect(try await place.lessons("build", "--force").status == 0)
    #expect(try place.read("output/en/a.md").contains("other"))

    try FileManager.default.removeItem(at: place.url.appending(path: "data"))
    #expect(try await place.lessons("check", "--allow-missing-data").status == 0)
  }

  @Test("Files that are no lessons are errors at their place, and the others are built")
  func badFiles() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/good.md")
    try place.write("", to: "lessons/en/empty.md")
    try place.write("# A\n\n```swift-dt\nlet a = 1\n", to: "lessons/en/open.md")
    try Data([0x23, 0x20, 0xFF, 0x0A]).write(to: place.url.appending(path: "lessons/en/bytes.md"))
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(
      result.remarks.map { $0.prefix { $0 != " " } } == [
        "lessons/en/bytes.md:1:3:", "lessons/en/empty.md:1:1:", "lessons/en/open.md:3:1:",
      ])
    #expect(result.summary == "4 lessons: 1 ran, 0 unchanged, 3 failed")
    #expect(place.exists("output/en/good.html"))
    #expect(!place.exists("output/en/empty.html"))
  }
}
