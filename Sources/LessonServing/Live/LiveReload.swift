import Foundation
import LessonMarkup
import LessonStorage

/// Shows on a served page what happens to its lesson, and loads it again after changes, by a script that the server adds
/// to pages.
enum LiveReload {
  /// The paths of the script and the events. No file can have them, since hidden files are not served.
  static let scriptPath = PageScripts.path + "live.js"
  static let eventsPath = "/.lessons/events"

  /// The version of a page, which changes with its contents and those of its images; a missing page has a version too.
  ///
  /// - Parameter record: The page's record, which has the hashes of images; `nil` if it has none.
  static func version(of page: Data?, _ record: Data?) -> String {
    page.map { String(contentHash($0 + (record ?? Data())).prefix(16)) } ?? "none"
  }

  /// The page with the script added, and modules at their paths.
  ///
  /// The script stands in the head, so that browsers show nothing before it has found the reader's place.
  static func page(_ html: Data, version: String, nonce: String, scripts: [String] = []) -> Data {
    let others = scripts.map { script($0, nonce).markup }.joined()
    let live = liveScript(version: version, nonce).markup
    let withLive = html.inserting(live, before: html.range(of: Data("</head>".utf8)))
    return withLive.inserting(others, before: withLive.range(of: Data("</body>".utf8), options: .backwards))
  }

  private static func script(_ path: String, _ nonce: String) -> Element {
    .tag("script", ["type": "module", "src": path, "nonce": nonce])
  }

  /// The page's version is in the script's address, where modules find it.
  private static func liveScript(version: String, _ nonce: String) -> Element {
    .tag(
      "script",
      ["type": "module", "blocking": "render", "src": "\(scriptPath)?\(version)", "nonce": nonce])
  }

  /// The page that is served until a missing page exists.
  static func missingPage(_ path: String, nonce: String) -> Data {
    let body = Element.tag("body")[
      .tag("p")["There is no page ", .tag("code")[.text(path)], " yet."],
      .tag("p")[.tag("a", ["href": "/"])["All lessons"]],
      liveScript(version: version(of: nil, nil), nonce)]
    let head = Element.tag("head")[.tag("meta", ["charset": "utf-8"]), .tag("title")["No such page"]]
    return Data(("<!doctype html>\n" + Element.tag("html")[head, body].markup + "\n").utf8)
  }
}

extension Data {
  /// The bytes with text before some of them, or at the end.
  fileprivate func inserting(_ text: String, before range: Range<Index>?) -> Data {
    let place = range?.lowerBound ?? endIndex
    return self[..<place] + Data(text.utf8) + self[place...]
  }
}
