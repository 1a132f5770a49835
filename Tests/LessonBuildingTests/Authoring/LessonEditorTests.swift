import Foundation
import LessonCore
import LessonReading
import LessonStorage
import LessonTestSupport
import Testing

@testable import LessonAuthoring

@Suite("An editor of lessons")
struct LessonEditorTests {
  private let folder: TestFolder
  private let editor: LessonEditor

  init() throws {
    let folder = try TestFolder()
    self.folder = folder
    let lessons = folder.path + "/lessons"
    editor = LessonEditor(.built) { try LessonLibrary(folder: lessons, formats: []) }
    try write("# A\n\n```swift-dt\nprint(1)\n```\n\n```swift-dt silent\nlet a = 2\n```\n")
  }

  private func write(_ text: String) throws { try folder.write(text, to: "lessons/en/a.md") }
  private var text: String { get throws { try folder.read("lessons/en/a.md") } }

  @Test("knows the blocks that a page shows, and the lesson's whole text")
  func content() async throws {
    let content = try #require(try await editor.content(ofPage: "en/a"))
    #expect(content.blocks.map(\.code).first == "print(1)\n" && content.blocks.first?.line == 4)
    #expect(try content.text == text)
    #expect(try await editor.content(ofPage: "en/b") == nil)
  }

  @Test("writes a change into the file, and only into the one that it was made of")
  func changes() async throws {
    let content = try #require(try await editor.content(ofPage: "en/a"))
    let change = LessonEditor.Change(version: content.version, .code(block: 0, text: "print(3)", words: nil))
    guard case .written(let now) = try await editor.make(change, ofPage: "en/a") else {
      Issue.record("the change is not made")
      return
    }
    #expect(try text.contains("\nprint(3)\n") && now.blocks.first?.code == "print(3)\n")
    // Of the version before.
    #expect(try await editor.make(change, ofPage: "en/a") == .changedMeanwhile(now))
    #expect(try text == now.text)
    let whole = LessonEditor.Change(version: now.version, .text(text: "# B\n"))
    _ = try await editor.make(whole, ofPage: "en/a")
    #expect(try text == "# B\n")
  }

  @Test("writes what a compiler proposes into the block that has this code, and no other byte")
  func fixes() async throws {
    let before = "\u{FEFF}# A\r\n\r\n> ```swift-dt\r\n>  let é = 1; é += 2\r\n> ```\r\n\r\n*  x \r\n"
    try write(before)
    func edit(_ line: Int, _ columns: Range<Int>, _ text: String) -> CodeFix.Edit {
      let places = [columns.lowerBound, columns.upperBound].map { SourcePosition(line: line, column: $0) }
      return CodeFix.Edit(places[0]..<places[1], text)
    }
    func make(_ edits: [CodeFix.Edit]) async throws -> LessonEditor.Outcome {
      let content = try #require(try await editor.content(ofPage: "en/a"))
      return try await editor.make(.init(version: content.version, .fix(edits: edits)), ofPage: "en/a")
    }
    _ = try await make([edit(4, 15..<16, "e"), edit(4, 4..<7, "var"), edit(4, 8..<9, "e")])
    let bytes = { try Data(contentsOf: folder.url.appending(path: "lessons/en/a.md")) }
    #expect(try bytes() == Data(before.replacing("let é = 1; é", with: "var e = 1; e").utf8))
    _ = try await make([edit(4, 14..<14, "\nprint(e)\n")])
    #expect(
      try bytes() == Data(before.replacing("let é = 1; é", with: "var e = 1;\r\n> print(e)\r\n>  e").utf8))
    for wrong in [
      [edit(1, 1..<2, "x")], [edit(4, 4..<99, "x")], [edit(4, 4..<7, "x"), edit(4, 6..<8, "y")], [],
    ] {
      await #expect(throws: UsageFailure.self) { _ = try await make(wrong) }
    }
  }

  @Test("refuses what no file can have, and leaves the file as it is")
  func refusals() async throws {
    let content = try #require(try await editor.content(ofPage: "en/a"))
    for change in [
      LessonEditor.Change(version: content.version, .code(block: 7, text: "", words: nil)),
      LessonEditor.Change(version: content.version, .code(block: 0, text: "```", words: nil)),
    ] {
      await #expect(throws: UsageFailure.self) { try await editor.make(change, ofPage: "en/a") }
    }
    #expect(
      try await editor.make(
        .init(version: content.version, .code(block: 0, text: "", words: nil)), ofPage: "en/b") == .noLesson)
    #expect(try text == content.text)
  }

  @Test("makes one of two changes of the same version, and keeps a byte-order mark")
  func races() async throws {
    try write("\u{FEFF}# A\n\n```swift-dt\nprint(1)\n```\n\n```swift-dt\nprint(2)\n```\n")
    let content = try #require(try await editor.content(ofPage: "en/a"))
    let editor = editor
    async let one = editor.make(
      .init(version: content.version, .code(block: 0, text: "print(3)\n", words: nil)), ofPage: "en/a")
    async let other = editor.make(
      .init(version: content.version, .code(block: 1, text: "print(4)\n", words: nil)), ofPage: "en/a")
    let written = try await [one, other].filter { if case .written = $0 { true } else { false } }
    #expect(written.count == 1)
    let now = try #require(try await editor.content(ofPage: "en/a"))
    _ = try await editor.make(
      .init(version: now.version, .text(text: now.text.replacing("# A", with: "# B"))), ofPage: "en/a")
    let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: "lessons/en/a.md")))
    #expect(bytes.starts(with: Array("\u{FEFF}# B\n".utf8)))
  }

  @Test("leaves the file its permissions, and one that is write-protected its text")
  func permissions() async throws {
    let path = folder.path + "/lessons/en/a.md"
    #expect(chmod(path, 0o664) == 0)
    let content = try #require(try await editor.content(ofPage: "en/a"))
    _ = try await editor.make(
      .init(version: content.version, .code(block: 0, text: "print(3)", words: nil)), ofPage: "en/a")
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & 0o777 == 0o664)
    #expect(chmod(path, 0o444) == 0)
    let now = try #require(try await editor.content(ofPage: "en/a"))
    await #expect(throws: UsageFailure.self) {
      try await editor.make(
        .init(version: now.version, .code(block: 0, text: "print(4)", words: nil)), ofPage: "en/a")
    }
    #expect(try text == now.text)
  }

  @Test("refuses code with which the lesson would have other blocks")
  func structure() async throws {
    let content = try #require(try await editor.content(ofPage: "en/a"))
    let change = LessonEditor.Change(
      version: content.version, .code(block: 0, text: "```swift-dt\nprint(1)\n", words: nil))
    await #expect(throws: UsageFailure.self) { try await editor.make(change, ofPage: "en/a") }
    #expect(try text == content.text)
  }

  @Test("gives the text of a lesson with errors, without blocks")
  func errors() async throws {
    try write("```swift-dt silnet\nprint(1)\n```\n")
    let content = try #require(try await editor.content(ofPage: "en/a"))
    #expect(content.blocks.isEmpty && content.text.contains("silnet"))
  }
}
