import LessonCore
import LessonDisplay

/// Compiles lessons' programs and runs them. `LessonRunner` does so in processes.
package protocol ProgramRunner: Sendable {
  /// Identifies the compiler; compilers whose results may differ have different identities.
  var compilerIdentity: String { get }

  /// Compiles a lesson's program with modules of the project; nothing runs.
  func compile(
    _ program: WrittenProgram, of lesson: LessonOutline, with modules: LessonModules
  ) async throws -> Compilation

  /// What the compiler says of a program that is not going to run.
  func diagnostics(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic]

  /// The compiler's warnings about a program that it has compiled before.
  func warnings(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic]

  /// Runs a compiled lesson.
  ///
  /// - Parameters:
  ///   - data: Files and folders that the lesson finds as `data/NAME`, by name.
  ///   - trainings: The cached results of trainings; `nil` to compute all.
  ///   - observe: Called as the process begins, and for every event as it arrives.
  func run(
    _ compiled: CompiledLesson, data: [String: String], trainings: TrainingCache?,
    observe: (@Sendable (LessonActivity) -> Void)?
  ) async throws -> LessonOutcome

  /// Runs a compiled lesson in which a reader's code is in the place of an exercise's solution.
  ///
  /// - Parameters:
  ///   - starter: The index of the block that has the reader's code.
  ///   - data: Files and folders that the lesson finds as `data/NAME`, by name.
  ///   - trainings: The cached results of trainings; `nil` to compute all.
  func attempt(
    _ compiled: CompiledLesson, from starter: Int, data: [String: String], trainings: TrainingCache?
  ) async throws -> AttemptOutcome
}

extension ProgramRunner {
  package func diagnostics(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic] {
    switch try await compile(program, of: lesson, with: modules) {
    case .compiled(let compiled, let warnings):
      compiled.discard()
      return warnings
    case .wrong(let diagnostics): return diagnostics
    }
  }
}

/// The result of compiling a program.
package enum Compilation: Sendable {
  case compiled(CompiledLesson, warnings: [Diagnostic])
  /// The diagnostics include an error.
  case wrong([Diagnostic])
}

/// The outcome of running a program.
package enum LessonOutcome: Sendable {
  /// It ran to its end, and all its claims hold.
  case finished(Transcript)
  /// It finished twice with different results; the transcript is that of the first run.
  case unstable(Transcript, [Diagnostic])
  /// It ran to its end, but some of its claims do not hold, so no page is made.
  case refuted(Transcript, [Diagnostic])
  /// It ran to its end, but expectations in its code do not hold, so no page is made.
  case drifted(Transcript, [ExpectationDrift])
  /// An error stopped it before its end.
  case failed([Diagnostic])
  /// Whoever sees it run has stopped it.
  case stopped

  /// What the lesson gave; `nil` if it did not reach its end.
  package var transcript: Transcript? {
    switch self {
    case .finished(let transcript), .unstable(let transcript, _), .refuted(let transcript, _),
      .drifted(let transcript, _):
      transcript
    case .failed, .stopped: nil
    }
  }

  /// Errors at places of the lesson.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .finished, .stopped: []
    case .drifted(_, let drifts): drifts.map(\.diagnostic)
    case .unstable(_, let diagnostics), .refuted(_, let diagnostics), .failed(let diagnostics): diagnostics
    }
  }
}
