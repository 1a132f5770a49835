import FlyingSocks
import Foundation
import LessonMarkup
import Synchronization

/// Sends events about changed pages to the browsers that listen.
final class PreviewEvents: Sendable {
  private struct State {
    var message = ""
    var listeners: [Int: Listener] = [:]
    var count = 0
  }

  private struct Listener {
    /// The event for the current version of the listener's page.
    let event: @Sendable (String) -> Data?
    let stream: AsyncStream<Data>.Continuation
  }

  private let state = Mutex(State())

  /// Sends every listener the current version of its page, and the errors.
  func tell(message: String) {
    state.withLock { state in
      state.message = message
      for listener in state.listeners.values {
        if let event = listener.event(message) { listener.stream.yield(event) }
      }
    }
  }

  /// Sends a keep-alive to all listeners, so that closed connections are noticed.
  func beat() {
    state.withLock { state in
      for listener in state.listeners.values { listener.stream.yield(Data(":\n\n".utf8)) }
    }
  }

  /// The events for a page from now on, starting with the current state.
  ///
  /// - Parameter event: Makes the event of the page with a message.
  func listen(_ event: @escaping @Sendable (String) -> Data?) -> ServerSentEvents {
    let (stream, continuation) = AsyncStream.makeStream(of: Data.self, bufferingPolicy: .bufferingNewest(8))
    state.withLock { state in
      state.count += 1
      let number = state.count
      state.listeners[number] = Listener(event: event, stream: continuation)
      continuation.onTermination = { [weak self] _ in self?.forget(number) }
      if let first = event(state.message) { continuation.yield(first) }
    }
    return ServerSentEvents(stream: stream)
  }

  private func forget(_ number: Int) { state.withLock { state in state.listeners[number] = nil } }
}

/// A response body that continues as long as the browser listens.
struct ServerSentEvents: AsyncBufferedSequence {
  typealias Element = UInt8

  fileprivate let stream: AsyncStream<Data>

  func makeAsyncIterator() -> Iterator { Iterator(events: stream.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var events: AsyncStream<Data>.Iterator
    private var rest = Data()

    fileprivate init(events: AsyncStream<Data>.Iterator) { self.events = events }

    mutating func next() async -> UInt8? { await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async -> Data? {
      if rest.isEmpty {
        guard let event = await events.next() else { return nil }
        rest = event
      }
      defer { rest = Data(rest.dropFirst(count)) }
      return Data(rest.prefix(count))
    }
  }
}
