import FlyingFox
import FlyingSocks
import Foundation
import LessonCore
import LessonMarkup
import LessonStorage

/// Answers requests of browsers.
struct PreviewPages: HTTPHandler {
  let access: PreviewAccess
  let folder: ServedFolder
  let events: PreviewEvents
  let edits: EditRequests
  let runs: RunRequests
  let learners: LearnRequests
  let exports: ExportRequests

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = request.target.path(percentEncoded: false)
    let methods = methods(of: path)
    guard methods.contains(request.method) else {
      return HTTPResponse(
        statusCode: .methodNotAllowed,
        headers: HTTPHeaders([HTTPHeader("Allow"): methods.map(\.rawValue).joined(separator: ", ")]))
    }
    guard access.knows(request.headers[.host]) else { return HTTPResponse(statusCode: .forbidden) }
    let nonce = PreviewSecurity.nonce()
    var response = try await answer(request, path, nonce: nonce)
    response.headers[.cacheControl] = "no-store"
    for (name, value) in PreviewSecurity.headers(nonce: nonce) { response.headers[HTTPHeader(name)] = value }
    return response
  }

  private func methods(of path: String) -> [HTTPMethod] {
    switch path {
    case EditRequests.sourcePath where !access.isForLearners: [.GET, .PUT]
    case RunRequests.stopPath where !access.isForLearners, RunRequests.runPath where !access.isForLearners:
      [.POST]
    case LearnRequests.attemptPath: [.POST]
    default: [.GET, .HEAD]
    }
  }

  private func answer(_ request: HTTPRequest, _ path: String, nonce: String) async throws -> HTTPResponse {
    switch path {
    case EditRequests.sourcePath where !access.isForLearners: return await edits.answer(request)
    case RunRequests.stopPath where request.method == .POST,
      RunRequests.runPath where request.method == .POST:
      return runs.answer(request)
    case LearnRequests.exercisesPath, LearnRequests.attemptPath: return await learners.answer(request)
    case _ where path.hasPrefix(ExportRequests.path): return await exports.answer(request)
    case LiveReload.eventsPath where request.method == .GET: return events(request)
    default: break
    }
    let isHead = request.method == .HEAD
    if let (bytes, type) = script(path, request) { return response(bytes, type: type, isHead: isHead) }
    return file(path, nonce: nonce, isHead: isHead)
  }

  // MARK: Scripts

  /// The scripts that are added to a page, besides the one that loads it again.
  private var scripts: [String] {
    let editor = access.isForLearners ? [] : [EditRequests.scriptPath]
    return editor + [LearnRequests.scriptPath, ExportRequests.scriptPath]
  }

  private func script(_ path: String, _ request: HTTPRequest) -> (bytes: Data, type: String)? {
    switch path {
    case LearnRequests.resultsPath: (LearnRequests.results, "text/javascript; charset=utf-8")
    case PageScripts.wordsPath:
      (PageScripts.words(in: request.target.query(percentEncoded: false)), "application/json")
    case LearnRequests.stylePath: (LearnRequests.style, "text/css; charset=utf-8")
    default: PageScripts.file(path)
    }
  }

  private func events(_ request: HTTPRequest) -> HTTPResponse {
    // The page's path, which its browser has encoded, is encoded once more in the query.
    let path = request.target.query(percentEncoded: false).removingPercentEncoding ?? ""
    let body = events.listen(toPage: PageRequests.page(of: request)) { self.version(ofPageAt: path) }
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: "text/event-stream"], body: HTTPBodySequence(from: body))
  }

  // MARK: Files

  private func file(_ path: String, nonce: String, isHead: Bool) -> HTTPResponse {
    switch folder.place(of: path) {
    case .elsewhere(let path):
      return HTTPResponse(statusCode: .found, headers: HTTPHeaders([.location: SafeURL.encoded(path: path)]))
    case .file(let url, let type):
      guard let bytes = Self.bytes(of: url) else { break }
      guard type.hasPrefix("text/html") else { return response(bytes, type: type, isHead: isHead) }
      let version = LiveReload.version(of: bytes, Self.record(ofPage: url))
      let page = LiveReload.page(bytes, version: version, nonce: nonce, scripts: scripts)
      return response(page, type: type, isHead: isHead)
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
