import FlyingSocks
import Foundation

/// A response body that continues as long as the browser listens.
struct StreamedBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let stream: AsyncStream<Data>

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
