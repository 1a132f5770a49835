import DeepTraining
import LessonCore

/// What a check of many lessons found, for programs to read.
package struct CheckReport: Sendable {
  /// In the order of their paths.
  package let lessons: [LessonReport]
  /// Diagnostics that belong to no lesson: lists, pages without a lesson, stray files.
  package let problems: [Diagnostic]
  /// The class of machines that this one belongs to.
  package let machine: String

  /// - Parameters:
  ///   - lessons: The lessons' reports in any order.
  ///   - problems: Diagnostics that belong to no lesson.
  ///   - machine: The class of machines on which the check ran; this machine's by default.
  package init(
    lessons: [LessonReport], problems: [Diagnostic], machine: String = Engine.machineClass.description
  ) {
    self.lessons = lessons.sorted { $0.file.path < $1.file.path }
    self.problems = problems
    self.machine = machine
  }

  /// All diagnostics, lesson by lesson.
  package var diagnostics: [Diagnostic] { lessons.flatMap(\.diagnostics) + problems }

  /// The report in a form, ended by a newline unless it is empty.
  package func text(_ format: Format) throws -> String {
    WorkflowLog.report(try format.text(self), escaped: format.escapedHash)
  }
}

extension Diagnostic {
  /// The message with its notes and fix, for readers who do not see the source.
  package var fullMessage: String {
    var lines = [message]
    if let difference { lines += [difference.text()].filter { !$0.isEmpty } }
    if let output { lines.append(output.text) }
    lines += notes.map { note in
      "\(note.path.withVisibleControlsOnOneLine)\(note.position.map { ":\($0.line):\($0.column)" } ?? ""): \(note.message)"
    }
    if let fix { lines.append("write: \(fix)") }
    // Only our own first line starts at column 1. Controls are made visible first, since "\r\n" is one `Character`.
    return lines.joined(separator: "\n").withVisibleControls.replacing("\n", with: "\n  | ")
  }
}
