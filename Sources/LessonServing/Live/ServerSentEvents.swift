import FlyingSocks
import Foundation

/// A response body that continues as long as the browser listens. What it sends is made when it can be sent.
struct ServerSentEvents: AsyncBufferedSequence {
  typealias Element = UInt8
  /// Gives what a listener has not seen; `nil` if there is nothing.
  typealias News = @Sendable (_ seen: inout PreviewEvents.Seen) -> Data?

  private let signals: AsyncStream<Void>
  private let news: News

  /// - Parameter signals: A value whenever there may be news.
  init(signals: AsyncStream<Void>, news: @escaping News) {
    self.signals = signals
    self.news = news
  }

  func makeAsyncIterator() -> Iterator { Iterator(signals: signals.makeAsyncIterator(), news: news) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    private var signals: AsyncStream<Void>.Iterator
    private let news: News
    private var seen = PreviewEvents.Seen()
    private var rest = Data()

    fileprivate init(signals: AsyncStream<Void>.Iterator, news: @escaping News) {
      self.signals = signals
      self.news = news
    }

    mutating func next() async -> UInt8? { await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async -> Data? {
      while rest.isEmpty {
        if let news = news(&seen) {
          rest = news
        } else if await signals.next() == nil {
          return nil
        }
      }
      defer { rest = rest.dropFirst(count) }
      return Data(rest.prefix(count))
    }
  }
}
