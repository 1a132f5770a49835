import Foundation
import LessonStorage
import Subprocess

/// The download of one file, which a later download can continue.
///
/// It runs `curl`, whose output comes through a pipe: so `curl` ends with the runner and writes no files itself.
struct Download: Sendable {
  let address: String
  /// The name of the local file, in `folder`.
  let part: String
  let folder: DataSetFolder
  /// The maximum size of the file in bytes.
  let mostBytes: Int

  /// Why a server did not deliver the file; another server may.
  enum Problem: Error, Hashable {
    /// The server could not be reached or did not have the file; the text is curl's.
    case refused(String)
    /// The server cannot continue in the middle of a file.
    case cannotResume
    /// The received data is not the file.
    case wrongFile(String)
  }

  /// Fetches the rest of the file.
  ///
  /// - Parameter progress: Called repeatedly with the number of bytes received so far.
  /// - Throws: `Problem`, or `FileFailure` if the local file cannot be written.
  func run(progress: @Sendable (Int) -> Void) async throws {
    let file = try folder.openPart(part)
    let begin = Int(file.status.st_size)
    let result: ExecutionResult<Void, SequenceOutput, StringOutput<Unicode.UTF8>>
    do {
      result = try await Subprocess.run(
        .name("curl"), arguments: .init(arguments(from: begin)), input: .none, output: .sequence,
        error: .string(limit: 1 << 16)
      ) { execution in
        var count = begin
        for try await buffer in execution.standardOutput {
          count += buffer.count
          guard count <= mostBytes else {
            throw Problem.wrongFile("it has more than the \(mostBytes) bytes that it can have")
          }
          let code = file.write(buffer.withUnsafeBytes { Data($0) })
          guard code == 0 else { throw FileFailure(.write, folder.part(part), code) }
          progress(count)
        }
      }
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw RunnerFailure(
        "files are fetched with 'curl', which was not found (apt-get install curl); "
          + "--from takes them from a folder")
    }
    try Task.checkCancellation()
    switch result.terminationStatus {
    case .exited(0): return
    case .exited(Self.noRanges): throw Problem.cannotResume
    default: throw Problem.refused(Self.reason(result.standardError) ?? "curl: \(result.terminationStatus)")
    }
  }

  // MARK: curl

  /// curl's exit status if a server sends the whole file although only the rest was requested.
  private static let noRanges: Int32 = 33

  private func arguments(from begin: Int) -> [String] {
    // `--disable` must come first: it keeps the user's own settings from sending the file elsewhere.
    let quiet = ["--disable", "--silent", "--show-error", "--fail", "--location"]
    let limits = [
      "--proto", "=http,https", "--max-redirs", "5", "--connect-timeout", "20", "--speed-time", "30",
      "--speed-limit", "1",
    ]
    let resumption = begin > 0 ? ["--continue-at", "\(begin)"] : []
    return quiet + limits + resumption + ["--", address]
  }

  /// The text of `curl: (6) Could not resolve host: x` without curl's name and number.
  private static func reason(_ errors: String?) -> String? {
    let line = errors?.split(separator: "\n").last.map(String.init)
    return line?.replacing(#/^curl: \(\d+\) /#, with: "")
  }
}
