import Foundation
import LessonCore
import LessonReading

/// A lesson that was read without an error, and what names its program.
struct PreparedLesson: Sendable {
  let source: LessonSource
  let lesson: LessonOutline
  let digest: ProgramDigest
  /// The program, if the code had to be read for its digest.
  let program: WrittenProgram?

  /// Whether there is anything to run.
  var hasCode: Bool { !lesson.blocks.isEmpty || !lesson.inlineExpressions.isEmpty }

  /// `nil` when an error is among what was found.
  init?(_ source: LessonSource, _ reading: Reading) {
    guard let lesson = reading.lesson, let digest = reading.digest else { return nil }
    self.source = source
    self.lesson = lesson
    self.digest = digest
    program = reading.program
  }
}

extension LessonOutline {
  /// Says which data the lesson requires that cannot be taken as it is.
  func refusedData(in data: DataFolder) -> Diagnostic? {
    let problems = frontMatter.requires.compactMap(data.problem(with:))
    return problems.isEmpty ? nil : Diagnostic(path: path, at: nil, problems.joined(separator: "; "))
  }

  /// Says which data the lesson requires that is not there.
  func missingData(in data: DataFolder) -> Diagnostic? {
    let missing = data.missing(frontMatter.requires)
    guard !missing.isEmpty else { return nil }
    let places = missing.map { "'\(data.description(of: $0))'" }.joined(separator: " and ")
    return Diagnostic(
      .note, path: path, at: nil,
      "not run: it requires \(missing.joined(separator: ", ")), and there is no \(places)")
  }
}
