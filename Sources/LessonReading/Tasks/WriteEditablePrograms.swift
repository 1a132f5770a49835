import LessonCore
import LessonDocument
import LessonProgram

/// Writes the code of a text that is being edited, for tools that answer questions about places in it. The text and the
/// code may have errors.
package struct WriteEditablePrograms: ReaderTask {
  package let source: LessonSource
  /// The settings of a document; `nil` for lessons.
  package let rules: ProjectSettings.Documents?

  package init(source: LessonSource, rules: ProjectSettings.Documents?) {
    self.source = source
    self.rules = rules
  }

  /// One program of a lesson, any number of a document.
  package struct Result: Codable, Hashable, Sendable {
    package var programs: [EditableProgram] = []
  }

  package func perform() -> Result { Result(programs: outlines.map(EditableProgram.init)) }

  private var outlines: [LessonOutline] {
    guard let rules else { return [source.parsed.code].compactMap(\.self) }
    let document = DocumentParser.read(source.file, bytes: [UInt8](source.bytes), rules: rules)
    return document.programs.flatMap(\.withStatedCrashes.dividedAtTypes)
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool {
    result.programs.count <= DocumentParser.mostBlocks && result.programs.allSatisfy(\.isSound)
  }
}
