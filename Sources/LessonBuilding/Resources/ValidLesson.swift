import Foundation
import LessonCore
import LessonReading

/// A lesson whose text and code were read without an error.
struct ValidLesson: Sendable {
  let source: LessonSource
  let reading: Reading
  /// Its settings and code.
  let outline: LessonOutline
  /// The digest of its program.
  let digest: ProgramDigest
  /// What the code mentions of other modules.
  let use: CodeUse

  /// Whether there is anything to run.
  var hasCode: Bool { !outline.blocks.isEmpty || !outline.inlineExpressions.isEmpty }

  /// `nil` when an error is among what was found.
  init?(_ source: LessonSource, _ reading: Reading) {
    guard let outline = reading.lesson, let digest = reading.digest, let use = reading.use else {
      return nil
    }
    self.source = source
    self.reading = reading
    self.outline = outline
    self.digest = digest
    self.use = use
  }
}

extension LessonOutline {
  /// An error that names required data that exists but cannot be used.
  func refusedData(in data: DataFolder) -> Diagnostic? {
    let problems = frontMatter.requires.compactMap(data.problem(with:))
    return problems.isEmpty ? nil : Diagnostic(path: path, at: nil, problems.joined(separator: "; "))
  }

  /// A diagnostic that names required data that is missing.
  ///
  /// - Parameter consequence: What follows, if that is an error: the rest of a sentence.
  func missingData(in data: DataFolder, _ consequence: String? = nil) -> Diagnostic? {
    let missing = data.missing(frontMatter.requires)
    guard !missing.isEmpty else { return nil }
    let places = missing.map { "'\(data.description(of: $0))'" }.joined(separator: " and ")
    return Diagnostic(
      consequence == nil ? .note : .error, path: path, at: nil,
      "not run: it requires \(missing.joined(separator: ", ")), and there is no \(places)\(consequence ?? "")"
        + data.advice(for: missing))
  }
}
