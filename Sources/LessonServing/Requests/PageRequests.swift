import FlyingFox
import Foundation
import LessonCore
import LessonStorage

/// What requests of scripts on pages have in common.
enum PageRequests {
  /// The place in the output, without an extension, of the page that a request is about.
  static func page(of request: HTTPRequest) -> String? {
    let path = request.target.query(percentEncoded: false).removingPercentEncoding ?? ""
    guard path.hasPrefix("/"), path.hasSuffix(".html") else { return nil }
    return String(path.dropFirst().dropLast(".html".count))
  }

  /// Browsers say where a request comes from.
  static func isFromOwnPage(_ request: HTTPRequest) -> Bool {
    let site = request.headers[HTTPHeader("Sec-Fetch-Site")]
    guard site == nil || site == "same-origin" else { return false }
    guard let origin = request.headers[HTTPHeader("Origin")] else { return true }
    return request.headers[.host].map { origin == "http://\($0)" } ?? false
  }

  /// What was sent.
  ///
  /// - Parameter what: The name of what is sent, for the error.
  static func body(of request: HTTPRequest, _ what: String, atMost most: Int) async throws -> Data {
    guard let length = request.headers[.contentLength].flatMap({ Int($0) }), length <= most else {
      throw UsageFailure("\(what) has at most \(most) bytes, and says how many")
    }
    return try await request.bodyData
  }

  // MARK: Answers

  /// An answer in words.
  struct Message: Encodable {
    let message: String
    /// The option of a block with which it is concerned.
    var option: String?

    init(_ message: String, option: String? = nil) {
      self.message = message
      self.option = option
    }
  }

  static func answer(_ status: HTTPStatusCode, _ value: some Encodable) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "application/json"],
      body: (try? StableJSON.encode(value)) ?? Data())
  }

  /// The answer to a request that cannot be met.
  static func answer(_ problem: any Error) -> HTTPResponse {
    let text = (problem as? Diagnostic)?.message ?? FileFailure.text(of: problem)
    return answer(.badRequest, Message(text))
  }

  static func noLesson() -> HTTPResponse { answer(.notFound, Message("there is no lesson of this page")) }
}
