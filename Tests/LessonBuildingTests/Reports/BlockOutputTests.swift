import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("What a block printed before it failed")
struct BlockOutputTests {
  @Test("Both texts stand under a line that names them, controls as signs")
  func text() throws {
    let output = try #require(BlockOutput(printed: "a\nb\u{1B}[31m", errors: "c\n"))
    #expect(
      output.text == """
        printed before:
          | a
          | b␛[31m
        written to the standard error before:
          | c
        """)
    #expect(BlockOutput(printed: "", errors: "") == nil)
  }

  @Test("A long text keeps its first and its last lines, a long line its beginning")
  func long() throws {
    let lines = (1...1000).map { "\($0)" }
    let output = try #require(BlockOutput(printed: lines.joined(separator: "\n"), errors: ""))
    #expect(
      output.printed
        == (lines.prefix(10) + ["… 970 lines …"] + lines.suffix(20)).joined(separator: "\n"))
    let line = try #require(BlockOutput(printed: String(repeating: "x", count: 10_000), errors: ""))
    #expect(line.printed == String(repeating: "x", count: 200) + "…")
    let short = lines.prefix(31).joined(separator: "\n")
    #expect(try #require(BlockOutput(printed: short, errors: "")).printed == short)
  }

  @Test("Every report has it")
  func reports() throws {
    let diagnostic = Diagnostic(
      path: "x.md", at: nil, "failed", output: BlockOutput(printed: "work", errors: "oops"))
    let report = CheckReport(lessons: [], problems: [diagnostic], machine: "m")
    for form in CheckReport.Format.allCases {
      let text = try report.text(form)
      #expect(text.contains("work") && text.contains("oops"), "\(form)")
    }
    #expect(
      DiagnosticPrinter().text(diagnostic) == """
        x.md: error: failed
          | printed before:
          |   | work
          | written to the standard error before:
          |   | oops

        """)
  }
}
