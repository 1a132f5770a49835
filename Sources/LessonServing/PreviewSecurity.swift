import Foundation
import LessonMarkup
import LessonRendering
import LessonStorage

/// The security headers of served pages: which scripts may run, and that other sites may not use the pages.
///
/// Lessons may be untrusted, and a script on a served page could read all other pages and the server's events. The
/// author's HTML is already sanitised; the policy is a second line of defence.
enum PreviewSecurity {
  /// A random word for the one script that is added to a page.
  static func nonce() -> String {
    Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
  }

  /// The headers of every response.
  ///
  /// - Parameter nonce: The `nonce` of the added script.
  static func headers(nonce: String) -> [(name: String, value: String)] {
    [
      ("Content-Security-Policy", policy(nonce: nonce)),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Referrer-Policy", "no-referrer"),
      ("X-Content-Type-Options", "nosniff"),
    ]
  }

  /// Allows the pages' own scripts by their hashes and the added script by its nonce, and what they load: the search index; style sheets and the `style`
  /// attributes of drawings; images from anywhere, as on the published page; the font of formulas; and the server's
  /// events.
  private static func policy(nonce: String) -> String {
    let hashes = Theme.scripts.map { "'sha256-\(hash(ofScript: $0))'" }
    return [
      "default-src 'none'", "script-src 'nonce-\(nonce)' \(hashes.joined(separator: " ")) 'strict-dynamic'",
      "style-src 'unsafe-inline'", "img-src 'self' data: http: https:", "font-src data:",
      "connect-src 'self'", "base-uri 'none'",
      "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  /// The hash of a script as it is in pages.
  private static func hash(ofScript script: String) -> String {
    let element = Element.tag("script")[.text(script)].markup
    let text = element.dropFirst("<script>".count).dropLast("</script>".count)
    return Data(SHA256.hash(Data(text.utf8))).base64EncodedString()
  }
}
