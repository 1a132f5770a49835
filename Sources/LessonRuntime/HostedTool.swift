import CConfinement
import Foundation
import LessonConfinement

/// The process that a compiler or linker runs in: it confines itself and becomes the tool.
enum HostedTool {
  /// Becomes the tool of a job.
  ///
  /// - Parameter argument: The `ToolJob` as JSON.
  static func run(_ argument: String) -> Never {
    guard let job = try? JSONDecoder().decode(ToolJob.self, from: Data(argument.utf8)) else {
      LessonHost.refuse(LessonHost.usage)
    }
    confine_descriptors(STDERR_FILENO)
    guard confinement_hold(ToolJob.memoryMap) else { LessonHost.refuse("cannot open '\(ToolJob.memoryMap)'") }
    do { try job.policy.enter() } catch { LessonHost.refuse(error.description) }
    var words: [UnsafeMutablePointer<CChar>?] = job.command.map { strdup($0) }
    words.append(nil)
    execv(job.command[0], words)
    LessonHost.refuse("'\(job.command[0])' cannot be started: \(String(cString: strerror(errno)))")
  }
}
