import Foundation
import LessonCore
import LessonExecution
import LessonReading

/// What was found out about a program of a document.
struct CheckedProgram: Sendable {
  var diagnostics: [Diagnostic] = []
  var drifts: [ExpectationDrift] = []
  /// How many expectations the blocks have that ran.
  var expectations = 0
  /// Whether all its blocks ran.
  var didFinish = false
  /// The first error of each block that could not run, by the line of its fence.
  var failures: [Int: String] = [:]
  /// The seconds for which compilers and the program ran.
  var seconds = 0.0
}

/// Runs a program of a document, or only compiles it.
///
/// Blocks that do not compile, or that stop the program, are left out, so that the others are still checked.
struct ProgramChecker: Sendable {
  private let context: BuildContext
  private let transcripts: TranscriptSource
  private let runs: Bool

  init(_ context: BuildContext, twice: Bool, runs: Bool = true) {
    self.context = context
    self.runs = runs
    transcripts = TranscriptSource(context, twice ? .twice : .once)
  }

  /// How often a program is compiled at most.
  private static let mostAttempts = 20
  /// The time after which no further attempt begins.
  private static let longest = Duration.seconds(120)

  func check(_ reading: Reading, of source: LessonSource) async throws -> CheckedProgram {
    let end = ContinuousClock.now + Self.longest
    var result = CheckedProgram()
    var reading = reading
    for attempt in 1...Self.mostAttempts {
      let checked = try await run(reading, of: source)
      result.add(checked, outline: reading.lesson)
      guard checked.mayContinue, attempt < Self.mostAttempts, .now < end,
        let rest = reading.lesson?.without(result.failures)
      else { break }
      reading = try await context.reader.perform(ReadProgram(rest), about: source.file.path)
    }
    return result
  }

  private func run(_ reading: Reading, of source: LessonSource) async throws -> CheckedProgram {
    var checked = CheckedProgram(diagnostics: reading.diagnostics)
    guard let program = ValidLesson(source, reading) else {
      // Nothing passes because it was not read.
      if !checked.diagnostics.contains(where: { $0.severity == .error }) {
        checked.diagnostics.append(
          Diagnostic(path: source.file.path, at: nil, "a program of this document could not be read"))
      }
      return checked
    }
    guard program.outline.blocks.contains(where: { $0.options.execution != .skipped }) else {
      checked.didFinish = true
      return checked
    }
    let preparation = try await transcripts.prepare(program)
    checked.seconds = await transcripts.takeSeconds(of: program) ?? 0
    checked.diagnostics += preparation.diagnostics.filter { !$0.isNoiseInDocuments }
    guard case .ready(let ready, _) = preparation else { return checked }
    guard runs else {
      ready.discard()
      checked.didFinish = true
      return checked
    }
    let (outcome, _) = try await transcripts.outcome(of: program, ready)
    checked.seconds += await transcripts.takeSeconds(of: program) ?? 0
    switch outcome {
    case .finished(let transcript):
      checked.expectations = transcript.found.count
      checked.didFinish = true
    case .drifted(let transcript, let drifts):
      checked.expectations = transcript.found.count
      checked.drifts = drifts
      checked.didFinish = true
    case .unstable, .refuted, .failed, .stopped: checked.diagnostics += outcome.diagnostics
    }
    return checked
  }
}

extension CheckedProgram {
  /// Whether a run without the blocks that have errors may tell more.
  fileprivate var mayContinue: Bool { !didFinish && diagnostics.contains { $0.severity == .error } }

  /// Adds what a run of the blocks that are left has shown.
  fileprivate mutating func add(_ checked: CheckedProgram, outline: LessonOutline?) {
    let isFirst = failures.isEmpty
    for block in outline?.blocks ?? [] where block.options.execution != .skipped {
      let errors = checked.diagnostics.filter { $0.severity == .error && block.contains($0) }
      guard let first = errors.first else { continue }
      failures[block.fence.lowerBound.line] = first.message
    }
    // Errors in generated code follow from those of the author's. The compiler repeats its warnings in each run.
    let hasPlaces = checked.diagnostics.contains { $0.severity == .error && $0.range != nil }
    diagnostics += checked.diagnostics.filter { !diagnostics.contains($0) && ($0.range != nil || !hasPlaces) }
    drifts = checked.drifts
    expectations = checked.expectations
    seconds += checked.seconds
    didFinish = checked.didFinish && isFirst && failures.isEmpty
  }
}

extension LessonOutline {
  /// The outline without the blocks whose fences are on these lines; `nil` if it has all of them, or nothing else that runs.
  fileprivate func without(_ failures: [Int: String]) -> LessonOutline? {
    let left = blocks.map { block in
      failures[block.fence.lowerBound.line] == nil ? block : block.with { $0.execution = .skipped }
    }
    let rest = with(left)
    return rest == self || left.allSatisfy { !$0.options.execution.isInProgram } ? nil : rest
  }
}

extension Block {
  fileprivate func contains(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.range.map { (fence.lowerBound.line...lastLine).contains($0.lowerBound.line) } ?? false
  }
}

extension Diagnostic {
  /// The same message about a document.
  var ofDocument: Diagnostic {
    var diagnostic = self
    diagnostic.message = TextKind.document.named(message)
    return diagnostic
  }

  /// Whether it warns of values or code that is not used: code for readers shows only what the text is about.
  fileprivate var isNoiseInDocuments: Bool {
    guard severity == .warning else { return false }
    return [
      "unused", "never used", "never read", "never mutated", "immutable value", "will never be executed",
    ]
    .contains(where: message.contains)
  }
}
