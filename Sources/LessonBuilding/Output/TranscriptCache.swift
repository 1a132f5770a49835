import Foundation
import LessonCore
import LessonDisplay
import LessonStorage

/// Transcripts of programs that have run on this machine, by everything that decides what they give.
struct TranscriptCache: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("transcripts") }

  /// What a run gave.
  struct Entry: Codable, Hashable, Sendable {
    let transcript: Transcript
    /// Whether the compiler warned: where, depends on the lesson's text, so it is asked again.
    let hasWarnings: Bool
  }

  /// What an earlier run gave; `nil` when there was none, or when its file is damaged.
  func entry(for inputs: ResultInputs) throws -> Entry? { folder.value(try inputs.digest) }

  /// Keeps what a run gave.
  func store(_ entry: Entry, for inputs: ResultInputs) throws {
    folder.keep(entry, as: try inputs.digest)
  }
}
