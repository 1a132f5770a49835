import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonReading
@testable import LessonRendering
@testable import LessonStorage
@testable import LessonVerification

/// Lessons of 300 KB that cost the square of their length where something looks through all of the text for each part of it.
struct PathologicalLesson: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String

  init(_ name: String, _ before: String = "", after: String = "", _ piece: (Int) -> String) {
    testDescription = name
    var text = before
    var number = 0
    while text.utf8.count < 300_000 {
      text += piece(number)
      number += 1
    }
    self.text = text + after
  }
}

@Suite("Lessons that were made to be slow")
struct PathologicalLessonsTests {
  private static let lessons: [PathologicalLesson] = [
    .init("escaped links in one line") { "[a](b\\_\($0).md) " },
    .init("escaped links in lines") { "[a](b\\_\($0).md)\n" },
    .init("links to headings that are not there") { "[a](#b\($0)) " },
    .init(
      "links by definitions", after: "\n\n" + (0..<5_000).map { "[\($0)]: b\($0).md\n" }.joined()
    ) { "[a][\($0)] " },
    .init("attributes in one line", "<p>") { _ in "<img src='a' src='" },
    .init("quoted attributes") { _ in "<a href='x.md'>a</a> " },
    .init("a block of HTML", "<div>\n") { "<img src='\($0).png' alt=\"src='\">\n" },
    .init("attributes without an end", "<div ") { _ in "src='" },
    .init("the same address", "[a](b.md) b.md ") { _ in "b.md " },
    .init("the same heading") { _ in "# a\n\n[x](#a)\n\n" },
    .init("other headings, wrong links") { "# a\($0)\n\n[x](#b\($0))\n\n" },
    .init("ids in HTML") { "<a id=\"n\($0)\"></a> [x](#n\($0 + 1)) " },
    .init(
      "footnotes", after: "\n\n" + (0..<3_000).map { "[^\($0)]: [a](x\\_y.md)\n\n" }.joined()
    ) { "[^\($0)] " },
    .init("cells in one row", "| a |\n|---|\n|") { _ in " [a](b\\_.md) |" },
    .init("rows", "| a | b |\n|---|---|\n") { "| [a](b\\_\($0).md) | <b>c</b> |\n" },
    .init("code spans") { _ in "`[a](b.md)` " },
    .init("entities") { _ in "&amp;[a](b&amp;.md) " },
    .init("emphases") { _ in "*a **b** [c](d\\_.md)* " },
    .init("formulas") { "$x_{\($0)}$ [a](b\\_.md) " },
    .init("pictures in links") { "[![a](b\\_\($0).png)](c\\_\($0).md) " },
    .init("quotes") { "> [a](b\\_\($0).md)\n\n" },
    .init("list items") { "- [a](b\\_\($0).md)\n  > - [c](d\\_\($0).md)\n" },
    .init("fences") { "```text\n[a](b\($0).md)\n```\n" },
    .init("turned code", "```text\n") { _ in "\u{202E}abc\n" },
    .init("turned code in a line", "```text\n") { _ in "\u{202E}" },
    .init("turned spans") { _ in "`\u{202E}` " },
    .init("tags that close nothing") { _ in "</b><i>[a](b\\_.md)</b>" },
  ]

  @Test("are read, checked, shown and reported in time", arguments: lessons)
  func inTime(_ pathological: PathologicalLesson) async throws {
    let begin = ContinuousClock.now
    try await work(on: pathological.text)
    let time = ContinuousClock.now - begin
    // Debug builds on a busy machine; the square of 300 KB takes minutes.
    #expect(time < .seconds(20), "\(pathological.testDescription): \(time)")
  }

  private func work(on text: String) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "lessons-slow-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "lessons/en")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: "a.md"))
    let library = try LessonLibrary(folder: root.appending(path: "lessons").path, formats: PageFormat.all)
    let file = try #require(library.files.first)
    let content = LessonBytes(file)
    let source = try #require(library.source(of: file, content))
    let parsed = source.parsed
    var report = LessonReport(file: file, result: .failed)
    report.diagnostics = parsed.diagnostics
    report.lines = content.lines
    if let lesson = parsed.lesson {
      let output = RootedFolder(root.appending(path: "output").path)
      let readings = Readings(RememberingReader(LessonReader.built, .none), library, output)
      let read = ReadLesson(source: source, values: [], basis: nil, memory: nil).perform()
      await readings.note(read, of: file)
      var check = LinkCheck(
        library, output, readings, AttachmentSearch(library, FileHashes(.none)), LessonStates(library, [:]))
      var surroundings = Surroundings()
      report.diagnostics += try await check.problems(with: read.links, in: file, &surroundings)
      report.diagnostics += TranslationComparison(lesson.outline, lesson.outline).diagnostics
      let given = Transcript(
        blocks: lesson.blocks.map { _ in BlockTranscript() },
        inlineValues: lesson.inlineExpressions.map { _ in "1" })
      _ = PageRenderer().html(lesson, given)
      _ = PageRenderer().markdown(lesson, given)
    }
    _ = report.text(usesColor: false)
    for form in CheckReport.Format.allCases {
      _ = try CheckReport(lessons: [report], problems: []).text(form)
    }
  }

  @Test("of many differences are compared word by word in time")
  func differences() {
    let old = (0..<20_000).map { "a\($0)" }.joined(separator: " ")
    let begin = ContinuousClock.now
    #expect(!WordDifference(old, old.replacing("a", with: "b")).text().isEmpty)
    let half = (0..<1_900).map { "a\($0)" }.joined(separator: " ")
    #expect(!WordDifference(half, half.replacing("a", with: "b")).text().isEmpty)
    #expect(.now - begin < .seconds(20))
  }
}
