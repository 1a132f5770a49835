import Foundation
import LessonCore
import LessonStorage

/// An attempt at an exercise as a runnable shared object in its own folder.
struct CompiledAttempt: Sendable {
  let attempt: WrittenProgram.Attempt
  let object: String
  let folder: TemporaryFolder
}

extension LessonRunner {
  /// Compiles the attempts at exercises.
  ///
  /// One that the compiler refuses because of the starter, or of what the check asks of it, has failed as it must.
  ///
  /// - Returns: The attempts that compile, and errors at attempts of which nothing is known.
  func compileAttempts(
    of program: WrittenProgram, _ lesson: LessonOutline, with modules: LessonModules,
    within budget: CompilerBudget
  ) async throws -> (compiled: [CompiledAttempt], diagnostics: [Diagnostic]) {
    var compiled: [CompiledAttempt] = []
    for attempt in program.attempts {
      let folder = try TemporaryFolder()
      do {
        try modules.place(in: folder.url)
        let built = try await compiler.build(
          attempt.source, with: modules, in: folder.url, optimized: lesson.frontMatter.optimize,
          withLibraries: !program.foreignImports.isEmpty, within: budget)
        if let object = built.object {
          compiled.append(CompiledAttempt(attempt: attempt, object: object, folder: folder))
          continue
        }
        folder.remove()
        if let problem = lesson.problem(with: attempt, refusedBy: built.diagnostics, within: budget) {
          return (compiled, [problem])
        }
      } catch {
        folder.remove()
        for attempt in compiled { attempt.folder.remove() }
        throw error
      }
    }
    return (compiled, [])
  }

  /// Errors at attempts of which compiling says nothing, without making programs of them.
  func checkAttempts(
    of program: WrittenProgram, _ lesson: LessonOutline, with modules: LessonModules, in folder: URL,
    within budget: CompilerBudget
  ) async throws -> [Diagnostic] {
    for (index, attempt) in program.attempts.enumerated() {
      let found = try await compiler.check(
        attempt.source, with: modules, in: folder, name: "attempt\(index)", within: budget)
      guard found.contains(where: { $0.severity == .error }) else { continue }
      if let problem = lesson.problem(with: attempt, refusedBy: found, within: budget) { return [problem] }
    }
    return []
  }

  /// Runs the attempts at the exercises of a lesson.
  ///
  /// - Returns: An error for each that does not fail.
  func problemsOfAttempts(
    at compiled: CompiledLesson, data: [String: String], trainings: TrainingCache?
  ) async throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for attempt in compiled.attempts {
      let process = try await process(
        of: attempt.object, in: attempt.folder, compiled, data: data, trainings: trainings, observe: nil)
      switch AttemptVerdict(of: process, from: attempt.attempt.starter) {
      case .fails: break
      case .passes: problems.append(compiled.lesson.passed(attempt.attempt))
      case .unknown(let reason):
        problems.append(
          compiled.lesson.unproved(attempt.attempt, because: compiled.lesson.kind.named(reason)))
      }
    }
    return problems
  }
}

extension LessonOutline {
  /// What is wrong with an attempt that does not compile; `nil` if that is the exercise's own.
  fileprivate func problem(
    with attempt: WrittenProgram.Attempt, refusedBy diagnostics: [Diagnostic], within budget: CompilerBudget
  ) -> Diagnostic? {
    let errors = diagnostics.filter { $0.severity == .error }
    guard !errors.contains(where: { isOfExercise($0, attempt) }) else { return nil }
    return unproved(
      attempt,
      because: budget.isSpent ? budget.whySpent : errors.first?.message ?? "the compiler says nothing")
  }

  /// Whether a diagnostic is about the code of an exercise.
  fileprivate func isOfExercise(_ diagnostic: Diagnostic, _ attempt: WrittenProgram.Attempt) -> Bool {
    guard let line = diagnostic.range?.lowerBound.line else { return false }
    return [attempt.starter, attempt.check].contains { index in
      (blocks[index].fence.lowerBound.line...blocks[index].lastLine).contains(line)
    }
  }

  /// The error of a check that the starter passes.
  fileprivate func passed(_ attempt: WrittenProgram.Attempt) -> Diagnostic {
    let starter = Diagnostic.Note(
      "the starter is here", path: path, at: blocks[attempt.starter].fence.lowerBound)
    return Diagnostic(
      path: path, at: blocks[attempt.check].fence,
      "the starter already passes this check, so it does not tell whether the exercise is solved",
      notes: [starter])
  }

  /// The error of an attempt that neither passes nor fails.
  fileprivate func unproved(_ attempt: WrittenProgram.Attempt, because reason: String) -> Diagnostic {
    Diagnostic(
      path: path, at: blocks[attempt.starter].fence,
      "with this starter the check has to fail, by a claim, a trap, an error or the compiler's refusal: \(reason)"
    )
  }
}
