import Foundation
import Testing

@Suite("The executable of a lesson's process")
struct HostTests {
  /// What stands before functions of the C library and of Swift's runtime in a lesson's process.
  private static let names: Set = ["open", "pthread_create", "swift_errorInMain"]

  /// Those of the names that an executable defines, of all its symbols.
  private func defined(in executable: String) throws -> Set<String> {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/nm")
    let path = Workplace.executable.deletingLastPathComponent().appending(path: executable).path
    process.arguments = ["--defined-only", "--format=just-symbols", path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Self.names.intersection(text.split(separator: "\n").map(String.init))
  }

  @Test("Only lesson-host has functions that stand before those of libraries")
  func functionsBeforeOthers() throws {
    #expect(try defined(in: "lesson-host") == Self.names)
    #expect(try defined(in: "lessons") == [])
  }
}
