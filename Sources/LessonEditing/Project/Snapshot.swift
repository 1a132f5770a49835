import Foundation
import LessonBuilding
import LessonCore
import LessonProgram
import LessonReading

/// A text as it was when a request arrived.
struct Snapshot: Sendable {
  let uri: String
  let version: Int
  let text: EditedText
  /// What the last check found.
  let checked: TextCheck.Checked?
  let found: [FoundDiagnostic]
  let file: EditedFile
  let project: EditedProject
  /// What answers questions about Swift.
  let sourceKit: SourceKit

  /// The lesson; `nil` for other files.
  var lesson: LessonFile? { if case .lesson(let file) = file { file } else { nil } }

  /// Whether it is Markdown.
  var isMarkdown: Bool { file != .settings }

  /// The outlines of the programs in it, as they were last read.
  var outlines: [LessonOutline] { checked?.readings.compactMap(\.lesson) ?? [] }

  /// Its parts.
  func description() async throws -> DescribeText.Result {
    try await project.descriptions.found(in: self)
  }

  /// The Swift programs in it.
  func programs() async throws -> [EditableProgram] { try await project.programs.found(in: self) }

  /// The bytes that checks read.
  var bytes: Data { Data(text.bytes.prefix(LessonFile.mostBytes + 1)) }
}

/// What was found in texts, once for each version.
actor FoundInTexts<Found: Sendable> {
  private struct Known {
    let version: Int
    let task: Task<Found, any Error>
  }

  private let find: @Sendable (Snapshot) async throws -> Found
  private var known: [String: Known] = [:]

  init(_ find: @escaping @Sendable (Snapshot) async throws -> Found) { self.find = find }

  func found(in snapshot: Snapshot) async throws -> Found {
    if let known = known[snapshot.uri], known.version == snapshot.version {
      return try await known.task.value
    }
    let find = find
    let task = Task { try await find(snapshot) }
    known[snapshot.uri] = Known(version: snapshot.version, task: task)
    return try await task.value
  }
}
