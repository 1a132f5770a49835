import Foundation
import LessonStorage

/// Work on a stranger's text, which is done in a process of its own: bytes in, a bounded value out.
///
/// The runner reads the result as hostile input. It holds no more than the text could have said by itself.
package protocol ReaderTask: Codable, Sendable {
  /// What the work gives.
  associatedtype Result: Codable, Sendable

  /// Does the work.
  func perform() throws -> Result

  /// Whether a result can be one of this task, so that it can be worked with.
  func accepts(_ result: Result) -> Bool
}

extension ReaderTask {
  /// Texts, and what is only told to the author, can say anything.
  package func accepts(_ result: Result) -> Bool { true }

  /// The name by which a process is asked for the work.
  static var name: String { String(describing: Self.self) }
}

/// What does the work. `LessonReader` has it done in processes that are confined.
package protocol ReaderTaskPerformer: Sendable {
  /// Has a task done.
  ///
  /// - Parameter path: The lesson's file, as diagnostics are to name it.
  /// - Throws: The `Diagnostic` of a text that cannot be read within the limits.
  func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws -> Task.Result
}
