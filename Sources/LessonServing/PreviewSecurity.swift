import Foundation
import LessonMarkup
import LessonRendering
import LessonStorage

/// What browsers are told about served pages: which scripts may run, and that no other site may use the pages.
///
/// Lessons may come from anybody, and a script on a served page could read all other pages and what the server tells. The
/// author's HTML is cleaned already; the policy is the second lock.
enum PreviewSecurity {
  /// A random word for the one script that is added to a page.
  static func nonce() -> String {
    Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
  }

  /// The headers of every answer.
  ///
  /// - Parameter nonce: What the added script's `nonce` is.
  static func headers(nonce: String) -> [(name: String, value: String)] {
    [
      ("Content-Security-Policy", policy(nonce: nonce)),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Referrer-Policy", "no-referrer"),
      ("X-Content-Type-Options", "nosniff"),
    ]
  }

  /// The scripts of pages by their hashes, the added one by its nonce; style sheets and `style` attributes, which drawings
  /// have; images from anywhere, as readers of the published page see them; the events of the server.
  private static func policy(nonce: String) -> String {
    let hashes = [Theme.earlyScript, Theme.script].map { "'sha256-\(hash(ofScript: $0))'" }
    return [
      "default-src 'none'", "script-src 'nonce-\(nonce)' \(hashes.joined(separator: " "))",
      "style-src 'unsafe-inline'", "img-src 'self' data: http: https:", "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  /// The hash of a script as pages hold it.
  private static func hash(ofScript script: String) -> String {
    let element = Element.tag("script")[.text(script)].markup
    let text = element.dropFirst("<script>".count).dropLast("</script>".count)
    return Data(SHA256.hash(Data(text.utf8))).base64EncodedString()
  }
}
