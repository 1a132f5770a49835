import Testing

@testable import LessonKit

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
    #expect(text("let a", 5..<6) == "x.md:1:5: error: m\n  let a\n      ^\n")
    #expect(text("\tab", 3..<4) == "x.md:1:3: error: m\n  \tab\n  \t ^\n")
    #expect(text("数字 x", 4..<5) == "x.md:1:4: error: m\n  数字 x\n       ^\n")
    #expect(text("e\u{301} x", 4..<5) == "x.md:1:4: error: m\n  e\u{301} x\n    ^\n")
    #expect(text("abc", 1..<4) == "x.md:1:1: error: m\n  abc\n  ^~~\n")
  }

  @Test("A place past the end of its line or file is no reason to stop")
  func outside() {
    #expect(text("a", 9..<10).hasPrefix("x.md:1:9: error: m\n  a\n"))
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

  @Test("What a lesson says cannot speak to the terminal")
  func controls() {
    let text = DiagnosticPrinter(lines: ["x.md": ["a\u{1B}b"]]).text(
      Diagnostic(
        path: "x.md", at: SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 2),
        "\u{1B}[2J\u{7}\u{9B}1m", difference: WordDifference("\u{1B}[1m a", "\u{8} a")))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(text.contains("␛[2J␇\u{FFFD}1m"))
  }
}
