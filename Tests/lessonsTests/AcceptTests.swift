import Foundation
import Testing

@testable import LessonCore

@Suite("lessons accept")
struct AcceptTests {
  private let source = "# A\n\nText.\n"

  private func comment(_ hash: String, ending: String = "\n") -> String {
    [
      "<!--", "CO_OP_TRANSLATOR_METADATA:", "{ \"translation_date\" : \"2025-08-24T22:05:09+00:00\",",
      "  \"source_file\":\"lessons/en/a.md\",\t\"original_hash\": \"\(hash)\", \"language_code\": \"pl\" }",
      "-->", "",
    ]
    .joined(separator: ending)
  }

  /// The text without dates.
  private func rest(_ text: String) -> String { text.replacing(#/"20[0-9T:+Z-]+"/#, with: "?") }

  @Test(
    "replaces hash and date in the comment, and no other byte", arguments: ["", "\u{FEFF}"], ["\n", "\r\n"])
  func comment(mark: String, ending: String) async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/en/a.md")
    let text =
      mark + comment("old", ending: ending)
      + "# A\(ending)\(ending)Tekst  \(ending)\t\"original_hash\": \"old\""
    try place.write(text, to: "lessons/pl/a.md")
    _ = try await place.lessons("build")
    let stale = try await place.lessons("check")
    #expect(
      stale.remarks.contains { $0.hasSuffix("run 'lessons accept lessons/pl/a.md' once the text follows") })
    let result = try await place.lessons("accept", "lessons/pl/a.md")
    let hash = TranslationRecord.hash(of: Array(source.utf8))
    #expect(
      result.errors
        == "'lessons/pl/a.md' follows 'lessons/en/a.md' as it is now: 'original_hash' is \(hash), it was old\n"
    )
    #expect(result.status == 0)
    // Foundation's reading of texts removes a byte order mark.
    let accepted = String(
      decoding: try Data(contentsOf: place.url.appending(path: "lessons/pl/a.md")), as: UTF8.self)
    let first = try #require(text.range(of: "old"))
    #expect(rest(accepted).utf8.elementsEqual(rest(text.replacingCharacters(in: first, with: hash)).utf8))
    #expect(accepted.contains("\"original_hash\": \"\(hash)\", \"language_code\""))
    #expect(accepted.hasSuffix("\t\"original_hash\": \"old\"") && !accepted.contains("2025-08-24"))
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)
    #expect(
      try await place.lessons("accept", "lessons/pl").errors
        == "'lessons/pl/a.md' follows 'lessons/en/a.md' already: nothing is changed\n")
  }

  @Test(
    "replaces the hash of one lesson in the folder's records, and the page no longer says that it is behind")
  func records() async throws {
    let place = try Workplace()
    for name in ["a", "b"] {
      try place.write(source, to: "lessons/en/\(name).md")
      try place.write("# A\n\nTekst.\n", to: "lessons/pl/\(name).md")
    }
    let records =
      "{\n  \"a.md\": {\"original_hash\": \"old\", \"source_file\": \"lessons\\/en/a.md\", \"language_code\": \"pl\"},\n\n"
      + "  \"b.md\": {\"original_hash\": \"old\", \"source_file\": \"lessons/en/b.md\", \"language_code\": \"pl\", \"x\": [1, {\"original_hash\": \"old\"}]}}"
    try place.write(records, to: "lessons/pl/.co-op-translator.json")
    _ = try await place.lessons("build")
    let banner = try place.read("output/pl/a.html")
    let result = try await place.lessons("accept", "lessons/pl/a.md")
    #expect(
      result.status == 0
        && result.errors.contains("'original_hash' in 'lessons/pl/.co-op-translator.json' is"))
    let hash = TranslationRecord.hash(of: Array(source.utf8))
    let range = try #require(records.range(of: "old"))
    #expect(
      try place.read("lessons/pl/.co-op-translator.json")
        == records.replacingCharacters(in: range, with: hash))
    #expect(try place.read("lessons/pl/a.md") == "# A\n\nTekst.\n")
    let built = try await place.lessons("build")
    #expect(built.remarks.map { $0.prefix { $0 != " " } } == ["lessons/pl/b.md:"])
    #expect(try place.read("output/pl/a.html") != banner)
  }

  @Test("refuses what is no translation, and what has no source")
  func refused() async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/en/a.md")
    try place.write(comment("old").replacing("en/a.md", with: "en/none.md") + "# A\n", to: "lessons/pl/a.md")
    try place.write("# A\n\n```swift-dt silnt\n```\n", to: "lessons/pl/b.md")
    let before = try place.files(below: "lessons").map { try place.read("lessons/" + $0) }
    for (path, message) in [
      (
        "lessons/en/a.md",
        "error: 'lessons/en/a.md' is no translation: it has no comment 'CO_OP_TRANSLATOR_METADATA:' and no "
      ),
      ("lessons/pl/a.md", "error: the source of 'lessons/pl/a.md', 'lessons/en/none.md', is not there"),
      ("lessons/pl/b.md", "lessons/pl/b.md:3:13: error: "),
    ] {
      let result = try await place.lessons("accept", path)
      #expect(result.status == 1 && result.errors.hasPrefix(message), "\(result.errors)")
    }
    #expect(try await place.lessons("accept", "lessons/pl/c.md").status == 2)
    #expect(try place.files(below: "lessons").map { try place.read("lessons/" + $0) } == before)
  }
}
