import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A server on this machine that has some files and remembers what it was asked for.
final class FileServer: Sendable {
  /// How it answers.
  enum Manner: Sendable {
    /// As it should.
    case proper
    /// With the whole file, whatever part was asked for.
    case withoutRanges
    /// With half of what was asked for, then it hangs up.
    case breakingOff
  }

  /// The folder of the files, as an address.
  let address: String
  private let running: Task<Void, any Error>
  private let requests: Requests

  private final class Requests: Sendable {
    let all = Mutex<[String]>([])
  }

  /// What it was asked for, in order: `/a.gz`, or `/a.gz bytes=10-`.
  var asked: [String] { requests.all.withLock { $0 } }

  init(_ files: [String: Data], _ manner: Manner = .proper) async throws {
    let requests = Requests()
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { request in
      let range = request.headers[.range]
      requests.all.withLock { $0.append([request.path, range].compactMap(\.self).joined(separator: " ")) }
      guard let file = files[String(request.path.dropFirst())] else {
        return HTTPResponse(statusCode: .notFound)
      }
      return Self.response(file, from: range, manner)
    }
    self.requests = requests
    running = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw SocketError.unsupportedAddress }
    address = "http://127.0.0.1:\(port)"
  }

  deinit { running.cancel() }

  private static func response(_ file: Data, from range: String?, _ manner: Manner) -> HTTPResponse {
    let begin = range.flatMap { $0.firstMatch(of: #/\d+/#) }.flatMap { Int($0.output) } ?? 0
    switch manner {
    case .withoutRanges: return HTTPResponse(statusCode: .ok, body: file)
    case .proper where begin == 0: return HTTPResponse(statusCode: .ok, body: file)
    case .proper:
      return HTTPResponse(
        statusCode: .partialContent,
        headers: [.contentRange: "bytes \(begin)-\(file.count - 1)/\(file.count)"],
        body: Data(file.dropFirst(begin)))
    case .breakingOff:
      let half = BrokenBody(bytes: Data(file.prefix(file.count / 2)))
      return HTTPResponse(statusCode: .ok, body: HTTPBodySequence(from: half, count: file.count))
    }
  }
}

/// A body that ends with an error.
private struct BrokenBody: AsyncBufferedSequence {
  typealias Element = UInt8
  let bytes: Data

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var rest: Data

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> Data? {
      guard !rest.isEmpty else { throw SocketError.disconnected }
      defer { rest = Data(rest.dropFirst(count)) }
      return Data(rest.prefix(count))
    }
  }
}
