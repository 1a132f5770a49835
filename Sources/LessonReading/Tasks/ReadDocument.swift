import Foundation
import LessonCore
import LessonDocument
import LessonProgram

/// Reads a document and its programs.
package struct ReadDocument: ReaderTask {
  package let source: LessonSource
  /// The settings of the document.
  package let rules: ProjectSettings.Documents

  package init(source: LessonSource, rules: ProjectSettings.Documents) {
    self.source = source
    self.rules = rules
  }

  /// What was read.
  package struct Result: Codable, Hashable, Sendable {
    /// The programs, in the order of their first blocks; empty if the text has errors.
    package var programs: [Reading] = []
    /// Diagnostics of the text.
    package var diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    let document = DocumentParser.read(
      source.file, bytes: [UInt8](source.bytes), rules: rules)
    return Result(
      programs: document.programs.map(Self.reading), diagnostics: document.diagnostics)
  }

  private static func reading(_ outline: LessonOutline) -> Reading {
    var reading = Reading(lesson: outline, diagnostics: [])
    reading.addProgram(of: outline)
    return reading
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool {
    result.programs.count <= DocumentParser.mostBlocks
      && result.programs.allSatisfy { reading in
        guard let outline = reading.lesson else { return false }
        return outline.isOf(source.file) && outline.isInOrder && outline.inlineExpressions.isEmpty
          && outline.frontMatter == FrontMatter() && outline.document != nil
          && (reading.program == nil) == (reading.digest == nil)
          && (reading.program == nil) == (reading.use == nil)
          && reading.program.map { outline.canHave($0) && $0.digest == reading.digest } != false
      }
  }
}
