import Foundation
import LessonStorage

/// How requests to a shared cache are authorised.
enum ServerAccess: Hashable, Sendable {
  /// They are not.
  case open
  /// By the value of the header `Authorization`, in one line.
  case header(String)
  /// By AWS Signature Version 4, as stores that speak S3 check it.
  case signed(S3Key)

  /// The lines of curl's settings.
  ///
  /// - Parameter content: What the request sends. A signature is for this content alone.
  func configuration(for content: Data) -> String {
    switch self {
    case .open: ""
    case .header(let value): Self.line("header", "Authorization: \(value)")
    case .signed(let key):
      Self.line("aws-sigv4", "aws:amz:\(key.region):s3")
        + Self.line("user", "\(key.identifier):\(key.secret)")
        // S3 wants this header, which curl does not send before version 7.88.
        + Self.line("header", "x-amz-content-sha256: \(contentHash(content))")
        + (key.token.isEmpty ? "" : Self.line("header", "x-amz-security-token: \(key.token)"))
    }
  }

  private static func line(_ name: String, _ value: String) -> String {
    let quoted = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\(name) = \"\(quoted)\"\n"
  }
}

/// A key with which requests to a store that speaks S3 are signed.
struct S3Key: Hashable, Sendable {
  let region: String
  let identifier: String
  let secret: String
  /// What goes with a key that is valid for some time only; empty for others.
  let token: String
}
