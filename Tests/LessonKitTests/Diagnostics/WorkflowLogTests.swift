import Testing

@testable import Formulas
@testable import LessonBuilding
@testable import LessonCore
@testable import LessonExecution
@testable import LessonProgram

@Suite("What CI reads in a log")
struct WorkflowLogTests {
  private static let commands = [
    "::error file=x::y", "  ::stop-commands::x", "##[add-mask]x", "::set-output name=a::b", "\t::debug::x",
  ]

  @Test(
    "is no command where others have written it: no line of a message begins as its writer likes",
    arguments: commands)
  func messages(command: String) throws {
    for lineEnd in ["\n", "\r\n"] { try check("a\(lineEnd)\(command)", command) }
  }

  private func check(_ text: String, _ command: String) throws {
    let range = SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 2)
    let diagnostic = Diagnostic(
      path: "a\n\(command)", at: range, text, notes: [.init(text, path: text, at: .start)], fix: text,
      difference: WordDifference("a b", "a \(command)"),
      output: BlockOutput(printed: text, errors: text))
    let lines = DiagnosticPrinter(lines: [diagnostic.path: [command]]).text(diagnostic)
    for line in lines.split(separator: "\n") {
      #expect(!Self.isCommand(line), "\(line)")
    }
    for form in [CheckReport.Format.junit, .sarif, .json] {
      let report = try CheckReport(lessons: [], problems: [diagnostic], machine: "m").text(form)
      for line in report.split(separator: "\n") { #expect(!Self.isCommand(line), "\(form): \(line)") }
    }
    let annotations = try CheckReport(lessons: [], problems: [diagnostic], machine: "m").text(.github)
    #expect(annotations.split(separator: "\n").count == 1 && annotations.hasPrefix("::error file=a␊"))
  }

  private static func isCommand(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return text.hasPrefix("::") || text.hasPrefix("##[")
  }

  @Test("stands between lines that switch commands off, of which nobody knows the word")
  func fence() throws {
    let text = WorkflowLog.fenced("::error::a", isRead: true)
    let match = try #require(text.wholeMatch(of: #/::stop-commands::(\w{30,})\n::error::a\n::(\w+)::\n/#))
    #expect(match.1 == match.2)
    #expect(WorkflowLog.fenced("a\n", isRead: true) == text.replacing("::error::a", with: "a"))
    #expect(WorkflowLog.fenced("a", isRead: false) == "a" && WorkflowLog.fenced("", isRead: true) == "")
  }
}
