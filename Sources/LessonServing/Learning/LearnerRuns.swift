import Foundation
import LessonBuilding
import LessonCore
import LessonStorage
import Synchronization

/// The attempts that are under way: one for each learner.
///
/// An attempt is answered line by line, each of which is JSON: that it waits, that it runs, what it gave. Empty lines
/// between them show whether the browser is still there; when it is not, the attempt ends.
final class LearnerRuns: Sendable {
  /// The maximum number of attempts that run or wait.
  static let most = 32

  /// A line of the answer.
  struct Line: Codable, Sendable {
    enum State: String, Codable { case waits, runs, done, ended, failed }

    let state: State
    /// Why it has ended or failed.
    var message: String?
    var result: AttemptResult?
  }

  private struct Run {
    let number: Int
    let task: Task<Void, Never>
  }

  private struct State {
    var runs: [String: Run] = [:]
    /// All that have not ended, those among them that another one has replaced.
    var underWay = 0
    var count = 0
  }

  private let state = Mutex(State())

  /// Makes an attempt; the learner's one before it ends.
  ///
  /// - Parameters:
  ///   - learner: A word that the learner's browser has made up.
  ///   - work: Makes the attempt; it is given what to call when its turn has come.
  /// - Returns: The lines of the answer; `nil` if too many attempts are under way.
  func run(
    for learner: String,
    _ work: @escaping @Sendable (_ begins: @escaping @Sendable () -> Void) async throws -> AttemptResult
  ) -> AsyncStream<Data>? {
    let (lines, continuation) = AsyncStream.makeStream(of: Data.self, bufferingPolicy: .bufferingNewest(64))
    let isStarted = state.withLock { state in
      state.runs[learner]?.task.cancel()
      guard state.underWay < Self.most else { return false }
      state.underWay += 1
      state.count += 1
      let number = state.count
      let task = Task {
        await Self.answer(continuation, work)
        self.end(number, of: learner)
      }
      state.runs[learner] = Run(number: number, task: task)
      continuation.onTermination = { _ in task.cancel() }
      return true
    }
    return isStarted ? lines : nil
  }

  private func end(_ number: Int, of learner: String) {
    state.withLock { state in
      state.underWay -= 1
      if state.runs[learner]?.number == number { state.runs[learner] = nil }
    }
  }

  private static func answer(
    _ continuation: AsyncStream<Data>.Continuation,
    _ work: @escaping @Sendable (_ begins: @escaping @Sendable () -> Void) async throws -> AttemptResult
  ) async {
    @Sendable func say(_ line: Line) {
      if let bytes = try? StableJSON.encode(line) { continuation.yield(bytes + Data("\n".utf8)) }
    }
    say(Line(state: .waits))
    let beats = Task {
      while true {
        try await Task.sleep(for: .seconds(1))
        continuation.yield(Data("\n".utf8))
      }
    }
    defer { beats.cancel() }
    do {
      say(Line(state: .done, result: try await work { say(Line(state: .runs)) }))
    } catch let problem {
      say(Self.line(for: problem))
    }
    continuation.finish()
  }

  private static func line(for problem: any Error) -> Line {
    guard !Task.isCancelled else {
      return Line(state: .ended, message: "this run has ended, since another one was begun")
    }
    return Line(state: .failed, message: (problem as? Diagnostic)?.message ?? FileFailure.text(of: problem))
  }
}
