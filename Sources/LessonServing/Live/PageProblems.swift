import LessonBuilding
import LessonCore

/// What is wrong with lessons, and the changes by which pages offer to mend it.
package struct PageProblems: Sendable {
  /// The errors and warnings; empty if there are none.
  package private(set) var text = ""
  /// By the page's place in the output, without an extension.
  private(set) var fixes: [String: [Fix]] = [:]

  /// A change that a page offers.
  struct Fix: Encodable, Sendable {
    /// The line that it changes first.
    let line: Int?
    let title: String
    /// The hash of the file for which it was made.
    let version: String
    let edits: [CodeFix.Edit]
  }

  package init() {}

  /// What belongs to no lesson.
  package init(_ text: String) { self.text = text }

  /// Adds what is wrong with a lesson.
  package mutating func add(_ report: LessonReport) {
    text += report.text(usesColor: false)
    guard let version = report.version else { return }
    for diagnostic in report.diagnostics where diagnostic.path == report.file.path {
      fixes[report.file.page, default: []] += diagnostic.fixes.filter(report.hasCode).map { fix in
        Fix(
          line: fix.edits.first?.range.lowerBound.line, title: fix.title, version: version, edits: fix.edits)
      }
    }
  }

  /// Adds what belongs to no lesson.
  package mutating func add(_ diagnostics: [Diagnostic]) {
    text += diagnostics.map(DiagnosticPrinter().text).joined()
  }
}

extension LessonReport {
  /// Whether a fix changes the code of one block, and not that of a value in the text.
  fileprivate func hasCode(of fix: CodeFix) -> Bool {
    blocks.contains { block in fix.edits.allSatisfy { block.lines.contains($0.range.lowerBound.line) } }
  }
}
