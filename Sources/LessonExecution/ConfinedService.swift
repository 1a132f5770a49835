import Foundation
import LessonConfinement
import LessonStorage
import Synchronization

/// A confined tool that serves the runner over its standard streams until it is ended.
package final class ConfinedService: Sendable {
  /// Where the tool reads.
  package let input: Int32
  /// Where it writes.
  package let output: Int32
  private let process: pid_t
  private let hasEnded = Mutex(false)

  /// Starts a tool in a folder of its own.
  package init(_ command: [String], by tools: ConfinedTool, in folder: URL) throws {
    let job = ToolJob(
      command: command,
      policy: .service(folder: folder.path, readable: tools.readable, by: tools.confinement))
    let words = [
      tools.host, HostCommand.tool.rawValue, String(decoding: try JSONEncoder().encode(job), as: UTF8.self),
    ]
    let (theirInput, input) = try Self.pipe()
    let (output, theirOutput) = try Self.pipe()
    defer { for end in [theirInput, theirOutput] { close(end) } }
    var environment = ConfinedTool.environment(folder: folder.path)
    environment["SWIFT_BACKTRACE"] = "enable=no"
    (self.input, self.output) = (input, output)
    do {
      process = try Self.start(words, environment, streams: (theirInput, theirOutput))
    } catch {
      for end in [input, output] { close(end) }
      throw error
    }
  }

  deinit {
    end()
    for end in [input, output] { close(end) }
  }

  /// Ends the tool and its child processes.
  package func end() {
    hasEnded.withLock { hasEnded in
      guard !hasEnded else { return }
      hasEnded = true
      kill(-process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
  }

  // MARK: Starting

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw RunnerFailure("no pipe can be made: \(String(cString: strerror(errno)))")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Starts the process from a thread that stays as long as the process: the kernel ends a confined process when the
  /// thread that started it ends.
  private static func start(
    _ words: [String], _ environment: [String: String], streams: (Int32, Int32)
  ) throws -> pid_t {
    let started = DispatchSemaphore(value: 0)
    let result = Mutex<(process: pid_t, problem: Int32)>((0, 0))
    let (reading, writing) = streams
    Thread.detachNewThread {
      let (process, problem) = spawn(words, environment, reading, writing)
      result.withLock { $0 = (process, problem) }
      started.signal()
      guard problem == 0 else { return }
      // Leaves its status, so that no other process gets its number before it was ended.
      var status = siginfo_t()
      while waitid(P_PID, id_t(process), &status, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    }
    started.wait()
    let (process, problem) = result.withLock(\.self)
    guard problem == 0 else {
      throw RunnerFailure("'\(words[0])' cannot be started: \(String(cString: strerror(problem)))")
    }
    return process
  }

  private static func spawn(
    _ words: [String], _ environment: [String: String], _ input: Int32, _ output: Int32
  ) -> (process: pid_t, problem: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A process group, so that its child processes end with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in arguments + variables { free(word) } }
    var process: pid_t = 0
    let problem = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &variables)
    return (process, problem)
  }
}
