import Foundation
import Testing

@testable import LessonCore

// What records say, and what checking finds.
extension BuildTests {
  @Test("The record tells no times, addresses or places of this machine, and is the same each time")
  func record() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt crash\nlet xs = [1]\nxs[2]\n```\n\n```swift-dt id=loss\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, 4])])\n```\n",
      to: "lessons/en/sub/a.md")
    _ = try await place.lessons("build")
    let record = try place.read("output/en/sub/a/record.json")
    #expect(!record.contains(place.url.path))
    #expect(!record.contains(FileManager.default.currentDirectoryPath))
    #expect(!record.contains("/tmp"))
    #expect(record.contains("Index out of range"))
    #expect(place.exists("output/en/index.html"))
    #expect(
      place.files(below: "output/en/sub") == [
        "a.html", "a.md", "a/loss.svg", "a/page.passages.js", "a/page.thumbnail.svg", "a/record.json",
        "a/search.json",
      ])
    _ = try await place.lessons("clean")
    _ = try await place.lessons("build", "--force")
    #expect(try place.read("output/en/sub/a/record.json") == record)
  }

  @Test("Check passes on a fresh page, writes nothing, and names what is no longer true")
  func check() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    let missing = try await place.lessons("check")
    #expect(missing.status == 1)
    #expect(
      missing.remarks == [
        "output: error: no page has a record: run 'lessons build' first, and commit 'output'"
      ]
    )
    #expect(missing.summary == "1 lesson: 0 as recorded, 1 failed")
    #expect(!place.exists("output"))

    _ = try await place.lessons("build")
    let passed = try await place.lessons("check")
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(passed.summary == "1 lesson: 1 as recorded, 0 failed")

    try place.write(good.replacing("6 * 7", with: "6 * 6"), to: "lessons/en/a.md")
    let page = try place.read("output/en/a.md")
    let drifted = try await place.lessons("check")
    #expect(drifted.status == 1)
    #expect(drifted.remarks == ["lessons/en/a.md:3:1: error: the page says '42', but the code gives '36'"])
    #expect(try place.read("output/en/a.md") == page)

    try place.write("Prose.\n\n" + good, to: "lessons/en/a.md")
    let stale = try await place.lessons("check")
    #expect(stale.status == 1)
    try #require(stale.remarks.count == 2)
    #expect(stale.remarks[1].hasPrefix("lessons/en/a.md: error: 'output/en/a.md' is not the page"))
  }

  @Test("Check tells of a translation that is behind its source, and of what its hash would be")
  func staleTranslation() async throws {
    let place = try Workplace()
    let source = "# A\n\nText.\n"
    func translation(of source: String) -> String {
      """
      <!--
      CO_OP_TRANSLATOR_METADATA:
      {"original_hash": "\(TranslationRecord.hash(of: Array(source.utf8)))",
       "source_file": "lessons/en/a.md", "language_code": "pl"}
      -->
      # A

      Tekst.

      """
    }
    try place.write(source, to: "lessons/en/a.md")
    try place.write(translation(of: source), to: "lessons/pl/a.md")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)

    let changed = source + "More.\n"
    try place.write(changed, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let result = try await place.lessons("check")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/pl/a.md: error: the translation is behind its source: 'lessons/en/a.md' has changed since; "
          + "run 'lessons accept lessons/pl/a.md' once the text follows"
      ])
  }

  @Test("A translation whose record names another language than the source language follows that one")
  func otherSource() async throws {
    let place = try Workplace()
    let source = "# A\n\n```swift-dt\nlet kosten = 1\n```\n"
    let record = """
      <!--
      CO_OP_TRANSLATOR_METADATA:
      {"original_hash": "\(TranslationRecord.hash(of: Array(source.utf8)))",
       "source_file": "lessons/de/a.md", "language_code": "en"}
      -->

      """
    try place.write(source, to: "lessons/de/a.md")
    try place.write(record + source, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").summary == "2 lessons: 2 as recorded, 0 failed")

    try place.write(record + source.replacing("kosten", with: "cost"), to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let renamed = try await place.lessons("check")
    #expect(
      renamed.remarks.filter { $0.contains(": error: ") } == [
        "lessons/en/a.md:8:1: error: the block's code differs from that in the translation's source"
      ])

    try place.write(record + source, to: "lessons/en/a.md")
    try place.write(source + "\nMehr.\n", to: "lessons/de/a.md")
    _ = try await place.lessons("build")
    #expect(
      try await place.lessons("check").remarks.first
        == "lessons/en/a.md: error: the translation is behind its source: 'lessons/de/a.md' has changed since; "
        + "run 'lessons accept lessons/en/a.md' once the text follows")
    #expect(try place.read("output/en/a.html").contains("class=\"alert behind\""))
  }
}
