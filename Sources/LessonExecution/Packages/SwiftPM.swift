import Foundation
import LessonStorage
import Subprocess

/// Runs SwiftPM on a package.
///
/// SwiftPM runs manifests and plugins and uses the network, all with the rights of the user, as when the user calls
/// `swift build`.
struct SwiftPM: Sendable {
  /// The `swift` that belongs to the compiler of lessons.
  let swift: String
  let package: URL
  /// Where it builds.
  let scratch: URL

  /// What SwiftPM said when it failed.
  struct Failure: Error {
    let text: String
  }

  /// The maximum length of an output in bytes.
  private static let mostOutput = 16 << 20
  /// The maximum length of an error in messages.
  private static let mostShown = 4_000

  /// The standard output of `swift package …`.
  func query(_ arguments: [String]) async throws -> Data {
    let result = try await Subprocess.run(
      .path(.init(swift)), arguments: .init(["package"] + places + arguments), environment: environment,
      workingDirectory: .init(package.path), platformOptions: options, input: .none,
      output: .string(limit: Self.mostOutput), error: .string(limit: Self.mostOutput))
    try Task.checkCancellation()
    guard result.terminationStatus.isSuccess else { throw Self.failure(result.standardError) }
    return Data(result.standardOutput.utf8)
  }

  /// Builds the package.
  ///
  /// - Parameter tell: Called with each line that SwiftPM prints.
  func build(tell: @Sendable (String) -> Void) async throws {
    let result = try await Subprocess.run(
      .path(.init(swift)),
      arguments: .init(["build", "--build-system", "native", "--disable-index-store"] + places),
      environment: environment, workingDirectory: .init(package.path), platformOptions: options,
      input: .none, output: .sequence, error: .combinedWithOutput
    ) { execution in
      var text: [UInt8] = []
      var line: [UInt8] = []
      for try await buffer in execution.standardOutput {
        let bytes = buffer.withUnsafeBytes { Array($0) }
        if text.count < Self.mostOutput { text += bytes }
        line += bytes
        let lines = line.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for ended in lines.dropLast() { tell(String(decoding: ended, as: UTF8.self)) }
        line = lines.last.map(Array.init) ?? []
      }
      return String(decoding: text, as: UTF8.self)
    }
    try Task.checkCancellation()
    guard result.terminationStatus.isSuccess else { throw Self.failure(result.closureResult) }
  }

  private var places: [String] { ["--package-path", package.path, "--scratch-path", scratch.path] }

  private var environment: Environment { .inherit }

  private var options: PlatformOptions {
    var options = PlatformOptions()
    // SwiftPM ends its own processes.
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    return options
  }

  /// The errors in an output, or its end if it names none; progress is left out.
  private static func failure(_ output: String) -> Failure {
    let lines = output.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("[") }
    // The compiler repeats an error under the line of code that it shows.
    let errors = lines.filter { $0.contains("error: ") && !$0.contains(#/[|`]- error: /#) }
    var seen: Set<Substring> = []
    let text = (errors.isEmpty ? lines.suffix(40) : errors).filter { seen.insert($0).inserted }
    return Failure(text: String(text.joined(separator: "\n").prefix(mostShown)))
  }
}
