import LessonCore
import LessonDisplay

/// What became of a reader's attempt at an exercise.
package struct AttemptOutcome: Sendable {
  /// How the attempt ended.
  package enum Ending: Sendable, Equatable {
    /// The check holds.
    case passed
    /// Claims do not hold.
    case refuted([Claim])
    /// The time limit in seconds was reached: that of the reader's block, or that of the lesson.
    case timedOut(seconds: Double)
    /// An error or a crash stopped the program.
    case stopped(Diagnostic)
  }

  /// A claim that does not hold.
  package struct Claim: Codable, Sendable, Equatable {
    package let statement: String
    /// What was found instead, if the claim says it.
    package let reason: String?
  }

  package let ending: Ending
  /// What the blocks gave until the end.
  package let transcript: Transcript

  package init(_ ending: Ending, _ transcript: Transcript) {
    self.ending = ending
    self.transcript = transcript
  }
}

extension LessonRunner {
  package func attempt(
    _ compiled: CompiledLesson, from starter: Int, data: [String: String], trainings: TrainingCache?
  ) async throws -> AttemptOutcome {
    let process = try await process(
      of: compiled.object, in: compiled.folder, compiled, data: data, trainings: trainings, observe: nil)
    var reader = TranscriptReader(process, of: compiled.program)
    do throws(TranscriptReader.Failure) {
      try reader.read()
    } catch {
      return AttemptOutcome(try await ending(error, process, compiled), reader.transcript)
    }
    // A claim before the exercise is the lesson's own.
    let failed = reader.failedClaims.filter { $0.block.map { $0 >= starter } ?? false }.map(\.claim)
    let claims = failed.map { AttemptOutcome.Claim(statement: $0.statement, reason: $0.reason) }
    return AttemptOutcome(claims.isEmpty ? .passed : .refuted(claims), reader.transcript)
  }

  private func ending(
    _ failure: TranscriptReader.Failure, _ process: LessonProcess, _ compiled: CompiledLesson
  ) async throws -> AttemptOutcome.Ending {
    if case .timedOut(let seconds, _) = process.ending { return .timedOut(seconds: seconds) }
    let symbolizer = Symbolizer(toolchain: compiler.toolchain, tools: compiler.tools)
    let frames = try await symbolizer.frames(
      at: failure.frames, of: compiled.object, in: compiled.source, with: compiled.modules)
    return .stopped(compiled.lesson.diagnostic(for: failure, frames: frames))
  }
}
