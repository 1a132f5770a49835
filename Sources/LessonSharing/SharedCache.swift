import Foundation
import LessonStorage
import Synchronization

/// Results that machines share through a server.
///
/// The server is an aid: one that does not answer, or slowly, costs a call no more than `patience` in all; then it is not
/// asked again. Finding an entry is worth its time, whatever else a request brings is not.
package final class SharedCache: Sendable {
  /// The time that a call may lose.
  static let patience = Duration.seconds(1)
  /// A quick answer that there is no entry costs nothing.
  private static let quick = Duration.milliseconds(50)

  private struct State {
    var left = SharedCache.patience
    var trouble: String?
  }

  private let server: any EntryServer
  private let entry: SharedEntry
  private let isReadOnly: Bool
  private let state = Mutex(State())
  private let sending = Mutex<[Task<Void, Never>]>([])

  init(_ server: any EntryServer, secret: Data = Data(), isReadOnly: Bool = false) {
    self.server = server
    self.isReadOnly = isReadOnly
    entry = SharedEntry(secret: secret)
  }

  /// The content under a key; `nil` if there is none that can be used.
  package func content(_ key: String) async -> Data? {
    await ask { time in
      guard let bytes = try await server.get(name(key), within: time) else { return nil }
      guard let content = entry.content(of: bytes, for: key) else {
        throw EntryServerFailure(reason: "an entry is damaged, or was written with another secret")
      }
      return content
    }
  }

  /// Sends a content in the background.
  package func send(_ content: Data, as key: String) {
    guard !isReadOnly, let bytes = entry.packed(content, for: key) else { return }
    let task = Task<Void, Never> {
      await ask { time in
        try await server.put(bytes, to: name(key), within: time)
        return true
      }
    }
    sending.withLock { $0.append(task) }
  }

  /// Waits until all is sent, as long as there is patience.
  package func finish() async {
    let tasks = sending.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    let limit = Task { [left = state.withLock(\.left)] in
      try await Task.sleep(for: left)
      for task in tasks { task.cancel() }
    }
    for task in tasks { await task.value }
    limit.cancel()
  }

  /// Why the server is not asked any more, once; `nil` if it is.
  package func takeTrouble() -> String? {
    state.withLock { state in
      defer { state.trouble = nil }
      return state.trouble.map { "the shared cache is not used any more: \($0)" }
    }
  }

  // MARK: Asking

  /// - Returns: What the work gave; `nil` if it failed, or if there is no patience left.
  @discardableResult
  private func ask<Answer: Sendable>(_ work: (Duration) async throws -> Answer?) async -> Answer? {
    let left = state.withLock(\.left)
    guard left > .zero else { return nil }
    let begin = ContinuousClock.now
    do {
      if let answer = try await work(left) { return answer }
      spend(.now - begin, free: Self.quick, because: "it answers too slowly")
    } catch let failure as EntryServerFailure {
      spend(.now - begin, free: .zero, because: failure.reason)
    } catch {
      spend(Self.patience, free: .zero, because: FileFailure.text(of: error))
    }
    return nil
  }

  /// Takes lost time from the patience; a failure costs at least a tenth of it, so that no server fails a hundred times.
  private func spend(_ time: Duration, free: Duration, because reason: String) {
    let lost = free == .zero ? max(time, Self.patience / 10) : max(time - free, .zero)
    state.withLock { state in
      guard state.left > .zero else { return }
      state.left -= lost
      if state.left <= .zero { state.trouble = reason }
    }
  }

  /// The name under which the server keeps the entry of a key: 64 hexadecimal digits, as all kinds of servers take them.
  private func name(_ key: String) -> String { contentHash(of: ["entry 1", key]) }
}
