import Foundation
import LessonBuilding
import LessonStorage
import Synchronization

/// What browsers that show pages are told: that pages may have changed, what is wrong, and how runs go.
///
/// It keeps the newest state and no events. A listener is sent what it has not seen when its connection can take it, so
/// that a slow one costs no memory and misses only what is out of date.
final class PreviewEvents: Sendable {
  private struct State {
    var problems = PageProblems()
    /// How often pages may have changed.
    var changes = 1
    var beats = 0
    /// By the page's place in the output, without an extension.
    var pages: [String: LivePage] = [:]
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var count = 0
  }

  /// What a listener has been sent.
  struct Seen {
    fileprivate var changes = 0
    fileprivate var beats = 0
    fileprivate var page = LivePage.Seen()
  }

  private let state = Mutex(State())

  /// Sends every listener the current version of its page, and what is wrong.
  func tell(_ problems: PageProblems) {
    change { state in
      state.problems = problems
      state.changes += 1
    }
  }

  /// Shows on a page what happens to its lesson.
  func show(_ event: RunEvent, onPage page: String) {
    change { $0.pages[page, default: LivePage()].take(event) }
  }

  /// Sends a keep-alive to all listeners, so that closed connections are noticed.
  func beat() { change { $0.beats += 1 } }

  private func change(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      for listener in state.listeners.values { listener.yield() }
    }
  }

  /// The events for a page from now on, starting with the current state.
  ///
  /// - Parameters:
  ///   - page: The page's place in the output, without an extension; `nil` for one that belongs to no lesson.
  ///   - version: Gives the current version of the page.
  func listen(toPage page: String?, version: @escaping @Sendable () -> String) -> ServerSentEvents {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      state.count += 1
      let number = state.count
      state.listeners[number] = continuation
      continuation.onTermination = { [weak self] _ in self?.forget(number) }
    }
    return ServerSentEvents(signals: signals) { [weak self] seen in
      self?.news(ofPage: page, version: version, since: &seen)
    }
  }

  private func forget(_ number: Int) { state.withLock { state in state.listeners[number] = nil } }

  /// What a listener has not seen, as bytes of the stream; `nil` if there is nothing.
  private func news(
    ofPage page: String?, version: @Sendable () -> String, since seen: inout Seen
  ) -> Data? {
    let (problems, hasChanged, isAlive, news) = state.withLock { state in
      let news = page.flatMap { state.pages[$0]?.news(since: &seen.page) }
      // Whether the page has to be loaded again is known when its lesson is done.
      let hasChanged = state.changes > seen.changes || news?.phase == .finished
      let isAlive = state.beats > seen.beats
      (seen.changes, seen.beats) = (state.changes, state.beats)
      return (state.problems, hasChanged, isAlive, news)
    }
    var bytes = Data()
    if hasChanged {
      let fixes = page.flatMap { problems.fixes[$0] } ?? []
      bytes += Self.event(nil, PageState(version: version(), message: problems.text, fixes: fixes))
    }
    if let news { bytes += Self.event("live", news) }
    return bytes.isEmpty ? (isAlive ? Data(":\n\n".utf8) : nil) : bytes
  }

  /// A page's current version, the message to show, and what the page offers to do about it.
  private struct PageState: Encodable {
    let version, message: String
    let fixes: [PageProblems.Fix]
  }

  private static func event(_ name: String?, _ value: some Encodable) -> Data {
    guard let text = try? StableJSON.encode(value) else { return Data() }
    return Data((name.map { "event: \($0)\n" } ?? "").utf8) + Data("data: ".utf8) + text + Data("\n\n".utf8)
  }
}
