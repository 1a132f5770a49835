import Foundation
import LessonConfinement
import LessonStorage
import Subprocess

/// Runs the toolchain's tools on untrusted input.
package struct ConfinedTool: Sendable {
  /// The executable that becomes the tool: `lesson-host`.
  package let host: String
  package let confinement: Confinement
  /// Paths that all tools may read, besides the system's libraries and headers.
  private(set) package var readable: [String]
  /// Folders in which they may write, besides their working folder.
  package var writable: [String] = []
  /// The limit of wall time in seconds. Lessons need less than a second; on a busy machine, the limit of processor time
  /// ends a compiler instead.
  package var timeout = 90

  package init(
    host: String, confinement: Confinement, readable: [String], writable: [String] = [], timeout: Int = 90
  ) {
    self.host = host
    self.confinement = confinement
    self.readable = readable
    self.writable = writable
    self.timeout = timeout
  }

  /// The same for tools that may also read these paths.
  package func reading(_ paths: [String]) -> ConfinedTool {
    var tool = self
    tool.readable += paths
    return tool
  }

  /// How a tool ended.
  package enum Outcome: Sendable {
    /// The tool ended, with its output on both streams.
    case ended(String, succeeded: Bool)
    /// It was stopped, with the reason.
    case timedOut(String)
  }

  /// The maximum output of a tool in bytes.
  private static let mostOutput = 16 << 20

  /// Runs an executable in a folder to which it may write.
  ///
  /// - Parameter budget: The time that it shares with other tools.
  package func run(
    _ tool: String, _ arguments: [String], in folder: URL, within budget: CompilerBudget? = nil
  ) async throws -> Outcome {
    let seconds = min(Double(timeout), budget?.secondsLeft ?? .infinity)
    if let budget, seconds <= 0 { return .timedOut(budget.whySpent) }
    let job = ToolJob(
      command: [tool] + arguments,
      policy: .tool(
        folders: writable + [folder.path], readable: readable, seconds: seconds, by: confinement))
    var options = PlatformOptions()
    // A process group, so that its child processes end with it.
    options.processGroupID = 0
    let command = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
    let result = try await Subprocess.run(
      .path(.init(host)), arguments: [HostCommand.tool.rawValue, command],
      environment: .custom(environment(folder: folder.path)), workingDirectory: .init(folder.path),
      platformOptions: options, input: .none, output: .sequence, error: .combinedWithOutput
    ) { execution in
      let dog = Task {
        try await Task.sleep(for: .seconds(seconds))
        try? execution.send(signal: .kill, toProcessGroup: true)
        return true
      }
      defer { dog.cancel() }
      var text: [UInt8] = []
      for try await buffer in execution.standardOutput where text.count < Self.mostOutput {
        buffer.withUnsafeBytes { text += $0 }
      }
      dog.cancel()
      let isTimedOut = (try? await dog.value) ?? false
      return (text: String(decoding: text, as: UTF8.self), isTimedOut: isTimedOut)
    }
    try Task.checkCancellation()
    let text = result.closureResult.text
    if result.closureResult.isTimedOut {
      return .timedOut(
        budget.flatMap { $0.isSpent ? $0.whySpent : nil } ?? "it took longer than \(timeout) s")
    }
    if result.terminationStatus == .exited(HostCommand.refusalStatus) {
      throw RunnerFailure(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    switch result.terminationStatus {
    // The limit of processor time ends a process by either signal.
    case .signaled(SIGXCPU), .signaled(SIGKILL):
      let time = Double(job.policy.limits.processorTime).seconds
      return .timedOut(
        "it used more than \(time) of processor time, or the system had too little memory; divide the code into groups or pages"
      )
    default: return .ended(text, succeeded: result.terminationStatus.isSuccess)
    }
  }

  /// Only variables that locate headers and libraries.
  private func environment(folder: String) -> [Environment.Key: String] {
    Dictionary(
      uniqueKeysWithValues: Self.environment(folder: folder).map { (.init(stringLiteral: $0.key), $0.value) })
  }

  /// The environment of a tool in a folder.
  static func environment(folder: String) -> [String: String] {
    // Compilers leave an empty folder behind in the folder of temporary files.
    var environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"]
    for name in pathVariables { environment[name] = ProcessInfo.processInfo.environment[name] }
    return environment
  }

  /// The variables that name folders of headers and libraries.
  static let pathVariables = ["LD_LIBRARY_PATH", "LIBRARY_PATH", "CPATH", "C_INCLUDE_PATH", "SDKROOT"]
}

extension ProcessPolicy {
  /// The policy of compilers and linkers: they may read themselves, the system's headers and libraries and the runner's
  /// modules, and write to their output folders.
  package static func tool(
    folders: [String], readable: [String], seconds: Double, by confinement: Confinement
  ) -> ProcessPolicy {
    tool(folders: folders, readable: readable, limits: .tool(seconds: seconds), by: confinement)
  }

  /// The policy of a tool that serves the runner until it ends, in one folder.
  ///
  /// It is that of compilers, except for its limits, and that it may read `/proc`: libdispatch reads there whether its
  /// threads wait, and traps if it cannot. Landlock keeps what belongs to other processes alone, such as their memory and
  /// environment, from it all the same.
  static func service(folder: String, readable: [String], by confinement: Confinement) -> ProcessPolicy {
    tool(folders: [folder], readable: readable + ["/proc"], limits: .service, by: confinement)
  }

  private static func tool(
    folders: [String], readable: [String], limits: ProcessLimits, by confinement: Confinement
  ) -> ProcessPolicy {
    let system = [
      "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/dev/urandom", ToolJob.memoryMap,
    ]
    let named = ConfinedTool.pathVariables.compactMap { ProcessInfo.processInfo.environment[$0] }
      .flatMap { $0.split(separator: ":").map(String.init) }
    var paths = (system + named + readable).map { PathRule([.read, .execute], $0) }
    paths.append(PathRule([.readFiles, .writeFiles], "/dev/null"))
    paths += folders.map { PathRule(.own, $0) }
    return ProcessPolicy(
      .tool(folders: folders), by: confinement, paths: paths, limits: limits)
  }
}
