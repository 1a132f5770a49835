import Foundation
import LessonCore
import LessonExecution
import LessonReading

/// A program that is compiled, or whose results are known.
enum ReadyProgram: Sendable {
  /// The transcript of an earlier run, or the empty transcript of a lesson without code.
  case known(Transcript)
  /// To be run.
  case compiled(CompiledLesson, hasWarnings: Bool)

  /// Removes what was compiled, if it is still there.
  func discard() { if case .compiled(let lesson, _) = self { lesson.discard() } }
}

/// Where the results of a lesson's program come from.
enum ResultOrigin: Sendable {
  /// An earlier run.
  case cache
  /// A run for this lesson.
  case run
  /// A run for another lesson with the same program.
  case shared
}

/// Gives transcripts of programs: from the cache, or by running each program once, even if several lessons share it.
///
/// All programs are compiled before any of them runs, so that an author sees all compiler errors of all lessons before
/// the first lesson trains.
actor TranscriptSource {
  /// How far earlier results are trusted, and how often programs run.
  enum Effort: Sendable {
    /// Transcripts of earlier runs are used.
    case cached
    /// Transcripts of earlier runs are used, and nothing runs.
    case known
    /// Every program runs.
    case once
    /// Every program runs twice and must give the same results.
    case twice
  }

  /// A program before it runs.
  enum Preparation: Sendable {
    case ready(ReadyProgram, warnings: [Diagnostic])
    /// Cannot run: the diagnostics include an error.
    case wrong([Diagnostic])

    /// The diagnostics, at places in the lesson that was asked for.
    var diagnostics: [Diagnostic] {
      switch self {
      case .ready(_, let diagnostics), .wrong(let diagnostics): diagnostics
      }
    }
  }

  private let context: BuildContext
  private let effort: Effort
  private let progress: (@Sendable (LessonProgress) -> Void)?
  private let live: LiveLessons?
  private var preparing: [ProgramDigest: Task<Preparation, any Error>] = [:]
  private var running: [ProgramDigest: Task<LessonOutcome, any Error>] = [:]
  private var seconds: [ProgramDigest: Double] = [:]
  /// The programs that are going to run.
  private var compiled: Set<ProgramDigest> = []

  /// - Parameters:
  ///   - progress: Called with the progress of running lessons; by default, does nothing.
  ///   - live: Shows running lessons on their pages; `nil` where nobody sees them.
  init(
    _ context: BuildContext, _ effort: Effort, progress: (@Sendable (LessonProgress) -> Void)? = nil,
    live: LiveLessons? = nil
  ) {
    self.live = live
    self.context = context
    self.progress = progress
    self.effort = effort
  }

  // MARK: Preparing

  /// Looks a program up, or compiles it.
  func prepare(_ valid: ValidLesson) async throws -> Preparation {
    guard valid.hasCode else {
      return .ready(.known(Transcript(blocks: [], inlineValues: [])), warnings: [])
    }
    let digest = valid.digest
    guard let task = preparing[digest] else {
      let task = Task { try await lookUpOrCompile(valid) }
      preparing[digest] = task
      let preparation = try await task.valueOrCancel
      if case .ready(.compiled, _) = preparation { compiled.insert(digest) }
      return preparation
    }
    let shared = try await task.valueOrCancel
    // Each lesson gets the diagnostics of a shared program at its own lines.
    return shared.diagnostics.isEmpty ? shared : try await lookUpOrCompile(valid)
  }

  private nonisolated func lookUpOrCompile(_ valid: ValidLesson) async throws -> Preparation {
    if effort.usesEarlierRuns, let known = await context.knownTranscript(try await inputs(valid)) {
      guard known.hasWarnings, let program = try await context.reader.program(of: valid) else {
        return .ready(.known(known.transcript), warnings: [])
      }
      let warnings = try await timed(valid, context.compilerSlots) {
        try await context.runner().warnings(
          of: program, in: valid.outline, with: context.modules(of: valid).modules)
      }
      return .ready(.known(known.transcript), warnings: warnings)
    }
    return effort == .known ? .wrong([valid.unknown]) : try await compile(valid)
  }

  private nonisolated func compile(_ valid: ValidLesson) async throws -> Preparation {
    guard let program = try await context.reader.program(of: valid) else { return .wrong([]) }
    let compilation = try await timed(valid, context.compilerSlots) {
      try await context.runner().compile(
        program, of: valid.outline, with: context.modules(of: valid).modules)
    }
    return switch compilation {
    case .compiled(let compiled, let warnings):
      .ready(.compiled(compiled, hasWarnings: !warnings.isEmpty), warnings: warnings)
    case .wrong(let diagnostics): .wrong(diagnostics)
    }
  }

  // MARK: Running

  /// With how many threads a program trains. Side by side, programs do more work with one each; they are all compiled
  /// before the first of them runs.
  private var threads: Int { context.jobs > 1 && compiled.count > 1 ? 1 : 2 }

  /// The outcome of a program that is ready.
  func outcome(
    of valid: ValidLesson, _ program: ReadyProgram
  ) async throws -> (outcome: LessonOutcome, origin: ResultOrigin) {
    switch program {
    case .known(let transcript): return (try await verified(.finished(transcript), valid), .cache)
    case .compiled(var compiled, let hasWarnings):
      defer { compiled.discard() }
      compiled.threads = threads
      let digest = valid.digest
      let isShared = running[digest] != nil
      let task =
        running[digest] ?? Task { [compiled] in try await run(compiled, valid, hasWarnings: hasWarnings) }
      running[digest] = task
      let outcome = try await task.valueOrCancel
      guard outcome.diagnostics.allSatisfy({ $0.path == valid.outline.path }) else {
        return (try await verified(runAtOwnLines(valid), valid), .run)
      }
      return (try await verified(outcome, valid), isShared ? .shared : .run)
    }
  }

  /// An outcome after the comparison with the expectations in the lesson's code.
  private nonisolated func verified(
    _ outcome: LessonOutcome, _ valid: ValidLesson
  ) async throws -> LessonOutcome {
    guard case .finished(let transcript) = outcome else { return outcome }
    do {
      let drifts = try await drifts(from: valid.outline, transcript)
      return drifts.isEmpty ? outcome : .drifted(transcript, drifts)
    } catch let problem as Diagnostic {
      return .failed([problem])
    }
  }

  /// The expectations that do not hold.
  private nonisolated func drifts(
    from lesson: LessonOutline, _ transcript: Transcript
  ) async throws -> [ExpectationDrift] {
    guard !transcript.found.isEmpty else { return [] }
    let task = CheckExpectations(lesson: lesson, found: transcript.found)
    return try await context.reader.perform(task, about: lesson.path)
  }

  /// If a shared program fails, each lesson gets the failure at its own lines.
  private nonisolated func runAtOwnLines(_ valid: ValidLesson) async throws -> LessonOutcome {
    guard case .ready(.compiled(let own, _), _) = try await compile(valid) else { return .failed([]) }
    defer { own.discard() }
    return try await run(own, valid, hasWarnings: true)
  }

  /// - Returns: What the run gave, inline values in the order that programs share.
  private nonisolated func run(
    _ compiled: CompiledLesson, _ valid: ValidLesson, hasWarnings: Bool
  ) async throws -> LessonOutcome {
    let runner = try await context.runner()
    let data = context.data.paths(valid.outline.frontMatter.requires)
    let trainings =
      effort == .cached ? try context.trainings(of: compiled.lesson, await context.conditions) : nil
    if let trainings { await context.fetch(trainings, of: compiled.lesson) }
    let before = trainings?.names ?? []
    let observe = progress.map { LessonProgress.observer(of: compiled.lesson, $0) }
    let run = { @Sendable (observe: Observer?) in
      try await self.timed(valid, self.context.slots) {
        try await runner.run(compiled, data: data, trainings: trainings, observe: observe)
      }
    }
    var outcome = try await shown(valid, observe, run)
    if effort == .twice, case .finished(let first) = outcome {
      let again = try await run(observe)
      let differences = try await differences(first, again, compiled.lesson)
      if !differences.isEmpty { outcome = .unstable(first, differences) }
    }
    switch outcome {
    case .failed, .stopped, .refuted, .drifted: return outcome
    case .finished(let transcript), .unstable(let transcript, _):
      let problems = try await passedText(compiled.lesson, transcript)
      guard problems.isEmpty else { return .failed(problems) }
      context.keep(
        KnownTranscript(transcript: transcript, hasWarnings: hasWarnings), for: try await inputs(valid))
      if let trainings { await context.share(trainings, of: compiled.lesson, besides: before) }
      return outcome
    }
  }

  // MARK: Time

  /// The seconds for which compilers and the program of a lesson ran; `nil` if none did. They are told once, so that a
  /// program that lessons share counts for the first of them.
  func takeSeconds(of valid: ValidLesson) -> Double? { seconds.removeValue(forKey: valid.digest) }

  private func add(_ time: Duration, to digest: ProgramDigest) {
    seconds[digest, default: 0] += time / .seconds(1)
  }

  /// Does work that waits for its turn, and counts the time from then on.
  private nonisolated func timed<Result: Sendable>(
    _ valid: ValidLesson, _ slots: AsyncSemaphore, _ work: @Sendable () async throws -> Result
  ) async throws -> Result {
    try await slots.withPermit {
      let begin = ContinuousClock.now
      let result = try await work()
      await add(.now - begin, to: valid.digest)
      return result
    }
  }

  // MARK: While it runs

  private typealias Observer = @Sendable (LessonActivity) -> Void

  /// Runs a lesson, and shows it on its page meanwhile if somebody sees it.
  private nonisolated func shown(
    _ valid: ValidLesson, _ observe: Observer?,
    _ run: @escaping @Sendable (Observer?) async throws -> LessonOutcome
  ) async throws -> LessonOutcome {
    guard let live else { return try await run(observe) }
    return try await live.run(valid.source, blocks: valid.outline.blocks.count, context.reader) { show in
      try await run { activity in
        observe?(activity)
        show(activity)
      }
    }
  }

  private nonisolated func differences(
    _ first: Transcript, _ again: LessonOutcome, _ lesson: LessonOutline
  ) async throws -> [Diagnostic] {
    guard case .finished(let second) = again else { return again.diagnostics }
    let task = CompareResults(lesson: lesson, old: first, new: second, occasion: .twoRuns)
    do {
      let known = try await drifts(from: lesson, first)
      let new = try await drifts(from: lesson, second).filter { !known.contains($0) }
      return try await context.reader.perform(task, about: lesson.path).diagnostics
        + new.map(\.diagnostic.inSecondRun)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }

  /// What is wrong with text that blocks printed for the page.
  private nonisolated func passedText(
    _ lesson: LessonOutline, _ transcript: Transcript
  ) async throws -> [Diagnostic] {
    guard lesson.blocks.contains(where: \.options.passesThrough) else { return [] }
    do {
      return try await context.reader.perform(
        CheckPassedText(lesson: lesson, transcript: transcript), about: lesson.path)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }

  private nonisolated func inputs(_ valid: ValidLesson) async throws -> ResultInputs {
    // Without a compiler, cached results are not used either.
    _ = try await context.runner()
    return await context.inputs(valid)
  }
}

extension TranscriptSource.Effort {
  /// Whether results of earlier runs count.
  var usesEarlierRuns: Bool { self == .cached || self == .known }
}

extension ValidLesson {
  /// The error where nothing may run.
  fileprivate var unknown: Diagnostic {
    Diagnostic(
      path: outline.path, at: nil,
      "no shard has its results: all need the same lessons, data, program and compiler, and machines of the same class"
    )
  }
}

extension Task where Failure == any Error {
  /// The value of the task, which is cancelled if the waiting task is cancelled.
  fileprivate var valueOrCancel: Success {
    get async throws {
      try await withTaskCancellationHandler {
        try await value
      } onCancel: {
        cancel()
      }
    }
  }
}

extension Diagnostic {
  /// The message about an expectation that held in the first of two runs.
  fileprivate var inSecondRun: Diagnostic {
    var diagnostic = self
    diagnostic.message = "in the second of two runs, \(message)"
    return diagnostic
  }
}
