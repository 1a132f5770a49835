import Foundation
import LessonTestSupport
import Testing

@testable import LessonRendering
@testable import LessonServing
@testable import LessonStorage

@Suite("A folder that is served")
struct ServedFolderTests {
  private let root = FileManager.default.temporaryDirectory.appending(
    path: "served-\(UUID().uuidString)", directoryHint: .isDirectory)

  /// Looks a path up in a folder of two languages, with a file and a link that must not be had.
  private func place(_ path: String) throws -> String {
    let files = FileManager.default
    defer { try? files.removeItem(at: root) }
    for file in ["out/en/index.html", "out/pl/index.html", "out/en/ż.md", "out/en/.lessons-1-2", "secret"] {
      let url = root.appending(path: file)
      try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
    try files.createSymbolicLink(
      at: root.appending(path: "out/link"), withDestinationURL: root.appending(path: "secret"))
    switch ServedFolder(root.appending(path: "out", directoryHint: .isDirectory)).place(of: path) {
    case .file(let url, let type): return "\(url.lastPathComponent) \(type)"
    case .elsewhere(let path): return "→ \(path)"
    case .nowhere: return "nowhere"
    }
  }

  @Test(
    "gives files with their types, a folder's list, and the first language for the folder itself",
    arguments: [
      ("/en/index.html", "index.html text/html; charset=utf-8"),
      ("/en/ż.md", "ż.md text/plain; charset=utf-8"),
      ("/en/", "index.html text/html; charset=utf-8"), ("/pl", "→ /pl/"), ("/", "→ /en/"),
      ("/de/", "nowhere"), ("//en", "→ /en/"), ("//en/", "→ /en/"), ("///en//", "→ /en/"),
      ("//pl", "→ /pl/"),
    ])
  func found(_ path: String, _ expected: String) throws { #expect(try place(path) == expected) }

  @Test(
    "gives nothing outside it and nothing hidden",
    arguments: [
      "/../secret", "/en/../../secret", "/./secret", "/link", "/en/.lessons-1-2", "/en/%2e%2e/secret",
      "/\u{0}",
      "//secret", "/etc/passwd",
    ])
  func outside(_ path: String) throws { #expect(try place(path) == "nowhere") }

  @Test("gives pages scripts on their way, and a version that changes with their bytes")
  func script() throws {
    let page = Data("<html><head><title>a</title></head><body><p>a</body></html>\n".utf8)
    let served = String(
      decoding: LiveReload.page(
        page, version: LiveReload.version(of: page, nil), nonce: "n", scripts: ["/.lessons/editor.js"]),
      as: UTF8.self)
    let version = LiveReload.version(of: page, nil)
    #expect(
      served
        == "<html><head><title>a</title><script type=\"module\" blocking=\"render\" "
        + "src=\"/.lessons/scripts/live.js?\(version)\" nonce=\"n\"></script></head><body><p>a"
        + "<script type=\"module\" src=\"/.lessons/editor.js\" nonce=\"n\"></script></body></html>\n")
    #expect(
      version != LiveReload.version(of: page + page, nil) && version != LiveReload.version(of: nil, nil))
    #expect(version != LiveReload.version(of: page, Data("{}".utf8)))
    #expect(
      String(decoding: LiveReload.missingPage("/<script>", nonce: "n"), as: UTF8.self).contains(
        "<code>/&lt;script&gt;</code>"))
  }

  @Test("has all scripts that scripts of pages import")
  func imports() throws {
    var left = ["live.js", "editor.js", "learner.js", "export.js"]
    var found: Set<String> = []
    while let name = left.popLast() {
      guard found.insert(name).inserted else { continue }
      let (bytes, type) = try #require(PageScripts.file(PageScripts.path + name), "\(name)")
      #expect(type == "text/javascript; charset=utf-8")
      let text = String(decoding: bytes, as: UTF8.self)
      left += text.matches(of: #/(?:from |import\()'\.\/([^']+)'/#).map { String($0.1) }
    }
    #expect(found.count > 20 && PageScripts.file(PageScripts.path + "page.html") == nil)
  }

  @Test("comes with a policy that lets run the scripts of pages, and no others")
  func policy() throws {
    let headers = Dictionary(
      uniqueKeysWithValues: PreviewSecurity.headers(nonce: "n").map { ($0.name, $0.value) })
    let policy = try #require(headers["Content-Security-Policy"])
    let page = PageRenderer().html(try lesson("# A\n"), transcript([]))
    let scripts = page.matches(of: #/<script>(.*?)<\/script>/#.dotMatchesNewlines())
    #expect(scripts.count == 3)
    for script in scripts {
      let hash = Data(SHA256.hash(Data(script.1.utf8))).base64EncodedString()
      #expect(policy.contains("'sha256-\(hash)'"))
    }
    let sources = try #require(policy.firstMatch(of: #/script-src ([^;]*)/#)).1.split(separator: " ")
    // What these scripts load may run, too: the search index.
    #expect(
      sources.count == Theme.scripts.count + 2 && sources.first == "'nonce-n'"
        && sources.last == "'strict-dynamic'")
    #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"))
    #expect(
      headers["Cross-Origin-Resource-Policy"] == "same-origin" && headers["Referrer-Policy"] == "no-referrer")
    #expect(headers["X-Content-Type-Options"] == "nosniff")
    #expect(PreviewSecurity.nonce() != PreviewSecurity.nonce())
  }
}
