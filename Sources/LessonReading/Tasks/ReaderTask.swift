import Foundation
import LessonStorage

/// Work on untrusted text, done in a separate process: bytes in, a bounded value out.
///
/// The runner treats the result as hostile input. It must not contain more than the text itself could have said.
package protocol ReaderTask: Codable, Sendable {
  /// The result of the work.
  associatedtype Result: Codable, Sendable

  /// Does the work.
  func perform() throws -> Result

  /// Whether a result is valid for this task, so that the runner can use it.
  func accepts(_ result: Result) -> Bool
}

extension ReaderTask {
  /// By default any result is accepted: texts, and results that are only shown to the author, may say anything.
  package func accepts(_ result: Result) -> Bool { true }

  /// The name of the task in requests to a process.
  static var name: String { String(describing: Self.self) }
}

/// Performs tasks. `LessonReader` does so in confined processes.
package protocol ReaderTaskPerformer: Sendable {
  /// Performs a task.
  ///
  /// - Parameter path: The lesson's file, as diagnostics are to name it.
  /// - Throws: The `Diagnostic` of a text that cannot be read within the limits.
  func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws -> Task.Result
}
