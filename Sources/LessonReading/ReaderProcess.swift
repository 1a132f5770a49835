import CConfinement
import CForkServer
import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonStorage

/// The process that reads untrusted texts: the runner itself, started again as a fork server.
package enum ReaderProcess {
  /// The first argument, which makes the runner such a process.
  package static let argument = "__reader"

  /// How workers are confined. It is set before the first is forked.
  nonisolated(unsafe) private static var confinement = Confinement.none

  // MARK: In the runner

  /// Starts the process.
  ///
  /// - Parameter socket: The socket that becomes its standard input.
  static func start(_ executable: String, _ confinement: Confinement, socket: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO)
    for output in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    let words = ["lessons", argument, String(decoding: try JSONEncoder().encode(confinement), as: UTF8.self)]
    var arguments = words.map { strdup($0) } + [nil]
    var environment = self.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in arguments + environment { free(word) } }
    var process: pid_t = 0
    let problem = posix_spawn(&process, executable, &actions, nil, &arguments, &environment)
    guard problem == 0 else {
      throw RunnerFailure(
        "the process that reads lessons cannot be started: \(String(cString: strerror(problem)))")
    }
    return process
  }

  /// The environment has nothing of the user's, and is the same for every run.
  private static var environment: [String: String] {
    LessonProcess.inheritedEnvironment.merging([
      "LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1",
    ]) { $1 }
  }

  // MARK: In the process

  /// Serves tasks until the runner has ended.
  package static func run(_ arguments: [String]) -> Never {
    guard arguments.count == 1,
      let confinement = try? JSONDecoder().decode(Confinement.self, from: Data(arguments[0].utf8))
    else {
      try? FileHandle.standardError.write(contentsOf: Data("this command is the runner's own\n".utf8))
      _exit(126)
    }
    self.confinement = confinement
    confine_descriptors(STDERR_FILENO)
    WarmUp.run()
    do { try ReaderPolicy(confinement: confinement).enterServer() } catch { _exit(126) }
    fork_server_run(STDIN_FILENO) { request, reply in ReaderProcess.work(request, reply) }
  }

  /// Performs one task in a process that was forked for it.
  ///
  /// - Returns: The status of the process.
  private static func work(_ request: Int32, _ reply: Int32) -> Int32 {
    ReaderStage.file = reply
    ReaderStage.beginning.begin()
    do { try ReaderPolicy(confinement: confinement).enterWorker() } catch { return 126 }
    do {
      let result = try ReaderTasks.perform(try bytes(of: request))
      ReaderStage.ending.begin()
      return write(result, to: reply) ? 0 : 1
    } catch {
      return 1
    }
  }

  private static func bytes(of file: Int32) throws -> Data {
    let size = Int(lseek(file, 0, SEEK_END))
    var bytes = Data(count: max(0, size))
    let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    guard count == size else { throw POSIXError(.EIO) }
    return bytes
  }

  private static func write(_ bytes: Data, to file: Int32) -> Bool {
    var done = 0
    return bytes.withUnsafeBytes { bytes in
      while done < bytes.count {
        let count = pwrite(
          file, bytes.baseAddress! + done, bytes.count - done, off_t(ReaderStage.size + done))
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
