import Foundation
import LessonCore
import LessonReading
import LessonStorage
import LessonTestSupport
import Testing

@testable import LessonAuthoring

@Suite("An editor that arranges lessons")
struct LessonArrangementTests {
  private let folder: TestFolder
  private let editor: LessonEditor

  init() throws {
    let folder = try TestFolder()
    self.folder = folder
    let lessons = folder.path + "/lessons"
    editor = LessonEditor(.built) { try LessonLibrary(folder: lessons, formats: []) }
    try write(Self.text)
  }

  private static let text =
    "\u{FEFF}# Ą\r\n\r\n```swift-dt fold\r\nprint(1)\r\n```\r\n\r\nText, *one*  \r\ntwo.\r\n\r\n~~~swift-dt\r\nlet a = 2\r\n~~~\r\nend"

  private func write(_ text: String) throws { try folder.write(text, to: "lessons/en/a.md") }
  private var path: String { folder.path + "/lessons/en/a.md" }
  private var bytes: Data { get throws { try Data(contentsOf: URL(filePath: path)) } }

  private func content() async throws -> LessonEditor.Content {
    try #require(try await editor.content(ofPage: "en/a"))
  }

  private func make(_ edit: LessonEditor.Edit) async throws -> LessonEditor.Content {
    let change = LessonEditor.Change(version: try await content().version, edit)
    guard case .written(let content) = try await editor.make(change, ofPage: "en/a") else {
      throw UsageFailure("not written")
    }
    return content
  }

  private func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let found = String(decoding: try bytes, as: UTF8.self)
    #expect(
      found.utf8.elementsEqual(text.utf8), "\(found.debugDescription)", sourceLocation: sourceLocation)
  }

  @Test("gives a deleted block back, to the last byte, until the next change")
  func undo() async throws {
    let deleted = try await make(.delete(block: 0))
    #expect(deleted.canUndo && deleted.blocks.count == 1)
    try expect(Self.text.replacing("```swift-dt fold\r\nprint(1)\r\n```\r\n\r\n", with: ""))
    #expect(try await content().canUndo)
    #expect(try await make(.undo).canUndo == false)
    try expect(Self.text)
    _ = try await make(.delete(block: 1))
    _ = try await make(.code(block: 0, text: "print(3)", words: nil))
    #expect(try await content().canUndo == false)
    await #expect(throws: UsageFailure.self) { try await make(.undo) }
  }

  @Test("moves, adds and splits blocks of a file, whose other bytes stay")
  func arranges() async throws {
    _ = try await make(.move(block: 0, isDown: true))
    try expect(
      "\u{FEFF}# Ą\r\n\r\n~~~swift-dt\r\nlet a = 2\r\n~~~\r\n\r\nText, *one*  \r\ntwo.\r\n\r\n```swift-dt fold\r\nprint(1)\r\n```\r\nend"
    )
    _ = try await make(.move(block: 1, isDown: false))
    try expect(Self.text)
    _ = try await make(.add(block: 1, isBelow: true, text: "a\n"))
    try expect(Self.text.replacing("2\r\n~~~", with: "2\r\n~~~\r\n\r\n~~~swift-dt\r\na\r\n~~~"))
    let split = try await make(.split(block: 0, first: "", second: "print(1)\n"))
    #expect(split.blocks.map(\.code) == ["", "print(1)\n", "let a = 2\n", "a\n"])
    #expect(split.blocks.map(\.words) == ["fold", "fold", "", ""])
  }

  @Test("refuses changes with which other text would change, and of other versions")
  func refusals() async throws {
    let old = try await content()
    await #expect(throws: UsageFailure.self) { try await make(.move(block: 0, isDown: false)) }
    await #expect(throws: UsageFailure.self) { try await make(.delete(block: 2)) }
    // The caption would continue in the paragraph that then follows it.
    let text = "```swift-dt\n1\n```\n\n: A caption\n\nb\n\n```swift-dt\n2\n```\nc\n"
    try write(text)
    await #expect(throws: UsageFailure.self) { try await make(.move(block: 0, isDown: true)) }
    try expect(text)
    let outcome = try await editor.make(.init(version: old.version, .delete(block: 0)), ofPage: "en/a")
    #expect(outcome == .changedMeanwhile(try await content()))
    try expect(text)
  }

  @Test("edits elements one by one, unless the text behind them would change")
  func elements() async throws {
    #expect(try await content().elements.map(\.tag) == ["h1", "section", "p", "section", "p"])
    _ = try await make(.element(index: 2, text: "Text, *one*  \n2.\n\n- new"))
    try expect(Self.text.replacing("two.", with: "2.\r\n\r\n- new"))
    _ = try await make(.element(index: 5, text: "END"))
    try expect(Self.text.replacing("two.", with: "2.\r\n\r\n- new").replacing("end", with: "END"))
    for text in ["<!--", "~~~~", "```swift-dt\n"] {
      await #expect(throws: UsageFailure.self) { try await make(.element(index: 2, text: text)) }
    }
    // A block is edited as code.
    await #expect(throws: UsageFailure.self) { try await make(.element(index: 1, text: "a")) }
    await #expect(throws: UsageFailure.self) { try await make(.element(index: 6, text: "a")) }
  }

  @Test("writes the options of a block, and says which one is wrong")
  func options() async throws {
    _ = try await make(.code(block: 0, text: "print(2)", words: "silent id=x"))
    try expect(Self.text.replacing("dt fold\r\nprint(1)", with: "dt silent id=x\r\nprint(2)"))
    for (words, option) in [
      ("silent id=1", "id"), ("fold tol=x", "tol"), ("silnet", "silnet"), ("fold fold", "fold"),
    ] {
      let refused = await #expect(throws: LessonEditor.RefusedOption.self) {
        try await make(.code(block: 0, text: "print(2)", words: words))
      }
      #expect(refused?.option == option)
    }
    let options = try await content().options
    #expect(options.filter(\.isQuoted).map(\.name) == ["caption"])
    #expect(options.first { $0.name == "id" }?.hasValue == true)
  }

  @Test("writes into a file that has hard links, so that all its names keep the same text")
  func links() async throws {
    let other = folder.path + "/other.md"
    try FileManager.default.linkItem(atPath: path, toPath: other)
    _ = try await make(.delete(block: 0))
    let expected = Self.text.replacing("```swift-dt fold\r\nprint(1)\r\n```\r\n\r\n", with: "")
    try expect(expected)
    #expect(try Data(contentsOf: URL(filePath: other)) == Data(expected.utf8))
  }
}
