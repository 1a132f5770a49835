import Foundation
import LessonDisplay
import Synchronization

/// The connection with the client: messages in, messages out, over two file descriptors.
package final class Connection: Sendable {
  /// What comes in.
  package enum Input: Sendable {
    case message(Data)
    /// The stream ended, or does not follow the protocol.
    case end(reason: String?)
  }

  private let input: Int32
  private let output: Int32
  private let writing = DispatchQueue(label: "lessons.language-server.output")
  /// How many messages wait for the server; the client waits while there are more.
  private let waiting: DispatchSemaphore
  private let requests = Mutex(Requests())

  /// Requests of the server that the client has not answered.
  private struct Requests {
    var count = 0
  }

  package init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    // Begins at 0, since libdispatch traps if a semaphore that is given up counts less than in its beginning.
    waiting = DispatchSemaphore(value: 0)
    for _ in 0..<Self.mostWaiting { waiting.signal() }
  }

  private static let mostWaiting = 256

  // MARK: Reading

  /// The messages of the client. Each has to be passed to `taken`, after which more are read.
  package var messages: AsyncStream<Input> {
    AsyncStream { continuation in
      let thread = Thread { [self] in
        read { input in
          waiting.wait()
          continuation.yield(input)
        }
        continuation.finish()
      }
      thread.name = "lessons.language-server.input"
      thread.start()
    }
  }

  /// Says that the server has taken a message.
  package func taken() { waiting.signal() }

  private func read(_ yield: (Input) -> Void) {
    var framing = MessageFraming()
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    do {
      while true {
        let count = Glibc.read(input, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return yield(.end(reason: nil)) }
        framing.receive(bytes[..<count])
        while let message = try framing.next() { yield(.message(message)) }
      }
    } catch {
      yield(.end(reason: error.reason))
    }
  }

  /// Limits for the JSON of a message.
  private static let limits = JSONLimits(bytes: MessageFraming.mostOfMessage)

  /// A message's JSON as a value.
  package static func decode<Value: Decodable>(_ message: Data) throws -> Value {
    try limits.check(message)
    return try JSONDecoder().decode(Value.self, from: message)
  }

  // MARK: Writing

  private func send(_ message: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    guard let bytes = try? encoder.encode(message) else { return }
    writing.async { [output] in MessageFraming.framed(bytes).write(to: output) }
  }

  /// Waits until all that was sent is written.
  package func flush() { writing.sync {} }

  package func notify(_ method: String, _ params: some Encodable) {
    send(LSP.Notification(method: method, params: params))
  }

  /// Sends a request whose answer does not matter.
  package func request(_ method: String, _ params: some Encodable) {
    let count = requests.withLock { requests in
      requests.count += 1
      return requests.count
    }
    send(LSP.Request(id: .text("server-\(count)"), method: method, params: params))
  }

  package func answer(_ id: LSP.ID, _ result: (some Encodable)?) { send(LSP.Success(id: id, result: result)) }

  package func refuse(_ id: LSP.ID?, _ error: LSP.ResponseError) { send(LSP.Failure(id: id, error: error)) }
}

extension Data {
  /// Writes all of it to a stream, unless the stream ends.
  func write(to output: Int32) {
    withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(output, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        done += count
      }
    }
  }
}
