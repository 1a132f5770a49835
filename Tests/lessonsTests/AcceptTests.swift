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

  @Test(
    "gives a translation without a record one, of which check warned",
    arguments: ["# A\n", "---\r\ntitle: A\r\n---\r\n# A\r\n", "\u{FEFF}# A\n"])
  func first(text: String) async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/a.md")
    try place.write(text, to: "lessons/pl/a.md")
    #expect(try await place.lessons("build").status == 0)
    let warned = try await place.lessons("check")
    #expect(warned.status == 0)
    #expect(
      warned.remarks == [
        "lessons/pl/a.md: warning: this translation of 'lessons/a.md' has no record of the text that it follows, so "
          + "nothing would say that it is behind; run 'lessons accept lessons/pl/a.md' once the text follows"
      ])
    let result = try await place.lessons("accept", "lessons/pl/a.md")
    #expect(
      result.status == 0 && result.errors.hasPrefix("'lessons/pl/a.md' follows 'lessons/a.md' as it is now"))
    let accepted = String(
      decoding: try Data(contentsOf: place.url.appending(path: "lessons/pl/a.md")), as: UTF8.self)
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    let end = try #require(accepted.firstRange(of: "-->\(ending)"))
    let begin = try #require(accepted.firstRange(of: (text.contains("---") ? ending : "") + "<!--"))
    let rest = accepted[..<begin.lowerBound] + accepted[end.upperBound...]
    #expect(rest.utf8.elementsEqual(text.utf8))
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").remarks == [])
    try place.write(source + "\nMore.\n", to: "lessons/a.md")
    #expect(try await place.lessons("build").remarks.count == 1)
  }

  @Test("does not take a translation for the source of its source")
  func turned() async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/de/a.md")
    _ = try await place.lessons("new", "en/a", "--from", "de")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").remarks == [])
    let refused = try await place.lessons("accept", "lessons/de/a.md")
    #expect(
      refused.errors
        == "error: 'lessons/de/a.md' has no record of a source, and 'lessons/en/a.md' is itself a translation, of "
        + "'lessons/de/a.md'\n")
    #expect(refused.status == 1)
  }

  @Test("records the new place of a source that has moved, and says what to do if none is known")
  func moved() async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/a.md")
    _ = try await place.lessons("new", "pl/a")
    try FileManager.default.createDirectory(
      at: place.url.appending(path: "lessons/en"), withIntermediateDirectories: true)
    func move(_ old: String, to new: String) throws {
      try FileManager.default.moveItem(
        at: place.url.appending(path: "lessons/" + old), to: place.url.appending(path: "lessons/" + new))
    }
    try move("a.md", to: "en/a.md")
    _ = try await place.lessons("build")
    let check = try await place.lessons("check")
    #expect(check.status == 1)
    #expect(
      check.remarks == [
        "lessons/pl/a.md: error: the source of this translation, 'lessons/a.md', is not there, so whether the text "
          + "follows it is not known; if 'lessons/en/a.md' took its place, run 'lessons accept lessons/pl/a.md' once the "
          + "text follows"
      ])
    let accepted = try await place.lessons("accept", "lessons/pl/a.md")
    #expect(accepted.status == 0 && accepted.errors.contains("which took the place of 'lessons/a.md'"))
    #expect(try place.read("lessons/pl/a.md").contains("\"source_file\" : \"lessons/en/a.md\""))
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)

    try move("en/a.md", to: "en/b.md")
    let renamed = try await place.lessons("accept", "lessons/pl/a.md")
    #expect(renamed.status == 1)
    #expect(
      renamed.errors.hasSuffix(
        "it is 'lessons/en/b.md' now: rename the translation to 'pl/b.md', then accept it again\n"))
    try place.write("# Other\n", to: "lessons/en/b.md")
    #expect(
      try await place.lessons("accept", "lessons/pl/a.md").errors.contains(
        "give the translation the name of its source, or correct 'source_file'"))
  }

  @Test("refuses what is no translation, and what has no source")
  func refused() async throws {
    let place = try Workplace()
    try place.write(source, to: "lessons/en/a.md")
    try place.write(comment("old").replacing("en/a.md", with: "en/none.md") + "# A\n", to: "lessons/pl/n.md")
    try place.write("# C\n", to: "lessons/pl/c.md")
    try place.write("# A\n\n```swift-dt silnt\n```\n", to: "lessons/pl/b.md")
    let before = try place.files(below: "lessons").map { try place.read("lessons/" + $0) }
    for (path, message) in [
      (
        "lessons/en/a.md",
        "error: 'lessons/en/a.md' is no translation: it is in the language from which others are translated"
      ),
      ("lessons/pl/n.md", "error: the source of 'lessons/pl/n.md', 'lessons/en/none.md', is not there"),
      (
        "lessons/pl/c.md",
        "error: 'lessons/pl/c.md' is no translation: it has no record of a source, and there is no"
      ),
      ("lessons/pl/b.md", "lessons/pl/b.md:3:13: error: "),
    ] {
      let result = try await place.lessons("accept", path)
      #expect(result.status == 1 && result.errors.hasPrefix(message), "\(result.errors)")
    }
    #expect(try await place.lessons("accept", "lessons/pl/d.md").status == 2)
    #expect(try place.files(below: "lessons").map { try place.read("lessons/" + $0) } == before)
  }
}
