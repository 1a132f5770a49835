import Foundation
import Testing

/// A folder of its own in which the built `lessons` is run.
final class Workplace: Sendable {
  let url: URL

  /// The place that this one is a part of; its folder is removed with it.
  private let whole: Workplace?

  init() throws {
    whole = nil
    url = FileManager.default.temporaryDirectory.appending(path: "lessons-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// A folder in another place.
  init(_ folder: String, in whole: Workplace) throws {
    self.whole = whole
    url = whole.url.appending(path: folder)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { if whole == nil { try? FileManager.default.removeItem(at: url) } }

  /// What a call of the command gave.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the errors that name a place, without excerpts.
    var remarks: [String] {
      errors.split(separator: "\n").map(String.init)
        .filter { $0.contains(#/: (error|warning|note): /#) || $0.hasPrefix("error: ") }
    }

    /// The last line, without the time.
    var summary: String {
      String((errors.split(separator: "\n").last ?? "").prefix { $0 != "·" })
        .trimmingCharacters(in: .whitespaces)
    }
  }

  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "lessons")

  /// Runs `lessons` here and waits for its end.
  ///
  /// - Parameter wrapper: A command that runs the command after it in some way.
  func lessons(_ arguments: String..., environment: [String: String] = [:]) async throws -> Result {
    try await lessons(arguments, environment: environment)
  }

  func lessons(
    _ arguments: [String], environment: [String: String] = [:], by wrapper: [String] = []
  ) async throws -> Result {
    let process = Process()
    let command = wrapper + [Self.executable.path] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = url
    // These tests may run in a workflow themselves.
    process.environment = ProcessInfo.processInfo.environment.merging(["GITHUB_ACTIONS": ""]) { $1 }
      .merging(environment) { $1 }
    // Files, not pipes: nobody has to read while the process writes.
    let name = UUID().uuidString
    let files = try ["out", "err"].map { kind in
      let file = FileManager.default.temporaryDirectory.appending(path: "\(name).\(kind)")
      try Data().write(to: file)
      return (url: file, handle: try FileHandle(forWritingTo: file))
    }
    defer {
      for file in files {
        // A process that has ended may still be kept by Foundation, with all that it was given.
        try? file.handle.close()
        try? FileManager.default.removeItem(at: file.url)
      }
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = files[0].handle
    process.standardError = files[1].handle
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: files[0].url, encoding: .utf8),
      errors: try String(contentsOf: files[1].url, encoding: .utf8))
  }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path)
  }

  /// Paths of all files below a folder, hidden ones too.
  func files(below path: String) -> [String] {
    let root = url.appending(path: path).path
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return all.filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}

/// Runs a lesson and expects what its blocks give, as `lessons run` prints it under each block's place.
func check(
  _ markdown: String, prints expected: String, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let place = try Workplace()
  try place.write(markdown, to: "x.md")
  let result = try await place.lessons("run", "x.md")
  #expect(result.output == expected + "\n", sourceLocation: sourceLocation)
  #expect(result.errors == "", sourceLocation: sourceLocation)
  #expect(result.status == 0, sourceLocation: sourceLocation)
}

/// Runs a lesson and expects these errors and notes at these places, and status 1; nothing is printed unless it is said.
func check(
  _ markdown: String, printing output: String = "", fails expected: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let place = try Workplace()
  try place.write(markdown, to: "x.md")
  let result = try await place.lessons("run", "x.md")
  #expect(
    result.remarks.filter { !$0.contains(": warning: ") } == expected.map { "x.md:" + $0 },
    sourceLocation: sourceLocation)
  #expect(result.output == output, sourceLocation: sourceLocation)
  #expect(result.status == 1, sourceLocation: sourceLocation)
}
