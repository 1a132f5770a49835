import Foundation
import LessonTestSupport
import Synchronization

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDisplay
@testable import LessonExecution
@testable import LessonReading
@testable import LessonStorage

/// Reads lessons in this process, which is quick, and safe for the lessons of tests.
final class InProcessReader: ReaderTaskPerformer {
  private let read = Mutex<[String]>([])

  func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws -> Task.Result {
    if task is ReadLesson { read.withLock { $0.append(name(path)) } }
    return try task.perform()
  }

  /// The lessons that were read since the last call, sorted.
  func takeRead() -> [String] {
    read.withLock { read in
      defer { read = [] }
      return read.sorted()
    }
  }
}

/// Compiles nothing and runs nothing: what code gives is decided by words in it.
///
/// `wrong` does not compile, `warned` has a warning, `crash` fails, `refuted` makes a claim that does not hold, `drift` gives
/// another number each time, `wait` takes until it is cancelled, `broken` breaks the runner, `gated` begins its second block and
/// goes on when the gate is opened, `meet` is compiled when another one is. All other code prints `value`.
final class TestRunner: ProgramRunner {
  let compilerIdentity: String
  let value: String
  private let state = Mutex(State())
  private let gate = AsyncStream.makeStream(of: Void.self)

  /// Lets a `gated` lesson go on.
  func openGate() { gate.continuation.yield() }

  private func begin(_ observe: (@Sendable (LessonActivity) -> Void)?) async throws {
    observe?(
      .began(PrintedOutput { offset, most in Data(Data("first\n".utf8).dropFirst(offset).prefix(most)) }))
    for (out, event) in [(0, .blockBegan(0)), (6, .blockEnded(0)), (6, .blockBegan(1))]
      as [(Int, LessonEvent)]
    {
      observe?(.event(LessonEventRecord(out: out, err: 0, event: event)))
    }
    for await _ in gate.stream { break }
    try Task.checkCancellation()
  }

  private struct State {
    var events: [String] = []
    var folders: [URL] = []
    var runs = 0
    var compilations = 0
    var compiling = 0
    var mostCompiling = 0
    var threads: [Int] = []
  }

  /// How many lessons were compiled at one time at most.
  var mostCompiling: Int { state.withLock(\.mostCompiling) }

  /// With how many threads each run since the last call was to train.
  func takeThreads() -> [Int] {
    state.withLock { state in
      defer { state.threads = [] }
      return state.threads
    }
  }

  /// Counts a compilation until it ends; code with `meet` waits for another one.
  private func compiling(_ lesson: LessonOutline) async throws {
    state.withLock { state in
      state.compilations += 1
      state.compiling += 1
      state.mostCompiling = max(state.mostCompiling, state.compiling)
    }
    defer { state.withLock { $0.compiling -= 1 } }
    while lesson.code.contains("meet"), state.withLock(\.compilations) < 2 {
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  init(compiler: String = "Swift", prints value: String = "1.5\n") {
    compilerIdentity = compiler
    self.value = value
  }

  /// What was done since the last call, in order: `compile a`, `warn a`, `run a`.
  func takeEvents() -> [String] {
    state.withLock { state in
      defer { state.events = [] }
      return state.events
    }
  }

  /// The lessons that ran since the last call, sorted.
  func takeRuns() -> [String] {
    takeEvents().filter { $0.hasPrefix("run ") }.map { String($0.dropFirst(4)) }.sorted()
  }

  /// Folders of compiled lessons that are still there.
  var remains: [URL] {
    state.withLock(\.folders).filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  private func note(_ event: String, _ lesson: LessonOutline) {
    state.withLock { $0.events.append("\(event) \(name(lesson.path))") }
  }

  func compile(
    _ program: WrittenProgram, of lesson: LessonOutline, with modules: LessonModules
  ) async throws -> Compilation {
    note("compile", lesson)
    try await compiling(lesson)
    if lesson.code.contains("wrong") { return .wrong([lesson.problem("does not compile")]) }
    let folder = try TemporaryFolder()
    state.withLock { $0.folders.append(folder.url) }
    let compiled = CompiledLesson(
      program: program, lesson: lesson, source: program.main, object: "", messages: [:], refusals: [:],
      modules: modules, folder: folder)
    return .compiled(compiled, warnings: lesson.warnings)
  }

  func warnings(
    of program: WrittenProgram, in lesson: LessonOutline, with modules: LessonModules
  ) async throws -> [Diagnostic] {
    note("warn", lesson)
    return lesson.warnings
  }

  func run(
    _ compiled: CompiledLesson, data: [String: String], trainings: TrainingCache?,
    observe: (@Sendable (LessonActivity) -> Void)?
  ) async throws -> LessonOutcome {
    let lesson = compiled.lesson
    note("run", lesson)
    let runs = state.withLock { state in
      state.runs += 1
      state.threads.append(compiled.threads)
      return state.runs
    }
    let code = lesson.code
    if code.contains("wait") { try await Task.sleep(for: .seconds(60)) }
    if code.contains("gated") { try await begin(observe) }
    if code.contains("broken") { throw RunnerFailure("the disk is full") }
    if code.contains("crash") { return .failed([lesson.problem("crashed")]) }
    let transcript = Transcript(
      blocks: lesson.blocks.map { _ in
        .init(results: [.printed(code.contains("drift") ? "\(runs)\n" : value)])
      },
      inlineValues: lesson.inlineExpressions.map { _ in value })
    return code.contains("refuted")
      ? .refuted(transcript, [lesson.problem("a claim does not hold")]) : .finished(transcript)
  }
}

extension TestRunner {
  func attempt(
    _ compiled: CompiledLesson, from starter: Int, data: [String: String], trainings: TrainingCache?
  ) async throws -> AttemptOutcome {
    note("attempt", compiled.lesson)
    return AttemptOutcome(.passed, Transcript(blocks: [], inlineValues: []))
  }
}

/// The file's name without its extension.
private func name(_ path: String) -> String { URL(filePath: path).deletingPathExtension().lastPathComponent }

extension LessonOutline {
  fileprivate var code: String { blocks.map(\.code).joined() }

  fileprivate func problem(_ message: String) -> Diagnostic {
    Diagnostic(path: path, at: blocks.first?.fence, message)
  }

  fileprivate var warnings: [Diagnostic] {
    code.contains("warned") ? [Diagnostic(.warning, path: path, at: blocks.first?.fence, "unused")] : []
  }
}
