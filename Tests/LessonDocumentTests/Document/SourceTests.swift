import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("A lesson's file")
struct SourceTests {
  private func check(_ bytes: [UInt8], reports: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    let parsed = Lesson.parse(path: "x.md", bytes: bytes, language: "en", name: "x")
    #expect(parsed.diagnostics.map(\.shortForm) == reports, sourceLocation: sourceLocation)
    #expect(parsed.lesson == nil, sourceLocation: sourceLocation)
  }

  @Test("that is not UTF-8 is refused at its first wrong byte")
  func invalidUTF8() {
    check(
      Array("a\r\nżó".utf8) + [0xB3, 0x41],
      reports: [
        "2:3: error: the file is not UTF-8: found 0xB3; save it as UTF-8"
      ])
    check(
      [0xFF, 0xFE, 0x41, 0], reports: ["1:1: error: the file is not UTF-8: found 0xFF; save it as UTF-8"])
    check(
      [0x41, 0xE2, 0x82], reports: ["1:2: error: the file is not UTF-8: found 0xE2 0x82; save it as UTF-8"])
    check(
      [0xEF, 0xBB, 0xBF, 0xC0, 0x80],
      reports: [
        "1:1: error: the file is not UTF-8: found 0xC0; save it as UTF-8"
      ])
  }

  @Test("that is empty is refused")
  func empty() {
    let report = "1:1: error: the lesson is empty; it needs at least a heading or a paragraph"
    for text in ["", "\u{FEFF}", "\n\r\n \t\n", "---\ntitle: a\n---\n"] {
      check(Array(text.utf8), reports: [report])
    }
  }

  @Test("that nests too deep is refused")
  func tooDeep() {
    let report = "lists, quotes and emphasis stand more than 100 deep in one another here"
    check(Array((String(repeating: "> ", count: 5_000) + "a").utf8), reports: ["1:1: error: \(report)"])
    let deep = String(repeating: "**a ", count: 120) + String(repeating: "a**", count: 120)
    check(Array("a\n\n\(deep)\n".utf8), reports: ["3:1: error: \(report)"])
  }

  @Test("has lines that end as Markdown's do")
  func lines() {
    #expect(Array(SourceText("a\r\nb\rc\n\u{2028}d\u{0B}").lines) == ["a", "b", "c", "\u{2028}d\u{0B}"])
    #expect(Array(SourceText("").lines) == [""])
    #expect(SourceText("a\r\nb\n").lineEnding == "\r\n")
    #expect(SourceText("\u{FEFF}a").text == "a")
  }

  @Test("knows the place of every byte, and the byte of every place")
  func places() {
    let source = SourceText("ąb\r\n👩‍👧e\u{301}\n\nz")
    var offset = 0
    for scalar in source.text.unicodeScalars {
      let position = source.position(ofOffset: offset)
      if scalar != "\r" && scalar != "\n" {
        #expect(source.offset(of: position) == offset)
        let rest = source.lines[position.line - 1].unicodeScalars.dropFirst(position.column - 1)
        #expect(rest.first == scalar)
      }
      offset += String(scalar).utf8.count
    }
    #expect(source.offset(of: SourcePosition(line: 9, column: 9)) == source.text.utf8.count)
  }

  @Test("can be read on many threads at once")
  func concurrency() async throws {
    let text = "a ~~b~~ https://example.org\n\n| `{swift-dt} x` |\n|---|\n"
    let expected = try lesson(text).document
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask {
          Lesson.parse(path: "x.md", text: text, language: "en", name: "x").lesson?.document == expected
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}

@Suite("The nearest word")
struct NearestWordTests {
  @Test("is one that a slip of the fingers makes of another")
  func near() {
    #expect(nearestWord(to: "slient", in: ["silent", "fail"]) == "silent")
    #expect(nearestWord(to: "FOLD", in: ["fold"]) == "fold")
    #expect(nearestWord(to: "tl", in: ["tol", "id"]) == "tol")
    #expect(nearestWord(to: "banana", in: ["silent", "fail"]) == nil)
  }

  @Test("is as far as letters must be added, removed, replaced or swapped")
  func distance() {
    #expect(editDistance("", "abc") == 3)
    #expect(editDistance("abc", "abc") == 0)
    #expect(editDistance("abcd", "acbd") == 1)
    #expect(editDistance("kitten", "sitting") == 3)
  }
}
