import CConfinement
import Foundation

/// The process that a compiler or linker runs in: the runner itself, started again, confines itself and becomes the tool.
public enum ToolChild {
  /// The first argument that makes the runner such a process.
  public static let argument = "__tool"

  /// The status of a process that could not become the tool, with the reason on its standard error.
  static let refusalStatus: Int32 = 126

  /// Where the compiler's threads find the bounds of their stacks, without which it traps. Of `/proc` it sees nothing else.
  static let memoryMap = "/proc/self/maps"

  /// What the process is to become.
  struct Job: Codable {
    /// The executable and its arguments.
    var command: [String]
    var policy: ProcessPolicy
  }

  /// Becomes the tool that the arguments name.
  public static func run(_ arguments: [String]) -> Never {
    guard arguments.count == 1, let job = try? JSONDecoder().decode(Job.self, from: Data(arguments[0].utf8))
    else { fail("this command is the runner's own") }
    confine_descriptors(STDERR_FILENO)
    guard confinement_hold(memoryMap) else { fail("cannot open '\(memoryMap)'") }
    do { try job.policy.enter() } catch { fail(error.description) }
    var words: [UnsafeMutablePointer<CChar>?] = job.command.map { strdup($0) }
    words.append(nil)
    execv(job.command[0], words)
    fail("'\(job.command[0])' cannot be started: \(String(cString: strerror(errno)))")
  }

  private static func fail(_ message: String) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data("\(message)\n".utf8))
    _exit(refusalStatus)
  }
}
