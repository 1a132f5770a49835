/// A counting semaphore for tasks: limits how many run at one time.
package actor AsyncSemaphore {
  private struct Waiting {
    let number: Int
    let turn: CheckedContinuation<Void, any Error>
  }

  private var free: Int
  private var waiting: [Waiting] = []
  private var count = 0

  package init(_ count: Int) { free = max(1, count) }

  /// Runs `body` with a permit.
  ///
  /// - Throws: `CancellationError` if the task is cancelled while it waits, at once.
  package nonisolated func withPermit<Value: Sendable>(_ body: @Sendable () async throws -> Value)
    async throws
    -> Value
  {
    try await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async throws {
    guard free == 0 else {
      free -= 1
      return
    }
    count += 1
    let number = count
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled { return turn.resume(throwing: CancellationError()) }
        waiting.append(Waiting(number: number, turn: turn))
      }
    } onCancel: {
      Task { await self.leave(number) }
    }
  }

  private func leave(_ number: Int) {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: index).turn.resume(throwing: CancellationError())
  }

  private func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().turn.resume() }
  }
}
