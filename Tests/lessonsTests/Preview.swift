import Foundation
import Testing

/// A running `lessons serve` and what browsers would get from it.
final class Preview: Sendable {
  let process: Process
  let address: String
  /// The key with which lessons can be edited, and exercises tried.
  let key: String?
  private let place: Workplace

  /// Starts it and waits until it says where it is.
  init(_ place: Workplace, _ options: String...) async throws {
    self.place = place
    let errors = place.url.appending(path: "serve.txt")
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = Workplace.executable
    process.arguments = ["serve", "--port", "0"] + options
    process.currentDirectoryURL = place.url
    process.environment = ProcessInfo.processInfo.environment.merging(["GITHUB_ACTIONS": ""]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    self.process = process
    let said = try await Self.wait { () -> (String, String)? in
      let text = try String(contentsOf: errors, encoding: .utf8)
      let addresses = text.firstMatch(of: #/The lessons are at (\S+)\n.* open \S+#key=(\S+)\n/#)
      return addresses.map { (String($0.1), String($0.2)) }
    }
    address = try #require(said).0
    key = said?.1
  }

  deinit { process.terminate() }

  /// What `curl` says of a path: the status, then the body.
  func get(_ path: String, _ options: String...) async throws -> (status: Int, body: String) {
    let output = place.url.appending(path: UUID().uuidString)
    let curl = try curl(
      ["--path-as-is", "--write-out", "\n%{http_code}"] + options + [address + path.dropFirst()], to: output)
    while curl.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }

  /// The events that a page gets, until this goes.
  func events(of page: String) throws -> Events {
    let output = place.url.appending(path: UUID().uuidString)
    return Events(
      curl: try curl(["--no-buffer", address + ".lessons/events?" + page], to: output), file: output)
  }

  /// What the server answers to code for an exercise of a page.
  func attempt(
    _ exercise: String, _ code: String, key: String? = nil, _ options: String...
  ) async throws -> (status: Int, body: String) {
    let output = place.url.appending(path: UUID().uuidString)
    let curl = try begin(exercise, code, key: key, options, to: output)
    while curl.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    let lines = text.split(separator: "\n")
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }

  /// Hands in code, and waits for nothing.
  func begin(
    _ exercise: String, _ code: String, as learner: Character = "a", key: String? = nil,
    _ options: [String] = [],
    to output: URL
  ) throws -> Process {
    let body = place.url.appending(path: UUID().uuidString)
    try JSONEncoder().encode(["exercise": exercise, "code": code]).write(to: body)
    let headers = [
      "X-Lessons-Key: \(key ?? self.key ?? "")",
      "X-Lessons-Learner: " + String(repeating: learner, count: 32),
    ]
    return try curl(
      ["--no-buffer", "--write-out", "\n%{http_code}", "--data-binary", "@" + body.path]
        + headers.flatMap { ["--header", $0] } + options + [address + ".lessons/attempt?/en/a.html"],
      to: output)
  }

  private func curl(_ arguments: [String], to output: URL) throws -> Process {
    try Data().write(to: output)
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/curl")
    curl.arguments = ["--silent"] + arguments
    curl.standardInput = FileHandle.nullDevice
    curl.standardOutput = try FileHandle(forWritingTo: output)
    curl.standardError = FileHandle.nullDevice
    try curl.run()
    return curl
  }

  /// What a page has been told.
  final class Events: Sendable {
    struct Event: Decodable, Hashable {
      let version: String
      let message: String
    }

    private let curl: Process
    private let file: URL

    init(curl: Process, file: URL) {
      self.curl = curl
      self.file = file
    }

    deinit { curl.terminate() }

    var all: [Event] {
      get throws {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n\n").compactMap { event in
          event.hasPrefix("data: ")
            ? try? JSONDecoder().decode(Event.self, from: Data(event.dropFirst(6).utf8)) : nil
        }
      }
    }

    /// The first event of which something holds, once there is one.
    func first(where holds: (Event) -> Bool) async throws -> Event {
      try #require(try await Preview.wait { try all.first(where: holds) })
    }
  }

  /// What `find` gives, once it gives something; `nil` after long enough.
  static func wait<Value>(_ find: () throws -> Value?) async throws -> Value? {
    for _ in 0..<6000 {
      if let found = try find() { return found }
      try await Task.sleep(for: .milliseconds(10))
    }
    return nil
  }
}
