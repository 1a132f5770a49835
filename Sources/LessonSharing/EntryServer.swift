import Foundation
import LessonStorage
import Subprocess

/// Where entries of a shared cache lie: an address for each.
protocol EntryServer: Sendable {
  /// The bytes at an address; `nil` if there are none.
  func get(_ name: String, within time: Duration) async throws -> Data?

  /// Puts bytes at an address, in the place of what is there.
  func put(_ bytes: Data, to name: String, within time: Duration) async throws
}

/// Why a server gave or took no entry.
struct EntryServerFailure: Error, Hashable {
  /// In curl's words, or the status of HTTP.
  let reason: String
}

/// A server that is asked by HTTP, through `curl`: it takes GET and PUT, as nginx with WebDAV and stores that speak S3 do.
struct HTTPEntryServer: EntryServer {
  /// The address under which entries lie, without the last slash.
  let address: String
  /// How requests are authorised.
  let access: ServerAccess

  func get(_ name: String, within time: Duration) async throws -> Data? {
    let (bytes, status) = try await call(
      ["--max-filesize", "\(SharedEntry.mostPackedBytes)"], name, content: Data(), within: time)
    switch status {
    case 200: return bytes
    case 404, 410: return nil
    default: throw EntryServerFailure(reason: "it answers with status \(status)")
    }
  }

  func put(_ bytes: Data, to name: String, within time: Duration) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.url.appending(path: "entry").path
    try bytes.write(to: URL(filePath: file))
    // curl signs the header 'Expect' even if it is told not to send it, so it sends it, and hardly waits for the answer.
    let (_, status) = try await call(
      ["--expect100-timeout", "0.01", "--upload-file", file], name, content: bytes, within: time)
    guard (200..<300).contains(status) else {
      throw EntryServerFailure(reason: "it answers with status \(status)")
    }
  }

  /// The body of the answer, and its status.
  ///
  /// - Parameter content: What the request sends.
  private func call(
    _ arguments: [String], _ name: String, content: Data, within time: Duration
  ) async throws -> (Data, Int) {
    // `--disable` must come first: it keeps the user's own settings from sending entries elsewhere.
    let all =
      ["--disable", "--silent", "--show-error", "--proto", "=http,https", "--max-redirs", "0"]
      + ["--max-time", "\(time / .seconds(1))", "--write-out", "%{stderr}\\n%{http_code}"]
      // Others on this machine can see arguments, but not the standard input.
      + ["--config", "-"] + arguments + ["--", "\(address)/\(name)"]
    let result = try await Subprocess.run(
      .name("curl"), arguments: .init(all), input: .string(access.configuration(for: content)),
      output: .data(limit: SharedEntry.mostPackedBytes),
      error: .string(limit: 1 << 16))
    let errors = (result.standardError ?? "").split(separator: "\n").map(String.init)
    guard case .exited(0) = result.terminationStatus, let status = errors.last.flatMap({ Int($0) }) else {
      throw EntryServerFailure(reason: errors.first ?? "curl: \(result.terminationStatus)")
    }
    return (result.standardOutput, status)
  }
}
