/// Limits how much runs at one time: so many permits, each taken while something runs.
package actor AsyncSemaphore {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(_ count: Int) { free = max(1, count) }

  /// Runs `body` with a permit.
  package nonisolated func withPermit<Value: Sendable>(_ body: @Sendable () async throws -> Value)
    async throws
    -> Value
  {
    await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
