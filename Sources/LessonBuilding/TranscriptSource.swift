import Foundation
import LessonCore
import LessonExecution
import LessonReading

/// Gives transcripts of programs: from the cache, or by running each program once, however many lessons share it.
///
/// All programs are compiled before any of them runs, so that an author reads all that is wrong with the code of all
/// lessons before one of them trains.
actor TranscriptSource {
  /// A program before it runs.
  struct Ready: Sendable {
    enum State: Sendable {
      /// What an earlier run gave.
      case known(Transcript)
      /// To be run.
      case compiled(CompiledLesson)
      /// Not to be run: an error is among the diagnostics.
      case wrong
    }

    let state: State
    /// At the places of the lesson that was asked for.
    var diagnostics: [Diagnostic] = []

    /// Removes what was compiled, if it is still there.
    func discard() { if case .compiled(let lesson) = state { lesson.discard() } }
  }

  /// A transcript and how it was come by.
  struct Found: Sendable {
    enum Origin: Sendable {
      case cache, run
      /// Run for another lesson with the same program.
      case shared
    }

    /// `nil` when an error is among the diagnostics.
    var transcript: Transcript?
    var diagnostics: [Diagnostic] = []
    /// What the program gave although claims of it do not hold.
    var doubtful: Transcript?
    var origin = Origin.run

    init() {}

    init(known transcript: Transcript) {
      self.transcript = transcript
      origin = .cache
    }

    init(_ outcome: LessonRunner.Outcome, _ origin: Origin) {
      transcript = outcome.transcript
      diagnostics = outcome.diagnostics
      doubtful = outcome.doubtful
      self.origin = origin
    }
  }

  /// How much is believed and how much is tried.
  enum Effort: Sendable {
    /// Transcripts of earlier runs are used.
    case cached
    /// Every program runs.
    case once
    /// Every program runs twice and must give the same both times.
    case twice
  }

  private let workshop: Workshop
  private let effort: Effort
  private let progress: (@Sendable (LessonProgress) -> Void)?
  private var compiling: [ProgramDigest: Task<Ready, any Error>] = [:]
  private var running: [ProgramDigest: Task<LessonRunner.Outcome, any Error>] = [:]

  /// - Parameter progress: Is told how far running lessons have come; nobody by default.
  init(
    _ workshop: Workshop, _ effort: Effort, progress: (@Sendable (LessonProgress) -> Void)? = nil
  ) {
    self.workshop = workshop
    self.progress = progress
    self.effort = effort
  }

  /// Both steps at once, for one lesson.
  func transcript(of prepared: PreparedLesson) async throws -> Found {
    let ready = try await ready(prepared)
    var found = try await transcript(of: prepared, ready)
    found.diagnostics = ready.diagnostics + found.diagnostics
    return found
  }

  // MARK: Before anything runs

  /// Looks a program up, or compiles it.
  func ready(_ prepared: PreparedLesson) async throws -> Ready {
    guard prepared.hasCode else { return Ready(state: .known(Transcript(blocks: [], inlineValues: []))) }
    let digest = prepared.digest
    guard let task = compiling[digest] else {
      let task = Task { try await lookUpOrCompile(prepared) }
      compiling[digest] = task
      return try await task.valueOrCancel
    }
    let shared = try await task.valueOrCancel
    // What is said of a shared program, each lesson is told at its own lines.
    return shared.diagnostics.isEmpty ? shared : try await lookUpOrCompile(prepared)
  }

  private nonisolated func lookUpOrCompile(_ prepared: PreparedLesson) async throws -> Ready {
    if effort == .cached, let known = try await workshop.transcripts.entry(for: inputs(prepared)) {
      guard known.hasWarnings, let program = try await workshop.room.program(of: prepared) else {
        return Ready(state: .known(known.transcript))
      }
      let warnings = try await workshop.slots.withPermit {
        try await runner().warnings(of: program, in: prepared.lesson)
      }
      return Ready(state: .known(known.transcript), diagnostics: warnings)
    }
    return try await compile(prepared)
  }

  private nonisolated func compile(_ prepared: PreparedLesson) async throws -> Ready {
    guard let program = try await workshop.room.program(of: prepared) else { return Ready(state: .wrong) }
    let (compiled, diagnostics) = try await workshop.slots.withPermit {
      try await runner().compile(program, of: prepared.lesson)
    }
    return Ready(state: compiled.map(Ready.State.compiled) ?? .wrong, diagnostics: diagnostics)
  }

  // MARK: Running

  /// The transcript of a program that is ready.
  func transcript(of prepared: PreparedLesson, _ ready: Ready) async throws -> Found {
    switch ready.state {
    case .wrong: return Found()
    case .known(let transcript):
      return Found(known: transcript)
    case .compiled(let compiled):
      defer { compiled.discard() }
      let digest = prepared.digest
      let isShared = running[digest] != nil
      let task =
        running[digest]
        ?? Task { try await run(compiled, prepared, hasWarnings: !ready.diagnostics.isEmpty) }
      running[digest] = task
      let outcome = try await task.valueOrCancel
      guard outcome.diagnostics.allSatisfy({ $0.path == prepared.lesson.path }) else {
        return try await runAtOwnLines(prepared)
      }
      return Found(outcome, isShared ? .shared : .run)
    }
  }

  /// Where a shared program fails, each lesson is told of it at its own lines.
  private nonisolated func runAtOwnLines(_ prepared: PreparedLesson) async throws -> Found {
    guard case .compiled(let own) = try await compile(prepared).state else { return Found() }
    defer { own.discard() }
    return Found(try await run(own, prepared, hasWarnings: true), .run)
  }

  /// - Returns: what the run gave, inline values in the order that programs share.
  private nonisolated func run(
    _ compiled: CompiledLesson, _ prepared: PreparedLesson, hasWarnings: Bool
  ) async throws -> LessonRunner.Outcome {
    let runner = try await runner()
    let data = workshop.data.folders(prepared.lesson.frontMatter.requires)
    let trainings =
      effort == .cached ? try workshop.trainings(of: compiled.lesson, await workshop.conditions) : nil
    let observe = progress.map { LessonProgress.observer(of: compiled.lesson, $0) }
    let run = { @Sendable in
      try await runner.run(compiled, data: data, trainings: trainings, observe: observe)
    }
    var outcome = try await workshop.slots.withPermit(run)
    if effort == .twice, let first = outcome.transcript {
      let again = try await workshop.slots.withPermit(run)
      outcome = .init(transcript: first, diagnostics: try await differences(first, again, compiled.lesson))
    }
    if let transcript = outcome.transcript {
      let problems = try await passedText(compiled.lesson, transcript)
      if !problems.isEmpty { return .init(transcript: nil, diagnostics: problems) }
    }
    let transcript = outcome.transcript
    if let transcript {
      try workshop.transcripts.store(
        .init(transcript: transcript, hasWarnings: hasWarnings), for: try await inputs(prepared))
    }
    return .init(transcript: transcript, diagnostics: outcome.diagnostics, doubtful: outcome.doubtful)
  }

  private nonisolated func differences(
    _ first: Transcript, _ again: LessonRunner.Outcome, _ lesson: LessonOutline
  ) async throws -> [Diagnostic] {
    guard let second = again.transcript else { return again.diagnostics }
    let task = CompareResults(lesson: lesson, old: first, new: second, occasion: .twoRuns)
    do {
      return try await workshop.room.reader.perform(task, about: lesson.path).diagnostics
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
      return try await workshop.room.reader.perform(
        CheckPassedText(lesson: lesson, transcript: transcript), about: lesson.path)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }

  private nonisolated func inputs(_ prepared: PreparedLesson) async throws -> ResultInputs {
    // Without a compiler nothing is known either.
    _ = try await workshop.compiler()
    return await workshop.inputs(prepared)
  }

  private nonisolated func runner() async throws -> LessonRunner {
    LessonRunner(
      compiler: try await workshop.compiler(), host: try LessonHostFile.current(),
      maxTimeout: workshop.maxTimeout)
  }
}

extension Task where Failure == any Error {
  /// The value of a task that is cancelled with whoever waits for it.
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
