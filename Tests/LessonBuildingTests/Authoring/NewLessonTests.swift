import Foundation
import LessonReading
import LessonTestSupport
import Testing

@testable import LessonAuthoring
@testable import LessonCore
@testable import LessonDocument
@testable import LessonStorage
@testable import LessonWords

@Suite("A new lesson")
struct NewLessonTests {
  @Test(
    "has the title that its name suggests",
    arguments: [
      ("Momentum", "Momentum"), ("GradientClipping", "Gradient clipping"),
      ("gradient-clipping", "Gradient clipping"), ("weight_decay", "Weight decay"),
      ("DropoutOnMNIST", "Dropout on MNIST"), ("SGD", "SGD"), ("ResNet50Again", "Res net50 again"),
      ("part1/ŻółtaŁódź", "Żółta łódź"),
    ])
  func titles(_ name: String, _ title: String) throws {
    #expect(try LessonName(name).title == title)
  }

  @Test(
    "has no name that is no file, no address, or another page's",
    arguments: [
      "", "../a", "a/../b", "a/./b", "a//b", "/a", "a/", ".a", "a/.b", "-a", "a\u{0}", "a\nb", " ",
      "ąę\u{202E}",
    ])
  func names(_ name: String) {
    #expect(throws: UsageFailure.self) { try LessonName(name) }
  }

  @Test("is a lesson without an error, whatever its title", arguments: ["null", "true", "123", "a"])
  func template(_ title: String) throws {
    let lesson = Lesson.parse(
      path: "x.md", text: NewLesson.template(title: title), language: "en", name: "x")
    #expect(lesson.diagnostics.isEmpty)
    #expect(lesson.lesson?.frontMatter.title == title)
  }

  @Test(
    "is a lesson without an error in every language of the interface",
    arguments: InterfaceLanguage.all.map(\.tag))
  func languages(_ tag: String) {
    let text = NewLesson.template(title: "A \\ \"b\" $c$ `d`", language: Language(tag))
    let lesson = Lesson.parse(path: "x.md", text: text, language: tag, name: "x")
    #expect(lesson.diagnostics.map(\.message) == [])
    #expect(lesson.lesson?.inlineExpressions.map(\.code) == ["losses.count", "losses.last!"])
    #expect(lesson.lesson?.frontMatter.title == "A \\ \"b\" $c$ `d`")
  }

  @Test(
    "that is a translation is its source with a record of its bytes below the front matter",
    arguments: ["# A\n", "---\nseed: 1\n---\n\n# A\n", "\u{FEFF}---\r\nseed: 1\r\n---\r\n# A\r\n"])
  func translation(_ source: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "new-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder + "/en", withIntermediateDirectories: true)
    try Data(source.utf8).write(to: URL(filePath: folder + "/en/a.md"))
    let existing = try ExistingLessons(in: folder + "/", language: "en")
    let new = try await NewLesson(
      translating: NewLessonPlace("a", language: "pl", in: existing), from: "en", in: existing,
      now: Date(timeIntervalSince1970: 0), reader: LessonReader.built)
    #expect(new.path == folder + "/pl/a.md")
    let parsed = Lesson.parse(path: new.path, text: new.text, language: "pl", name: "a")
    let lesson = try #require(parsed.lesson)
    let record = try #require(lesson.translation)
    #expect(!record.isStale(against: [UInt8](source.utf8)))
    #expect(record.sourceFile == "en/a.md" && record.languageCode == "pl")
    #expect(record.translationDate == "1970-01-01T00:00:00Z")
    let ending = source.contains("\r\n") ? "\r\n" : "\n"
    let blank = source.contains("---") ? ending : ""
    let comment = blank + (try record.comment).replacing("\n", with: ending)
    #expect(new.text != source && new.text.replacing(comment, with: "") == source)
    #expect(lesson.frontMatter.seed == (source.contains("seed") ? 1 : nil))
  }
}
