import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore

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

  private static let hashCommands = [
    "##vso[task.setvariable variable=a]b", "##teamcity[buildStatus text='x']", "##VSO[task.debug]x",
    "##[error]x",
    "###vso[task.debug]x", "##vso[\u{301}task.debug]x", "\u{600}##vso[task.debug]x",
  ]

  private static func hasHashCommand(_ text: String) -> Bool {
    ["##vso[", "##teamcity[", "##["].contains {
      text.lowercased().range(of: $0, options: .literal) != nil
    }
  }

  @Test(
    "has no command of Azure Pipelines or TeamCity where these read, and the same words",
    arguments: hashCommands)
  func hashes(command: String) throws {
    let text = "a \(command)"
    #expect(Self.hasHashCommand(text))
    let shown = WorkflowLog.fenced(text, isRead: false, readsHashes: true)
    #expect(
      !Self.hasHashCommand(shown)
        && shown.replacingOccurrences(of: "# #", with: "##", options: .literal).utf8.elementsEqual(text.utf8))
    #expect(WorkflowLog.fenced(text, isRead: false, readsHashes: false) == text)
    #expect(WorkflowLog.fenced("## A [link](x)", isRead: false, readsHashes: true) == "## A [link](x)")
    let json = WorkflowLog.report("[\"\(text)\"]", escaped: "\\u0023", readsHashes: true)
    #expect(!Self.hasHashCommand(json))
    #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
    let xml = WorkflowLog.report("<a>\(text)</a>", escaped: "&#35;", readsHashes: true)
    #expect(!Self.hasHashCommand(xml) && xml.replacing("&#35;", with: "#") == "<a>\(text)</a>")
  }

  @Test("is that of Azure Pipelines or TeamCity where their variables are set")
  func detection() {
    #expect(
      WorkflowLog.readsHashes(["TF_BUILD": "True"]) && WorkflowLog.readsHashes(["TEAMCITY_VERSION": "2026.1"])
    )
    #expect(
      !WorkflowLog.readsHashes([:]) && !WorkflowLog.readsHashes(["TF_BUILD": "", "GITHUB_ACTIONS": "true"]))
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
