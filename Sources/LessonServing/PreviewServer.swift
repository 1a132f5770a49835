import FlyingFox
import FlyingSocks
import Foundation
import LessonCore
import LessonMarkup
import LessonStorage

/// Serves a folder of pages to browsers on this machine, and tells them when to reload a page.
package struct PreviewServer: Sendable {
  private let pages: PreviewPages
  private let server: HTTPServer
  private let running: Task<Void, any Error>
  /// The address of the first page.
  package let address: String

  /// Starts serving.
  ///
  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - port: The port on the loopback interface; 0 for any free port.
  /// - Throws: `RunnerFailure` if the port cannot be used.
  package init(output: String, port: UInt16) async throws {
    let pages = PreviewPages(
      folder: ServedFolder(URL(filePath: output, directoryHint: .isDirectory)), events: PreviewEvents())
    let server = HTTPServer(
      address: try .inet(ip4: Self.host, port: port), logger: .disabled, handler: pages)
    let waiting = Task { try await server.waitUntilListening(timeout: 60) }
    let running = Task {
      defer { waiting.cancel() }
      try await server.run()
    }
    do {
      // If the server does not start listening, `running` throws the reason.
      do { try await waiting.value } catch is CancellationError { try await running.value }
    } catch SocketError.failed(_, let code, let message) {
      let advice = code == EADDRINUSE || code == EACCES ? "; --port names another" : ""
      throw RunnerFailure("port \(port) of \(Self.host) cannot be used: \(message)\(advice)")
    }
    guard case .ip4(_, let own) = await server.listeningAddress else {
      throw RunnerFailure("port \(port) of \(Self.host) cannot be used")
    }
    self.pages = pages
    self.server = server
    self.running = running
    address = "http://\(Self.host):\(own)/"
  }

  private static let host = "127.0.0.1"

  /// Notifies browsers that pages may have changed, with the message to show on all of them.
  ///
  /// - Parameter message: The errors; empty if there are none.
  package func tell(message: String) { pages.events.tell(message: message) }

  /// Serves until the task is cancelled.
  package func run() async throws {
    let beats = Task { [events = pages.events] in
      while true {
        try await Task.sleep(for: .seconds(15))
        events.beat()
      }
    }
    defer { beats.cancel() }
    try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      running.cancel()
    }
  }
}

/// Answers requests of browsers.
private struct PreviewPages: HTTPHandler {
  let folder: ServedFolder
  let events: PreviewEvents

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(
        statusCode: .methodNotAllowed, headers: HTTPHeaders([HTTPHeader("Allow"): "GET, HEAD"]))
    }
    // Prevents DNS rebinding: another site could point its own name to this machine's address.
    guard Self.isOwnName(request.headers[.host]) else { return HTTPResponse(statusCode: .forbidden) }
    let nonce = PreviewSecurity.nonce()
    var response = try answer(request, nonce: nonce)
    response.headers[.cacheControl] = "no-store"
    for (name, value) in PreviewSecurity.headers(nonce: nonce) { response.headers[HTTPHeader(name)] = value }
    return response
  }

  private static func isOwnName(_ host: String?) -> Bool {
    let name = host?.replacing(#/:\d+$/#, with: "")
    return name == "127.0.0.1" || name == "localhost"
  }

  private func answer(_ request: HTTPRequest, nonce: String) throws -> HTTPResponse {
    let isHead = request.method == .HEAD
    // The path as requested: `request.path` lacks the trailing slash, which distinguishes a folder from a file.
    let path = request.target.path(percentEncoded: false)
    switch path {
    case LiveReload.scriptPath:
      guard let script = LiveReload.script(version: request.target.query(percentEncoded: false)) else {
        break
      }
      return response(Data(script.utf8), type: "text/javascript; charset=utf-8", isHead: isHead)
    case LiveReload.eventsPath where !isHead:
      let page = request.target.query(percentEncoded: false)
      let body = events.listen { message in
        try? LiveReload.event(version: self.version(ofPageAt: page), message: message)
      }
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/event-stream"], body: HTTPBodySequence(from: body))
    default: break
    }
    switch folder.place(of: path) {
    case .elsewhere(let path):
      return HTTPResponse(statusCode: .found, headers: HTTPHeaders([.location: SafeURL.encoded(path: path)]))
    case .file(let url, let type):
      guard let bytes = Self.bytes(of: url) else { break }
      guard type.hasPrefix("text/html") else { return response(bytes, type: type, isHead: isHead) }
      let version = LiveReload.version(of: bytes, Self.record(ofPage: url))
      return response(
        LiveReload.page(bytes, version: version, nonce: nonce), type: type, isHead: isHead)
    case .nowhere: break
    }
    return response(
      LiveReload.missingPage(path, nonce: nonce), type: "text/html; charset=utf-8", status: .notFound,
      isHead: isHead)
  }

  private func version(ofPageAt path: String) -> String {
    guard case .file(let url, _) = folder.place(of: path) else { return LiveReload.version(of: nil, nil) }
    return LiveReload.version(of: Self.bytes(of: url), Self.record(ofPage: url))
  }

  /// The record of a lesson's page, in the folder with the page's name; `nil` if it has none.
  private static func record(ofPage page: URL) -> Data? {
    bytes(of: page.deletingPathExtension().appending(path: OutputNames.record))
  }

  /// The bytes of a regular file; reading a pipe would block.
  private static func bytes(of url: URL) -> Data? {
    BoundedFile.read(url.path, atMost: 1 << 28, followingLinks: true)
  }

  private func response(
    _ bytes: Data, type: String, status: HTTPStatusCode = .ok, isHead: Bool
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: HTTPHeaders([.contentType: type, .contentLength: "\(bytes.count)"]),
      body: isHead ? Data() : bytes)
  }
}
