import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonPlots

@Suite("Diagnostics on a terminal")
struct DiagnosticPrinterTests {
  private func text(_ line: String, _ columns: Range<Int>) -> String {
    let range =
      SourcePosition(
        line: 1, column: columns.lowerBound)..<SourcePosition(line: 1, column: columns.upperBound)
    return DiagnosticPrinter(lines: ["x.md": [line]]).text(Diagnostic(path: "x.md", at: range, "m"))
  }

  @Test("The caret stands under its character, whatever stands before it")
  func caret() {
    #expect(text("let a", 5..<6) == "x.md:1:5: error: m\n  | let a\n  |     ^\n")
    #expect(text("\tab", 3..<4) == "x.md:1:3: error: m\n  | \tab\n  | \t ^\n")
    #expect(text("数字 x", 4..<5) == "x.md:1:4: error: m\n  | 数字 x\n  |      ^\n")
    #expect(text("e\u{301} x", 4..<5) == "x.md:1:4: error: m\n  | e\u{301} x\n  |   ^\n")
    #expect(text("abc", 1..<4) == "x.md:1:1: error: m\n  | abc\n  | ^~~\n")
  }

  @Test("A place past the end of its line or file is no reason to stop")
  func outside() {
    #expect(text("a", 9..<10).hasPrefix("x.md:1:9: error: m\n  | a\n"))
    let far = SourcePosition(line: 7, column: 1)
    let printer = DiagnosticPrinter(lines: ["x.md": ["a"]])
    #expect(printer.text(Diagnostic(path: "x.md", at: far..<far, "m")) == "x.md:7:1: error: m\n")
    #expect(printer.text(Diagnostic(path: "x.md", at: nil, "m")) == "x.md: error: m\n")
  }

  @Test("Colour is an addition, not a change")
  func color() {
    let range = SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 2)
    let diagnostic = Diagnostic(.warning, path: "x.md", at: range, "m", notes: [.init("n", path: "x.md")])
    let colored = DiagnosticPrinter(usesColor: true, lines: ["x.md": ["a"]]).text(diagnostic)
    #expect(colored.contains("\u{1B}["))
    #expect(
      colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        == DiagnosticPrinter(lines: ["x.md": ["a"]]).text(diagnostic))
  }

  @Test("A long line is shown around its place")
  func longLine() {
    let line = String(repeating: "a", count: 5_000) + "!" + String(repeating: "b", count: 5_000)
    let lines = text(line, 5_001..<5_002).split(separator: "\n")
    #expect(lines[1].hasPrefix("  | …aaa") && lines[1].hasSuffix("bbb…") && lines[1].count < 210)
    let place = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    #expect(place.map { lines[1].dropFirst($0).first } == "!")
  }

  /// Escape and control sequences of seven and eight bits, bells, returns, backspaces, marks that turn text.
  private static let hostile =
    "\u{1B}[2J \u{1B}]0;title\u{7} \u{9B}1m a\rb a\u{8} \u{7F} \u{202E}abc\u{202C} \u{2066}d\u{2069} \u{2028} \0 \u{85}"

  private func isSilent(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "\n"
        || $0.properties.generalCategory != .control && !(0x2028...0x202E).contains($0.value)
          && !(0x2066...0x2069).contains($0.value)
    }
  }

  @Test(
    "What a lesson says cannot speak to the terminal: message, line, note, fix, difference, names of files")
  func controls() {
    let hostile = Self.hostile
    let range = SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 2)
    let diagnostic = Diagnostic(
      path: hostile + "\n", at: range, hostile, notes: [.init(hostile, path: hostile, at: .start)],
      fix: hostile,
      difference: WordDifference("\u{1B}[1m \(hostile)", "\u{8} a"))
    let text = DiagnosticPrinter(lines: [hostile + "\n": [hostile]]).text(diagnostic)
    #expect(isSilent(text))
    #expect(
      text.hasPrefix(
        "␛[2J ␛]0;title␇ <U+009B>1m a␍b a␈ ␡ <U+202E>abc<U+202C> <U+2066>d<U+2069> <U+2028> ␀ <U+0085>␊:1:1:")
    )
    let problems = [diagnostic]
    for format in CheckReport.Format.allCases {
      let report = try? CheckReport(lessons: [], problems: problems, machine: "m").text(format)
      #expect(report.map(isSilent) == true, "\(format)")
    }
  }

  @Test("The caret stands under its character after marks that are shown")
  func caretAfterControls() {
    #expect(text("\u{1B}\u{202E}b", 3..<4) == "x.md:1:3: error: m\n  | ␛<U+202E>b\n  |          ^\n")
  }

  @Test(
    "What a lesson gives cannot speak to the terminal: printed, shown and thrown text, tables, plots, names")
  func results() throws {
    let lesson = try lesson("```swift-dt\nx\n```\n")
    let given = transcript([
      [
        .printed(Self.hostile + "\n\n"), .message(Self.hostile), .shown(.text(Self.hostile)),
        .shown(
          .table(
            Table(title: Self.hostile, columns: [.init(stringLiteral: Self.hostile)], rows: [[Self.hostile]]))
        ),
        .shown(.chart(Chart(x: .init(Self.hostile), y: "y", Series(Self.hostile, [1, 2])))),
      ]
    ])
    let text = TerminalText(lesson.outline, given).text
    #expect(isSilent(text))
    #expect(text.hasPrefix("x.md:1\n␛[2J ␛]0;title␇ <U+009B>1m a\nb a␈"))
  }
}
