import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// The exercises of lessons, and readers' attempts at them. An attempt changes no file of the project, no page and no
/// record.
package struct ExerciseAttempts: Sendable {
  private let context: BuildContext
  private let library: @Sendable () throws -> LessonLibrary
  private let modules: FirstModules

  /// - Parameters:
  ///   - context: The context of the builds, whose slots attempts share.
  ///   - library: The lessons as they are at the time of an attempt.
  package init(_ context: BuildContext, library: @escaping @Sendable () throws -> LessonLibrary) {
    self.context = context
    self.library = library
    modules = FirstModules(context)
  }

  /// An exercise of a lesson.
  package struct Exercise: Codable, Sendable, Hashable {
    package let name: String
    /// The code with which readers begin.
    package let code: String
  }

  /// What a reader hands in.
  package struct Attempt: Codable, Sendable, Hashable {
    /// The name of the exercise.
    package let exercise: String
    package let code: String

    package init(exercise: String, code: String) {
      self.exercise = exercise
      self.code = code
    }
  }

  /// The exercises of a page's lesson, in the order of the text; `nil` if there is no such lesson.
  ///
  /// - Parameter page: The page's place in the output, without an extension.
  package func exercises(ofPage page: String) async throws -> [Exercise]? {
    guard let source = try source(ofPage: page) else { return nil }
    let reading = try await context.reader.read(source, nil, isFresh: false)
    return (reading.lesson?.starters ?? []).filter(\.options.showsCode).compactMap { starter in
      starter.options.exercise.map { Exercise(name: $0.name, code: starter.code) }
    }
  }

  /// Runs the lesson's program with a reader's code, and the check after it.
  ///
  /// - Parameters:
  ///   - page: The page's place in the output, without an extension.
  ///   - begins: Called when the attempt has waited for its turn.
  /// - Throws: `UsageFailure` or the `Diagnostic` of an attempt that cannot be made.
  package func result(
    of attempt: Attempt, onPage page: String, begins: @escaping @Sendable () -> Void
  ) async throws -> AttemptResult {
    guard attempt.code.utf8.count <= AttemptLines.mostBytes else {
      throw UsageFailure("this code is longer than \(AttemptLines.mostBytes >> 10) KB")
    }
    guard let source = try source(ofPage: page) else {
      throw UsageFailure("there is no lesson of this page any more")
    }
    let task = ReadAttempt(source: source, exercise: attempt.exercise, code: attempt.code)
    let reading = try await context.reader.perform(task, about: source.file.path)
    guard let lesson = reading.lesson else {
      throw UsageFailure("the lesson has no exercise '\(attempt.exercise)' now, or its text has an error")
    }
    guard let program = reading.program, let use = reading.use else {
      return AttemptResult(refused: reading.diagnostics, in: lesson, check: reading.check)
    }
    if let missing = lesson.refusedData(in: context.data) ?? lesson.missingData(in: context.data) {
      throw missing
    }
    try await modules.make()
    let made = try await context.slots.withPermit {
      // Other runs may have taken their time.
      try Task.checkCancellation()
      begins()
      return try await outcome(of: program, use, lesson, from: reading.starter)
    }
    switch made {
    case .wrong(let diagnostics):
      return AttemptResult(refused: diagnostics, in: lesson, check: reading.check)
    case .ran(let outcome, let warnings):
      let results = outcome.transcript.only(reading.starter)
      let rendering = RenderAttempt(source: source, exercise: attempt.exercise, transcript: results)
      let html = try await context.reader.perform(rendering, about: source.file.path)
      return AttemptResult(outcome, warnings, html, in: lesson, check: reading.check)
    }
  }

  private enum Made {
    case wrong([Diagnostic])
    case ran(AttemptOutcome, warnings: [Diagnostic])
  }

  private func outcome(
    of program: WrittenProgram, _ use: CodeUse, _ lesson: LessonOutline, from starter: Int
  ) async throws -> Made {
    let runner = try await context.runner()
    let compilation = try await runner.compile(
      program, of: lesson, with: context.modules(for: use).modules)
    switch compilation {
    case .wrong(let diagnostics): return .wrong(diagnostics)
    case .compiled(let compiled, let warnings):
      defer { compiled.discard() }
      var trainings = try context.trainings(of: lesson, await context.conditions)
      // What a reader's code computes must not become a result of the lesson.
      trainings?.isReadOnly = true
      let outcome = try await runner.attempt(
        compiled, from: starter, data: context.data.paths(lesson.frontMatter.requires), trainings: trainings)
      return .ran(outcome, warnings: warnings)
    }
  }

  private func source(ofPage page: String) throws -> LessonSource? {
    let library = try library()
    return library.files.first { $0.page == page }.flatMap { library.source(of: $0, LessonBytes($0)) }
  }
}

/// Makes the modules of the project before the first attempt; later, builds do.
private actor FirstModules {
  private let context: BuildContext
  private var task: Task<[Diagnostic], any Error>?

  init(_ context: BuildContext) { self.context = context }

  func make() async throws {
    let task = task ?? Task { [context] in try await context.refreshModules() }
    self.task = task
    _ = try await task.value
    guard await context.hasModules else {
      throw UsageFailure("the Swift files that lessons share have an error, which their author sees")
    }
  }
}

extension Transcript {
  /// The results of one block.
  fileprivate func only(_ block: Int) -> Transcript {
    let own = blocks.enumerated().map { $0.offset == block ? $0.element : BlockTranscript() }
    return Transcript(blocks: own, inlineValues: inlineValues)
  }
}
