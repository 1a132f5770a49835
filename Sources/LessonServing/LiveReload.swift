import Foundation
import LessonMarkup
import LessonStorage

/// Reloads a served page after changes of its lesson, by a script that the server adds to pages.
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

  /// The page with the script added.
  static func page(_ html: Data, version: String, nonce: String) -> Data {
    let added = Data(scriptElement(version: version, nonce).markup.utf8)
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

  /// The event with a page's current version and the message to show.
  static func event(version: String, message: String) throws -> Data {
    struct State: Encodable { let version, message: String }
    let state = try StableJSON.encode(State(version: version, message: message))
    return Data("data: ".utf8) + state + Data("\n\n".utf8)
  }

  /// The script for a page with this version; `nil` for an invalid version.
  static func script(version: String) -> String? {
    version.wholeMatch(of: #/[0-9a-f]{16}|none/#).map { _ in "const version = \"\(version)\";\n" + script }
  }

  /// Reloads the page if its version has changed, and shows messages below its bar, where they stay when readers scroll.
  /// What else sticks below the bar makes room for them.
  ///
  /// It uses the properties of `Document.prototype`, since element names in an untrusted page can hide those of
  /// `document`.
  private static let script = """
    (() => {
      const message = Document.prototype.createElement.call(document, "pre");
      const body = Object.getOwnPropertyDescriptor(Document.prototype, "body").get.call(document);
      const all = selector => Document.prototype.querySelectorAll.call(document, selector);
      const [bar] = all("body > .bar");
      const [root] = all("html");
      message.setAttribute("role", "status");
      message.hidden = true;
      Object.assign(message.style, {
        position: "sticky", top: bar ? `${bar.offsetHeight}px` : 0, zIndex: 1, boxSizing: "border-box",
        maxHeight: "40vh", overflow: "auto", margin: 0, padding: "0.75rem 1rem", border: 0, borderRadius: 0,
        borderBottom: "3px solid #f0a081", color: "#fff", background: "#7a1f14", direction: "ltr",
        textAlign: "left", whiteSpace: "pre-wrap", font: "0.85rem/1.45 ui-monospace, monospace",
      });
      if (bar) bar.after(message); else body.prepend(message);
      const makeRoom = () => {
        const height = message.offsetHeight;
        root.style.scrollPaddingTop = height ? `calc(4.5rem + ${height}px)` : "";
        for (const side of all("body > .page > .side")) {
          side.style.insetBlockStart = height ? `calc(var(--bar) + ${height}px)` : "";
          side.style.maxHeight = height ? `calc(100dvh - var(--bar) - ${height}px)` : "";
        }
      };
      const show = text => {
        message.textContent = text;
        message.hidden = !text;
        makeRoom();
      };
      addEventListener("resize", makeRoom);
      const events = new EventSource("\(eventsPath)?" + encodeURIComponent(location.pathname));
      events.onmessage = event => {
        const state = JSON.parse(event.data);
        if (state.version === version) show(state.message);
        else location.reload();
      };
      events.onerror = () => show("lessons serve has ended; this page waits for it to be started again");
      addEventListener("pagehide", () => events.close());
    })();
    """
}
