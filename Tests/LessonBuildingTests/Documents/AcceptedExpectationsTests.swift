import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("Accepted results")
struct AcceptedExpectationsTests {
  private func edit(
    _ line: Int, _ columns: Range<Int>, to last: Int? = nil, _ lines: [String], indentation: Int = 1
  ) -> ExpectationDrift.Edit {
    ExpectationDrift.Edit(
      range: SourcePosition(
        line: line, column: columns.lowerBound)..<SourcePosition(
          line: last ?? line, column: columns.upperBound), lines: lines, indentation: indentation)
  }

  @Test("replace what a comment states, and nothing else")
  func line() {
    let source = SourceText("ü\r\nx  // => 3 \r\ny\r")
    #expect(
      AcceptedExpectations.text(of: source, with: [edit(2, 10..<11, ["44"])]) == "ü\r\nx  // => 44 \r\ny\r")
  }

  @Test("add lines with the file's line ends and the comment's own indentation, in quotes and lists too")
  func lines() {
    let source = SourceText("> - \tprint(1)\r\n>   \t// Prints \"a\"\r\n>   \t// \"b\"\r\n> x")
    #expect(
      AcceptedExpectations.text(
        of: source, with: [edit(2, 9..<12, to: 3, ["Prints \"1\"", "// \"2\"", "// \"3\""], indentation: 6)])
        == "> - \tprint(1)\r\n>   \t// Prints \"1\"\r\n>   \t// \"2\"\r\n>   \t// \"3\"\r\n> x")
  }

  @Test("never overlap, whatever the edits are")
  func overlapping() {
    let source = SourceText("abc\nabc")
    let edits = [edit(1, 1..<3, ["x"]), edit(1, 2..<4, ["y"]), edit(2, 3..<3, ["z"]), edit(9, 1..<5, ["w"])]
    #expect(AcceptedExpectations.text(of: source, with: edits) == "xc\nabzc")
  }
}
