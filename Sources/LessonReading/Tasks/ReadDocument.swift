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
    /// The programs, in the order of their first blocks; empty if the text cannot be read.
    package var programs: [Reading] = []
    /// The comments that read as stated results, in the order of the text.
    package var stated: [StatedComment] = []
    /// Diagnostics of the text.
    package var diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    let document = DocumentParser.read(
      source.file, bytes: [UInt8](source.bytes), rules: rules)
    return Result(
      programs: document.programs.flatMap(\.withStatedCrashes.dividedAtTypes).map(Reading.init),
      stated: stated(in: document.programs), diagnostics: document.diagnostics)
  }

  /// The most comments that are listed.
  private static let mostStated = 10_000

  private func stated(in programs: [LessonOutline]) -> [StatedComment] {
    let all = programs.flatMap(\.blocks).flatMap { block in
      ReaderStage.swift.begin(line: block.fence.lowerBound.line)
      return StatedComment.all(in: block, path: source.file.path, valueComments: rules.valueComments)
    }
    return Array(all.sorted { $0.place.lowerBound < $1.place.lowerBound }.prefix(Self.mostStated))
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool {
    result.programs.count <= DocumentParser.mostBlocks
      && result.programs.allSatisfy { $0.isOfDocument && $0.lesson?.isOf(source.file) == true }
      && result.stated.count <= Self.mostStated
      && result.stated.allSatisfy { $0.text.count <= StatedComment.mostText }
  }
}
