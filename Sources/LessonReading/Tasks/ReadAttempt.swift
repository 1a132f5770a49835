import LessonCore
import LessonDocument
import LessonProgram

/// Reads a lesson in which a reader's code is in the place of an exercise's solution.
package struct ReadAttempt: ReaderTask {
  package let source: LessonSource
  /// The name of the exercise.
  package let exercise: String
  /// The reader's code.
  package let code: String

  package init(source: LessonSource, exercise: String, code: String) {
    self.source = source
    self.exercise = exercise
    self.code = code
  }

  /// What was read.
  package struct Result: Codable, Sendable {
    /// The lesson with the reader's code; `nil` if it has errors of its own, or no such exercise.
    package var lesson: LessonOutline?
    /// The index of the block that has the reader's code.
    package var starter = 0
    /// The program, which ends after the check; `nil` if the code has errors.
    package var program: WrittenProgram?
    /// What the code mentions of other modules; `nil` if it has errors.
    package var use: CodeUse?
    package var diagnostics: [Diagnostic] = []

    /// The index of the check's block.
    package var check: Int { starter + 2 }
  }

  package func perform() -> Result {
    guard let lesson = source.parsed.lesson?.outline, let starter = lesson.starter(of: exercise) else {
      return Result()
    }
    let attempted = lesson.attempting(starter, with: code)
    let made = Program.make(from: attempted)
    var result = Result(lesson: attempted, starter: starter.index, diagnostics: made.diagnostics)
    do {
      result.program = try made.program?.attempt(endingAfter: result.check)
      result.use = made.program?.use
    } catch {
      result.diagnostics.append(error)
    }
    return result
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool {
    guard let lesson = result.lesson else { return result.program == nil }
    return lesson.isOf(source.file) && lesson.isInOrder && lesson.frontMatter.isInBounds
      && lesson.blocks.indices.contains(result.check)
      && (result.program == nil) == (result.use == nil)
      && result.program.map { lesson.canAttempt($0, until: result.check) } != false
  }
}
