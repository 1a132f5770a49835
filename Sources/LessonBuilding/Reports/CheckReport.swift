import DeepTraining
import LessonCore

/// What a check of many lessons found, for programs to read.
package struct CheckReport: Sendable {
  /// In the order of their paths.
  package let lessons: [LessonReport]
  /// What is wrong beside the lessons: lists, pages without a lesson, stray files.
  package let problems: [Diagnostic]
  /// The class of machines that this one belongs to.
  package let machine: String

  /// - Parameters:
  ///   - lessons: The lessons' reports in any order.
  ///   - problems: What is wrong beside the lessons.
  ///   - machine: The class of machines on which the check ran; this machine's by default.
  package init(
    lessons: [LessonReport], problems: [Diagnostic], machine: String = Engine.machineClass.description
  ) {
    self.lessons = lessons.sorted { $0.file.path < $1.file.path }
    self.problems = problems
    self.machine = machine
  }

  /// Everything that was said, lesson by lesson.
  package var diagnostics: [Diagnostic] { lessons.flatMap(\.diagnostics) + problems }

  /// The report in a form, ended by a newline unless it is empty.
  package func text(_ format: Format) throws -> String {
    WorkflowLog.report(try format.text(self), escaped: format.escapedHash)
  }
}

extension Diagnostic {
  /// The message with what belongs to it, for readers who see no source.
  package var fullMessage: String {
    var lines = [message]
    if let difference { lines += [difference.text()].filter { !$0.isEmpty } }
    if let output { lines.append(output.text) }
    lines += notes.map { note in
      "\(note.path.withVisibleControlsOnOneLine)\(note.position.map { ":\($0.line):\($0.column)" } ?? ""): \(note.message)"
    }
    if let fix { lines.append("write: \(fix)") }
    // Only our own first line begins as it likes. Made visible first, since a return and a line end are one character.
    return lines.joined(separator: "\n").withVisibleControls.replacing("\n", with: "\n  | ")
  }
}
