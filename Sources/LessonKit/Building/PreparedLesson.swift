import Foundation

/// A lesson that was read, and its program.
struct PreparedLesson: Sendable {
  let lesson: Lesson
  let program: Program
}

/// What came of one stage for one lesson.
struct Prepared: Sendable {
  /// `nil` when an error is among the diagnostics.
  let lesson: PreparedLesson?
  let diagnostics: [Diagnostic]
  /// The lines of the file, for excerpts.
  let lines: [String]

  /// Reads a lesson's file and its blocks.
  init(_ file: LessonFile) {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
    } catch {
      lesson = nil
      diagnostics = [Diagnostic(path: file.path, at: nil, "the file cannot be read")]
      lines = []
      return
    }
    let parsed = Lesson.parse(path: file.path, bytes: bytes, language: file.language, name: file.name)
    lines = parsed.lesson?.source.lines ?? SourceText(String(decoding: bytes, as: UTF8.self)).lines
    guard let lesson = parsed.lesson else {
      self.lesson = nil
      diagnostics = parsed.diagnostics
      return
    }
    let made = Program.make(from: lesson)
    self.lesson = made.program.map { PreparedLesson(lesson: lesson, program: $0) }
    diagnostics = parsed.diagnostics + made.diagnostics
  }
}
