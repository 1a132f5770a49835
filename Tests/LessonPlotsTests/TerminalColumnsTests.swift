import Foundation
import LessonDisplay
import Testing

@testable import LessonCore
@testable import LessonPlots

@Suite("The columns of text in terminals")
struct TerminalColumnsTests {
  /// `Tests/Golden/widths.json`, which `make_widths.py` makes.
  private struct Golden: Decodable {
    let texts: [String: Int]
    /// The first and the last scalar of a run, and the columns of each.
    let scalars: [[Int]]
  }

  private func golden() throws -> Golden {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../Golden/widths.json")
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file.standardizedFileURL))
  }

  @Test(
    "are those that wcwidth counts: for emoji and their sequences, flags, wide letters, marks, many scripts")
  func texts() throws {
    let texts = try golden().texts
    #expect(texts.count > 100)
    for (text, columns) in texts { #expect(TextWidth.columns(of: text) == columns, "\(text)") }
  }

  @Test("are those that wcwidth counts for every character of Unicode alone")
  func scalars() throws {
    var wrong: [String] = []
    for run in try golden().scalars {
      for value in run[0]...run[1] {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
        if TerminalColumns.columns(of: scalar) != run[2] { wrong.append(String(value, radix: 16)) }
      }
    }
    #expect(wrong == [])
  }

  @Test("are two for a tone of skin after a sign that is narrow without it, unlike wcwidth's")
  func tones() {
    #expect(TextWidth.columns(of: "☝🏽") == 2)
    #expect(TextWidth.columns(of: "a\u{FE0F}") == 1)
  }

  @Test("decide where the columns of a text table begin")
  func tables() {
    let table = Table(
      columns: ["ok", "名前"],
      rows: [
        ["✅", "x"], ["❤️", "x"], ["🇵🇱", "x"], ["👩🏽‍🚀", "x"], ["日", "x"], ["e\u{301}", "x"], ["no", "x"],
      ])
    let starts = table.plainText.split(separator: "\n").filter { $0.hasSuffix("x") }.map {
      TextWidth.columns(of: String($0.dropLast()))
    }
    #expect(starts == Array(repeating: 4, count: 7))
  }

  @Test("decide where a caret stands")
  func carets() {
    let line = "❌👍🏽日 e\u{301} x"
    let column = line.unicodeScalars.count
    let start = SourcePosition(line: 1, column: column)
    let diagnostic = Diagnostic(
      path: "a.md", at: start..<SourcePosition(line: 1, column: column + 1), "wrong")
    let text = DiagnosticPrinter(lines: ["a.md": [line]]).text(diagnostic)
    #expect(text == "a.md:1:\(column): error: wrong\n  | \(line)\n  |          ^\n")
  }

  @Test("are what wide text takes in a grid of characters")
  func grids() {
    var grid = CharacterGrid(columns: 7, rows: 1)
    grid.write("日本a語b", column: 1, row: 0)
    #expect(grid.line(0) == " 日本ab")
    #expect(TextWidth.columns(of: grid.line(0)) == 7)
  }
}
