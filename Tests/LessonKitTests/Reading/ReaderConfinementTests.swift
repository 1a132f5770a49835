import Foundation
import Testing

@testable import LessonKit

@Suite("A process that reads a lesson")
struct ReaderConfinementTests {
  /// Takes the parser seconds.
  private static let slow = "www.a.b" + String(repeating: ")", count: 1_000_000)

  /// Processes by their parents.
  private func children(of process: Int32) -> [Int32] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return threads.flatMap { thread in
      let text = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { Int32($0) }
    }
  }

  /// The worker of a reader that has one: the fork server's watcher's child.
  private func worker(of server: Int32) async throws -> Int32? {
    for _ in 0..<400 {
      if let worker = children(of: server).flatMap(children).first { return worker }
      try await Task.sleep(for: .milliseconds(5))
    }
    return nil
  }

  private func status(of process: Int32) throws -> [String: String] {
    let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let pairs = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    return Dictionary(
      pairs.filter { $0.count == 2 }.map { ("\($0[0])", $0[1].trimmingCharacters(in: .whitespaces)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("has no capabilities, no system calls but a computation's, no files, and ends with its fork server")
  func confinement() async throws {
    let reader = LessonReader(
      executable: LessonReader.builtExecutable, means: AvailableConfinement.here().means)
    _ = try await reader.fragment(path: "x.md", bytes: Array("a".utf8))
    let server = try #require(await reader.serverProcess)
    let reading = Task { try await reader.fragment(path: "x.md", bytes: Array(Self.slow.utf8)) }
    let worker = try #require(try await worker(of: server))
    // It is confined before it reads anything.
    try await Task.sleep(for: .milliseconds(100))
    let status = try status(of: worker)
    #expect(status["CapEff"] == "0000000000000000")
    #expect(status["NoNewPrivs"] == "1")
    if AvailableConfinement.here().means.filtersCalls { #expect(status["Seccomp"] == "2") }
    if geteuid() == 0 { #expect(status["Uid"].map { !$0.split(separator: "\t").contains("0") } == true) }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(worker)/fd/\($0)")
    }
    #expect(descriptors.allSatisfy { $0 == "/dev/null" || $0.hasPrefix("/memfd:task") }, "\(descriptors)")
    kill(server, SIGKILL)
    for _ in 0..<400 where kill(worker, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(kill(worker, 0) != 0)
    _ = try? await reading.value
    // A fork server that has ended is started again.
    #expect(try await reader.fragment(path: "x.md", bytes: Array("a".utf8)).html == "<p>a</p>\n")
  }
}
