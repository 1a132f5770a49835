import FlyingFox
import Foundation
import LessonBuilding
import LessonStorage
import Synchronization

/// Answers requests for files of a page's lesson, to be downloaded.
///
/// They have what pages show, so whoever can read the pages may have them. Pages of other sites may not: they would give
/// this machine work.
final class ExportRequests: Sendable {
  /// The paths of the script and of the files; to the latter, the name of a `PageExports.Kind` is added. No file can have
  /// them.
  static let scriptPath = PageScripts.path + "export.js"
  static let path = "/.lessons/export/"

  private let exports = Mutex<PageExports?>(nil)

  /// Files are made of these lessons from now on.
  func export(from exports: PageExports) { self.exports.withLock { $0 = exports } }

  /// The answer to a request.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard PageRequests.isFromOwnPage(request) else {
      return PageRequests.answer(
        .forbidden, PageRequests.Message("only pages of this server can ask for files"))
    }
    let name = request.target.path(percentEncoded: false).dropFirst(Self.path.count)
    guard let exports = exports.withLock({ $0 }), let page = PageRequests.page(of: request),
      let kind = PageExports.Kind(rawValue: String(name))
    else { return PageRequests.noLesson() }
    do {
      return Self.answer(try await exports.make(kind, ofPage: page))
    } catch {
      return PageRequests.answer(error)
    }
  }

  private static func answer(_ file: PageExports.File) -> HTTPResponse {
    var headers = HTTPHeaders([
      .contentType: file.type, .contentLength: "\(file.bytes.count)",
      HTTPHeader("Content-Disposition"): "attachment; filename*=UTF-8''\(encoded(file.name))",
    ])
    if !file.left.isEmpty {
      headers[HTTPHeader("X-Lessons-Left")] = file.left.map(encoded).joined(separator: ",")
    }
    return HTTPResponse(statusCode: .ok, headers: headers, body: file.bytes)
  }

  /// A name as values of headers may have it.
  private static func encoded(_ name: String) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz"
    let plain = CharacterSet(charactersIn: letters + letters.uppercased() + "0123456789-._")
    return name.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
