import Foundation
import LessonStorage
import Subprocess

/// One file on its way from a server into a file here, which a later download goes on with.
///
/// `curl` does it. Its bytes come through a pipe, so that it ends when the runner does and never writes by itself.
struct Download: Sendable {
  let address: String
  /// The name of the file here, and its folder.
  let part: String
  let folder: DataSetFolder
  /// Bytes that the file has at most.
  let mostBytes: Int

  /// Why a server did not give the file; another may.
  enum Problem: Error, Hashable {
    /// It was not reached, or did not have the file, in curl's words.
    case refused(String)
    /// It cannot go on in the middle of a file.
    case cannotResume
    /// What came is not the file.
    case wrongFile(String)
  }

  /// Fetches what is still missing.
  ///
  /// - Parameter progress: Is told how many bytes there are, again and again.
  /// - Throws: `Problem`, or `FileFailure` when the file cannot be written here.
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

  /// curl's status when a server sends a file from its beginning though its rest was asked for.
  private static let noRanges: Int32 = 33

  private func arguments(from begin: Int) -> [String] {
    // First of all, that no settings of the user's own send the file elsewhere.
    let quiet = ["--disable", "--silent", "--show-error", "--fail", "--location"]
    let limits = [
      "--proto", "=http,https", "--max-redirs", "5", "--connect-timeout", "20", "--speed-time", "30",
      "--speed-limit", "1",
    ]
    let resumption = begin > 0 ? ["--continue-at", "\(begin)"] : []
    return quiet + limits + resumption + ["--", address]
  }

  /// `curl: (6) Could not resolve host: x` without what only curl's readers need.
  private static func reason(_ errors: String?) -> String? {
    let line = errors?.split(separator: "\n").last.map(String.init)
    return line?.replacing(#/^curl: \(\d+\) /#, with: "")
  }
}
