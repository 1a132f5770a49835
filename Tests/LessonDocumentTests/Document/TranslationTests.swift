import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("A translation")
struct TranslationTests {
  private let comment = """
    <!--
    CO_OP_TRANSLATOR_METADATA:
    {
      "original_hash": "900150983CD24FB0d6963f7d28e17f72",
      "translation_date": "2025-08-24T10:34:20+00:00",
      "source_file": "lessons/en/x.md",
      "language_code": "pl"
    }
    -->
    """

  @Test("says in a comment from which bytes it was made, and is stale once these have changed")
  func inComment() throws {
    let record = try #require(try lesson(comment + "\n# a").translation)
    #expect(record.sourceFile == "lessons/en/x.md" && record.languageCode == "pl")
    #expect(record.translationDate == "2025-08-24T10:34:20+00:00")
    #expect(!record.isStale(against: Array("abc".utf8)))
    #expect(record.isStale(against: Array("abd".utf8)))
  }

  @Test("says it below front matter too, and with CRLF and a byte-order mark")
  func placement() throws {
    #expect(try lesson("---\ntitle: a\n---\n" + comment + "\n# a").translation != nil)
    #expect(try lesson("\u{FEFF}" + comment.replacing("\n", with: "\r\n") + "\r\n# a").translation != nil)
    #expect(try lesson("<!-- another comment -->\n# a").translation == nil)
  }

  @Test("with a record that cannot be read is an error")
  func broken() {
    check(
      "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\"original_hash\": 1}\n-->\n# a",
      reports: [
        "1:1: error: the translation record is not the JSON that Co-op Translator writes, with 'original_hash', "
          + "'source_file' and 'language_code'"
      ])
  }

  @Test("may have its record in a file of the language's folder; a comment of its own wins")
  func folderFile() throws {
    let json =
      #"{"x.md": {"original_hash": "a", "translation_date": "b", "source_file": "en/x.md", "language_code": "pl"}}"#
    let records = try TranslationRecord.records(inFolderFile: Array(json.utf8))
    let record = try #require(records["en/x.md"])
    let parse = { (text: String) in
      Lesson.parse(path: "x.md", text: text, language: "pl", name: "x", translation: record).lesson?
        .translation
    }
    #expect(parse("# a") == record)
    #expect(parse(comment + "\n# a")?.sourceFile == "lessons/en/x.md")
    #expect(throws: DecodingError.self) { try TranslationRecord.records(inFolderFile: Array("[]".utf8)) }
  }

  @Test("is named by the MD5 of the source's bytes")
  func hash() {
    #expect(TranslationRecord.hash(of: []) == "d41d8cd98f00b204e9800998ecf8427e")
  }

  @Test(
    "runs in the direction of its script",
    arguments: [
      ("en", "ltr"), ("pl", "ltr"), ("ja", "ltr"), ("zh-CN", "ltr"), ("ar", "rtl"), ("he", "rtl"),
      ("fa", "rtl"),
      ("ur", "rtl"), ("ur_PK", "rtl"), ("xx", "ltr"),
    ])
  func direction(_ language: String, _ direction: String) {
    #expect(Language(language).direction.rawValue == direction)
  }
}
