import LessonCore
import LessonDisplay

/// What compiles lessons' programs and runs them. `LessonRunner` does so in processes.
package protocol ProgramRunner: Sendable {
  /// Tells the compiler from others that may give other results.
  var compilerIdentity: String { get }

  /// Compiles a lesson's program; nothing runs.
  func compile(_ program: WrittenProgram, of lesson: LessonOutline) async throws -> Compilation

  /// What the compiler warns of in a program that it has compiled before.
  func warnings(of program: WrittenProgram, in lesson: LessonOutline) async throws -> [Diagnostic]

  /// Runs a compiled lesson.
  ///
  /// - Parameters:
  ///   - data: Folders that the lesson finds as `data/NAME`, by name.
  ///   - trainings: What trainings of earlier runs gave; `nil` to compute all.
  ///   - observe: Is told of every event as it comes.
  func run(
    _ compiled: CompiledLesson, data: [String: String], trainings: TrainingCache?,
    observe: (@Sendable (LessonEvent) -> Void)?
  ) async throws -> LessonOutcome
}

/// What compiling a program gave.
package enum Compilation: Sendable {
  case compiled(CompiledLesson, warnings: [Diagnostic])
  /// There is an error among the diagnostics.
  case wrong([Diagnostic])
}

/// What running a program gave.
package enum LessonOutcome: Sendable {
  /// It came to its end, and all its claims hold.
  case finished(Transcript)
  /// It did so twice with different results; the transcript is that of the first run.
  case unstable(Transcript, [Diagnostic])
  /// It came to its end, but claims of it do not hold, so no page is made of it.
  case refuted(Transcript, [Diagnostic])
  /// An error kept it from its end.
  case failed([Diagnostic])

  /// Errors at places of the lesson.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .finished: []
    case .unstable(_, let diagnostics), .refuted(_, let diagnostics), .failed(let diagnostics): diagnostics
    }
  }
}
