import Foundation
import LessonCore
import LessonExecution
import LessonReading
import LessonStorage
import Synchronization

/// The lessons whose pages are shown while they are built: what their runs give is told as it comes, and runs can be
/// stopped.
package final class LiveLessons: Sendable {
  /// Called with a page's place in the output, without an extension, and what happens to its lesson.
  package typealias Listener = @Sendable (_ page: String, RunEvent) -> Void

  private let listener: Listener
  private let state = Mutex(State())

  private struct State {
    var running: [String: Task<LessonOutcome, any Error>] = [:]
    /// The files of lessons that were stopped, as they were then.
    var stopped: [String: FileState] = [:]
  }

  package init(_ listener: @escaping Listener) { self.listener = listener }

  /// Ends the run of a page's lesson, which is not run again until its file is saved.
  ///
  /// - Returns: Whether it was running.
  package func stop(page: String) -> Bool {
    let task = state.withLock { $0.running.removeValue(forKey: page) }
    task?.cancel()
    return task != nil
  }

  /// Lets the next build run a page's lesson again that was stopped.
  ///
  /// - Returns: Whether it was stopped.
  package func release(page: String) -> Bool {
    state.withLock { $0.stopped.removeValue(forKey: page) != nil }
  }

  // MARK: For the steps of lessons

  func tell(_ file: LessonFile, _ event: RunEvent) { listener(file.page, event) }

  /// Whether a lesson was stopped, and its file has not been saved since.
  func isHeld(_ file: LessonFile) -> Bool {
    let current = FileState(of: file.path, followingLinks: true)
    return state.withLock { state in
      guard let stopped = state.stopped[file.page] else { return false }
      if stopped == current { return true }
      state.stopped[file.page] = nil
      return false
    }
  }

  /// Runs a lesson and tells what it gives meanwhile.
  ///
  /// - Returns: The outcome.
  /// - Throws: `CancellationError` if the task was cancelled, or what the run throws.
  func run(
    _ source: LessonSource, blocks: Int, _ reader: any ReaderTaskPerformer,
    _ run: @escaping @Sendable (@escaping @Sendable (LessonActivity) -> Void) async throws -> LessonOutcome
  ) async throws -> LessonOutcome {
    let file = source.file
    let saved = FileState(of: file.path, followingLinks: true)
    let live = LiveRun(of: source, blocks: blocks, reader) { [listener] in listener(file.page, $0) }
    let running = Task { try await run(live.observe) }
    state.withLock { $0.running[file.page] = running }
    let following = Task { await live.follow() }
    let outcome = await withTaskCancellationHandler {
      await running.result
    } onCancel: {
      running.cancel()
    }
    following.cancel()
    await following.value
    return try ended(file, outcome, saved)
  }

  private func ended(
    _ file: LessonFile, _ outcome: Result<LessonOutcome, any Error>, _ saved: FileState?
  ) throws -> LessonOutcome {
    let wasStopped = state.withLock { $0.running.removeValue(forKey: file.page) == nil }
    do {
      return try outcome.get()
    } catch let error as CancellationError {
      tell(file, .ended(.stopped))
      guard wasStopped, !Task.isCancelled else { throw error }
      state.withLock { $0.stopped[file.page] = saved }
      return .stopped
    }
  }
}
