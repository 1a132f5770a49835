import Foundation
import LessonMarkup
import LessonStorage

/// Shows on a served page what happens to its lesson, and loads it again after changes, by a script that the server adds
/// to pages.
enum LiveReload {
  /// The paths of the script and the events. No file can have them, since hidden files are not served.
  static let scriptPath = "/.lessons/live.js"
  static let eventsPath = "/.lessons/events"

  /// The version of a page, which changes with its contents and those of its images; a missing page has a version too.
  ///
  /// - Parameter record: The page's record, which has the hashes of images; `nil` if it has none.
  static func version(of page: Data?, _ record: Data?) -> String {
    page.map { String(contentHash($0 + (record ?? Data())).prefix(16)) } ?? "none"
  }

  /// The page with the script added, and modules at their paths.
  static func page(_ html: Data, version: String, nonce: String, scripts: [String] = []) -> Data {
    let others = scripts.map {
      Element.tag("script", ["type": "module", "src": $0, "nonce": nonce]).markup
    }.joined()
    let added = Data((scriptElement(version: version, nonce).markup + others).utf8)
    guard let end = html.range(of: Data("</body>".utf8), options: .backwards) else { return html + added }
    return html[..<end.lowerBound] + added + html[end.lowerBound...]
  }

  /// The page's version is in the script's address, since an author's element could hide `currentScript`.
  private static func scriptElement(version: String, _ nonce: String) -> Element {
    .tag("script", ["src": "\(scriptPath)?\(version)", "nonce": nonce])
  }

  /// The page that is served until a missing page exists.
  static func missingPage(_ path: String, nonce: String) -> Data {
    let body = Element.tag("body")[
      .tag("p")["There is no page ", .tag("code")[.text(path)], " yet."],
      .tag("p")[.tag("a", ["href": "/"])["All lessons"]],
      scriptElement(version: version(of: nil, nil), nonce)]
    let head = Element.tag("head")[.tag("meta", ["charset": "utf-8"]), .tag("title")["No such page"]]
    return Data(("<!doctype html>\n" + Element.tag("html")[head, body].markup + "\n").utf8)
  }

  /// The script for a page with this version; `nil` for an invalid version.
  static func script(version: String) -> String? {
    version.wholeMatch(of: #/[0-9a-f]{16}|none/#).map { _ in "const version = \"\(version)\";\n" + script }
  }

  private static let script = String(decoding: PackageResources.live_js, as: UTF8.self)
}
