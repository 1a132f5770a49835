import LessonCore
import Testing

@testable import LessonEditing

@Suite("Texts that are edited")
struct EditedTextTests {
  private func place(_ line: Int, _ character: Int) -> LSP.Position {
    LSP.Position(line: line, character: character)
  }

  @Test(
    "characters are counted in the units that were negotiated",
    arguments: [(PositionEncoding.utf8, 11), (.utf16, 6), (.utf32, 5)])
  func units(encoding: PositionEncoding, column: Int) {
    let text = EditedText("ą\tż😀é|\nb", encoding)
    #expect(text.place(ofOffset: 11) == place(0, column))
    #expect(text.offset(of: place(0, column)) == 11)
    #expect(text.place(of: SourcePosition(line: 1, column: 6)) == place(0, column))
    #expect(text.position(of: place(0, column)) == SourcePosition(line: 1, column: 6))
  }

  @Test("places beyond a line or the text, and inside of characters, are the nearest there are")
  func limits() {
    let text = EditedText("a😀\r\nb", .utf16)
    #expect(text.offset(of: place(0, 99)) == 5)
    #expect(text.offset(of: place(0, 2)) == 1)
    #expect(text.offset(of: place(9, 0)) == 8)
    #expect(text.offset(of: place(-1, -1)) == 0)
    #expect(text.offset(of: place(1, .max)) == 8)
    #expect(text.place(of: SourcePosition(line: 1_000, column: 1)) == place(1, 1))
  }

  @Test("a byte-order mark is a character of the editor, and none of the checks")
  func byteOrderMark() {
    let text = EditedText("\u{FEFF}ab", .utf16)
    #expect(text.place(of: SourcePosition(line: 1, column: 1)) == place(0, 1))
    #expect(text.position(of: place(0, 2)) == SourcePosition(line: 1, column: 2))
  }

  @Test("all ends of lines are known")
  func lineEnds() {
    let text = EditedText("a\rb\r\nc\nd\n", .utf16)
    #expect((0..<text.lineCount).map(text.line) == ["a", "b", "c", "d", ""])
  }

  @Test("an edit gives the text and the lines that the whole text would have")
  func edits() {
    var random = SystemRandomNumberGenerator()
    let parts = ["a", "ż", "😀", "\n", "\r", "\r\n", "", "\t", "word"]
    func text(_ count: Int) -> String {
      (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
    }
    for _ in 0..<2_000 {
      var edited = EditedText(text(.random(in: 0...12)), .utf16)
      let before = edited.lineCount
      let a = place(.random(in: 0...5), .random(in: 0...6)), b = place(.random(in: 0...5), .random(in: 0...6))
      let new = text(.random(in: 0...4))
      let from = min(edited.offset(of: a), edited.offset(of: b)),
        to = max(edited.offset(of: a), edited.offset(of: b))
      var bytes = edited.bytes
      bytes.replaceSubrange(from..<to, with: Array(new.utf8))
      let whole = EditedText(String(decoding: bytes, as: UTF8.self), .utf16)
      let change = edited.replace(LSP.Range(start: a, end: b), with: new)
      #expect(edited.bytes == bytes)
      #expect(edited.lineCount == whole.lineCount)
      #expect((0..<whole.lineCount).allSatisfy { edited.line($0) == whole.line($0) })
      #expect(change.added == whole.lineCount - before)
    }
  }
}
