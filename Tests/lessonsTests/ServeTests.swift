import Foundation
import LessonAuthoring
import Testing

@Suite("lessons serve")
struct ServeTests {
  private func place(_ lesson: String = "# A\n\n```swift-dt\n6 * 7\n```\n") throws -> Workplace {
    let place = try Workplace()
    try place.write(lesson, to: "lessons/en/a.md")
    return place
  }

  @Test("builds, and serves pages with scripts that the files do not have")
  func pages() async throws {
    let place = try place()
    let preview = try await Preview(place)
    let version = try await preview.events(of: "/en/a.html").first { $0.version != "none" }.version
    let page = try await preview.get("/en/a.html")
    let added = try #require(
      page.body.firstMatch(
        of:
          #/<script type="module" blocking="render" src="\/.lessons\/scripts\/live.js\?([0-9a-f]+)" nonce="([^"]+)"><\/script>/#
      ))
    let others = ["editor", "learner", "export"].map {
      "<script type=\"module\" src=\"/.lessons/scripts/\($0).js\" nonce=\"\(added.2)\"></script>"
    }
    #expect(added.1 == version)
    #expect(page.status == 200 && page.body.contains("<samp>42</samp>"))
    #expect(page.body.contains(added.0 + "</head>") && page.body.contains(others.joined() + "</body>"))
    let bare = page.body.replacing(added.0, with: "").replacing(others.joined(), with: "")
    #expect(try place.read("output/en/a.html") == bare)
    #expect(try await preview.get("/.lessons/scripts/live.js?\(version)").body.contains("EventSource"))
    _ = try await preview.events(of: "/en/").first { $0.version != "none" }
    #expect(try await preview.get("/en", "--location").body.contains("<a href=a.html>A</a>"))
    let missing = try await preview.get("/en/b.html")
    #expect(missing.status == 404 && missing.body.contains("live.js?none\""))
  }

  @Test("sends no browser to another site, and says with every answer which scripts may run")
  func headers() async throws {
    let preview = try await Preview(try place())
    _ = try await preview.events(of: "/en/a.html").first { $0.version != "none" }
    for path in ["/en/a.html", "//en", "/nowhere", "/.lessons/scripts/live.js?none", "/en/a.md"] {
      let answer = try await preview.get(path, "--head").body.lowercased()
      for header in [
        "content-security-policy: default-src 'none'; script-src 'nonce-",
        "cross-origin-resource-policy: same-origin", "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
      ] {
        #expect(answer.contains(header), "\(path): \(header)")
      }
    }
    #expect(try await preview.get("//en", "--head").body.lowercased().contains("location: /en/\r"))
    #expect(try await preview.get("/.lessons/scripts/nothing.js").status == 404)
  }

  @Test("makes the page again when its lesson is saved, tells it alone, and says above it what is wrong")
  func saving() async throws {
    let place = try place()
    try place.write("# B\n", to: "lessons/en/b.md")
    let preview = try await Preview(place)
    let (a, b) = (try preview.events(of: "/en/a.html"), try preview.events(of: "/en/b.html"))
    let first = try await a.first { $0.version != "none" }
    let other = try await b.first { $0.version != "none" }

    try place.write("# A\n\n```swift-dt\n6 * 8\n```\n", to: "lessons/en/a.md")
    let second = try await a.first { $0.version != "none" && $0.version != first.version }
    #expect(second.message == "")
    #expect(try await preview.get("/en/a.html").body.contains("<samp>48</samp>"))

    try place.write("# A\n\n```swift-dt\nlet a: Int = \"x\"\n```\n", to: "lessons/en/a.md")
    let third = try await a.first { !$0.message.isEmpty }
    #expect(third.version == second.version)
    #expect(
      third.message.hasPrefix(
        "lessons/en/a.md:4:14: error: cannot convert value of type 'String' to specified type 'Int'\n"))
    #expect(try place.read("serve.txt").contains(third.message))
    _ = try await b.first { !$0.message.isEmpty }
    #expect(Set(try b.all.map(\.version)).subtracting(["none"]) == [other.version])
  }

  @Test("gives up what it has begun when the lesson is saved again, and leaves nothing of it behind")
  func overtaken() async throws {
    let place = try place(
      "---\ntimeout: 1800\n---\n```swift-dt\ntry await Task.sleep(for: .seconds(1700))\n```\n")
    let preview = try await Preview(place)
    let child = try await Preview.wait { try children(of: preview.process.processIdentifier).first }
    #expect(child != nil)
    let events = try preview.events(of: "/en/a.html")
    try place.write("# A\n\n```swift-dt\n6 * 7\n```\n", to: "lessons/en/a.md")
    _ = try await events.first { $0.version != "none" }
    #expect(
      try await Preview.wait { try children(of: preview.process.processIdentifier).isEmpty ? true : nil }
        == true)
  }

  @Test("notices folders and files that are new")
  func newFiles() async throws {
    let place = try place()
    let preview = try await Preview(place)
    _ = try await preview.events(of: "/en/a.html").first { $0.version != "none" }
    let events = try preview.events(of: "/pl/sub/b.html")
    try place.write("# B\n", to: "lessons/pl/sub/b.md")
    _ = try await events.first { $0.version != "none" }
    #expect(try await preview.get("/pl/sub/b.html").status == 200)
  }

  @Test("reads the settings again when they are saved, and says what is wrong with them")
  func settings() async throws {
    let place = try place()
    try place.write("title: First\n", to: "lessons.yml")
    let preview = try await Preview(place)
    let events = try preview.events(of: "/en/a.html")
    let first = try await events.first { $0.version != "none" }
    #expect(try await preview.get("/en/a.html").body.contains("First"))

    try place.write("titel: Second\n", to: "lessons.yml")
    let wrong = try await events.first { !$0.message.isEmpty }
    #expect(
      wrong.message.hasPrefix("lessons.yml:1:1: error: unknown key 'titel'; did you mean 'title'?\n"))
    #expect(try await preview.get("/en/a.html").body.contains("First"))

    try place.write("title: Second\n", to: "lessons.yml")
    _ = try await events.first { $0.version != "none" && $0.version != first.version }
    #expect(try await preview.get("/en/a.html").body.contains("Second"))
    try place.write("# A\n\n```swift-dt\n6 * 8\n```\n", to: "lessons/en/a.md")
    _ = try await Preview.wait { try place.read("output/en/a.html").contains("<samp>48</samp>") ? 1 : nil }
    #expect(try await preview.get("/en/a.html").body.contains("<samp>48</samp>"))
  }

  @Test("goes on when the lessons are removed and made again, and keeps their pages meanwhile")
  func folderMadeAgain() async throws {
    let place = try place("# A\n")
    let preview = try await Preview(place)
    let events = try preview.events(of: "/en/a.html")
    let first = try await events.first { $0.version != "none" }
    try FileManager.default.moveItem(
      at: place.url.appending(path: "lessons"), to: place.url.appending(path: "away"))
    let lost = try await events.first { !$0.message.isEmpty }
    #expect(lost.message.contains("there is no lessons folder 'lessons'") && lost.version == first.version)
    try FileManager.default.createDirectory(
      at: place.url.appending(path: "lessons"), withIntermediateDirectories: true)
    _ = try await events.first { $0.message.contains("there is no lesson in 'lessons'") }
    #expect(try await preview.get("/en/a.html").status == 200)
    for title in ["A, again", "A, at last"] {
      try place.write("# \(title)\n", to: "lessons/en/a.md")
      #expect(try await shows(title, preview))
    }
  }

  @Test("gives nothing outside the output, to nobody else, and takes nothing")
  func closed() async throws {
    let place = try place()
    let preview = try await Preview(place)
    _ = try await preview.events(of: "/en/a.html").first { $0.version != "none" }
    try FileManager.default.createSymbolicLink(
      atPath: place.url.path + "/output/link", withDestinationPath: "/etc/passwd")
    for path in [
      "/../lessons/en/a.md", "/en/../../lessons/en/a.md", "/%2e%2e/lessons/en/a.md", "/..%2flessons/en/a.md",
      "/en/%2e%2e%2f%2e%2e%2flessons/en/a.md", "//etc/passwd", "/link", "/.lessons/../../lessons/en/a.md",
      "/en/..%00/a.md",
    ] {
      #expect(try await preview.get(path).status == 404, "\(path)")
    }
    #expect(try await preview.get("/en/a.html", "--header", "Host: example.org").status == 403)
    #expect(try await preview.get("/en/a.html", "--request", "POST").status == 405)
    let head = try await preview.get("/en/a.html", "--head")
    #expect(head.status == 200 && !head.body.contains("<"))
    let port = try #require(Int(preview.address.split(separator: ":").last?.dropLast() ?? ""))
    let sockets = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8).split(separator: "\n")
    let suffix = ":" + String(port, radix: 16, uppercase: true) + " 00000000:0000 0A"
    #expect(sockets.filter { $0.contains(suffix) }.map { $0.contains("0100007F\(suffix)") } == [true])
  }

  @Test("gives a lesson's text, and takes a change of it, only with the key and from its own page")
  func editing() async throws {
    let place = try place()
    let preview = try await Preview(place)
    _ = try await preview.events(of: "/en/a.html").first { $0.version != "none" }
    let lesson = "/.lessons/source?%2Fen%2Fa.html"
    let key = "X-Lessons-Key: \(try #require(preview.key))"
    let text = try place.read("lessons/en/a.md")
    let own = "Origin: " + preview.address.dropLast()
    #expect(try await preview.get(lesson).status == 403)
    #expect(try await preview.get(lesson, "--header", "X-Lessons-Key: 00").status == 403)
    #expect(
      try await preview.get(lesson, "--header", key, "--header", "Origin: http://127.0.0.1:1").status == 403)
    #expect(
      try await preview.get(lesson, "--header", key, "--header", "Sec-Fetch-Site: same-site").status == 403)
    #expect(try await preview.get("/.lessons/source?%2Fen%2Fb.html", "--header", key).status == 404)
    let answer = try await preview.get(lesson, "--header", key, "--header", own)
    let content = try JSONDecoder().decode(LessonEditor.Content.self, from: Data(answer.body.utf8))
    #expect(answer.status == 200 && content.text == text)
    func put(_ change: LessonEditor.Change, _ key: String) async throws -> Int {
      let body = String(decoding: try JSONEncoder().encode(change), as: UTF8.self)
      return try await preview.get(lesson, "--header", key, "--request", "PUT", "--data", body).status
    }
    let change = LessonEditor.Change(version: content.version, .text(text: text + "More.\n"))
    #expect(try await put(change, "X-Lessons-Key: 00") == 403)
    #expect(try place.read("lessons/en/a.md") == text)
    #expect(try await put(change, key) == 200)
    #expect(try place.read("lessons/en/a.md") == text + "More.\n")
    #expect(try await put(change, key) == 409)
    #expect(try await preview.get(lesson, "--header", key, "--request", "PUT", "--data", "{").status == 400)
    #expect(try await preview.get(lesson, "--request", "POST").status == 405)
    #expect(try await preview.get("/.lessons/scripts/page.js").body.contains("export const begin"))
    #expect(try await preview.get("/.lessons/scripts/none.js").status == 404)
  }

  @Test("answers while hundreds of connections wait, some with half a request")
  func manyConnections() async throws {
    let place = try place()
    let preview = try await Preview(place)
    let events = try preview.events(of: "/en/a.html")
    _ = try await events.first { $0.version != "none" }
    let port = try #require(UInt16(preview.address.split(separator: ":").last?.dropLast() ?? ""))
    let requests = [
      "GET /.lessons/events?/en/a.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "GET /en/a.html HT",
      "GET /en/a.html HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n", "",
    ]
    let sockets = (0..<420).map { connection(to: port, sending: requests[$0 % requests.count]) }
    defer { for socket in sockets { close(socket) } }
    #expect(sockets.allSatisfy { $0 >= 0 })
    #expect(try await preview.get("/en/a.html").status == 200)
    try place.write("# Later\n", to: "lessons/en/a.md")
    #expect(try await shows("Later", preview))
  }

  /// Whether the page shows a text within a minute.
  private func shows(_ text: String, _ preview: Preview) async throws -> Bool {
    for _ in 0..<600 {
      if try await preview.get("/en/a.html").body.contains(text) { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  /// A connection to a port of this machine on which some text was sent.
  private func connection(to port: UInt16, sending text: String) -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else {
      close(socket)
      return -1
    }
    return send(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count ? socket : -1
  }

  @Test("ends at once by Ctrl-C, lessons that run with it")
  func interruption() async throws {
    let place = try place("```swift-dt\ntry await Task.sleep(for: .seconds(50))\n```\n")
    let preview = try await Preview(place)
    let child = try await Preview.wait { try children(of: preview.process.processIdentifier).first }
    preview.process.interrupt()
    let isOver = try await Preview.wait { preview.process.isRunning ? nil : true }
    #expect(isOver == true && preview.process.terminationReason == .uncaughtSignal)
    #expect(try await Preview.wait { kill(try #require(child), 0) == 0 ? nil : true } == true)
  }

  @Test("says which port is taken, and what it cannot serve")
  func refused() async throws {
    let place = try place()
    let preview = try await Preview(place)
    let port = String(try #require(preview.address.split(separator: ":").last?.dropLast()))
    let taken = try await place.lessons("serve", "--port", port)
    #expect(
      taken.errors
        == "error: port \(port) of 127.0.0.1 cannot be used: Address already in use; --port names another\n")
    #expect(taken.status == 3)
    #expect(try await place.lessons("serve", "--format", "markdown").status == 2)
    #expect(try await place.lessons("serve", "--port", "70000").status == 2)
    let lost = try await place.lessons("serve", "--lessons", "nowhere")
    #expect(lost.errors == "error: there is no lessons folder 'nowhere' (--lessons names another)\n")
    #expect(lost.status == 2)
  }

  /// The processes that a process has started: those of lessons.
  private func children(of process: pid_t) throws -> [pid_t] {
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
    return threads.flatMap { thread in
      let text = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { pid_t($0) }.filter { !isReader($0) }
    }
  }

  /// Whether a process is the one that reads lessons, which stays.
  private func isReader(_ process: pid_t) -> Bool {
    let command = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return String(decoding: command, as: UTF8.self).contains("__reader")
  }
}
