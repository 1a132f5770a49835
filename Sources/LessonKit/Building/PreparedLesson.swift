import Foundation

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

/// The bytes of a lesson's file.
struct LessonBytes: Sendable {
  /// `nil` when the file cannot be read.
  let bytes: [UInt8]?
  /// Why not.
  private let failure: FileFailure?

  init(_ file: LessonFile) {
    do throws(FileFailure) {
      // One byte more than may be, for the parser to refuse.
      bytes = [UInt8](try file.read(atMost: LessonParser.mostBytes + 1))
      failure = nil
    } catch {
      bytes = nil
      failure = error
    }
  }

  /// Says that the file cannot be read, and why.
  func problem(with file: LessonFile) -> Diagnostic {
    Diagnostic(path: file.path, at: nil, "the file cannot be read: \(failure?.reason ?? "")")
  }

  /// The lines of the file, for excerpts.
  var lines: [String] { bytes.map { Array(SourceText(String(decoding: $0, as: UTF8.self)).lines) } ?? [] }
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
