import DeepTraining
import Foundation

/// Gives transcripts of programs: from the cache, or by running each program once, however many lessons share it.
actor TranscriptSource {
  /// A transcript and how it was come by.
  struct Found: Sendable {
    /// `nil` when an error is among the diagnostics.
    var transcript: Transcript?
    var diagnostics: [Diagnostic] = []
    var didRun = false
  }

  private let workshop: Workshop
  /// Whether transcripts of earlier runs may be used.
  private let usesCache: Bool
  /// By program; inline values in the order that programs share.
  private var running: [ProgramDigest: Task<Found, any Error>] = [:]

  init(_ workshop: Workshop, usesCache: Bool) {
    self.workshop = workshop
    self.usesCache = usesCache
  }

  func transcript(of prepared: PreparedLesson) async throws -> Found {
    guard prepared.hasCode else { return Found(transcript: Transcript(blocks: [], inlineValues: [])) }
    let identity = prepared.identity
    var found: Found
    if let task = running[identity.digest] {
      found = try await task.value
      // Where a shared program fails, each lesson is told of it at its own lines.
      found = found.transcript == nil ? try await find(prepared) : Found(transcript: found.transcript)
    } else {
      let task = Task { try await find(prepared) }
      running[identity.digest] = task
      found = try await task.value
    }
    found.transcript = found.transcript.map(identity.own)
    return found
  }

  private nonisolated func find(_ prepared: PreparedLesson) async throws -> Found {
    let compiler = try await workshop.compiler()
    let identity = prepared.identity
    let key = TranscriptCache.Key(
      program: identity.digest, runner: RunnerIdentity.current, machine: Engine.machineClass,
      compiler: compiler.toolchain.identity,
      data: workshop.data.identity(prepared.lesson.frontMatter.requires))
    if usesCache, let known = workshop.transcripts.transcript(for: key) { return Found(transcript: known) }
    guard let program = prepared.program else { return Found() }
    let outcome = try await workshop.slots.with {
      try await LessonRunner(compiler: compiler, executable: "/proc/self/exe")
        .run(
          program, of: prepared.lesson,
          data: workshop.data.folders(prepared.lesson.frontMatter.requires))
    }
    let transcript = outcome.transcript.map(identity.shared)
    if let transcript { try workshop.transcripts.store(transcript, for: key) }
    return Found(transcript: transcript, diagnostics: outcome.diagnostics, didRun: true)
  }
}
