import Foundation
import LessonStorage

/// The path of the confined processes' executable, which is beside the runner's.
package enum LessonHostFile {
  private static let name = "lesson-host"

  /// The path of the host that was built with a runner.
  ///
  /// - Parameter runner: The runner's executable, or a link to it.
  package static func beside(_ runner: String) -> String {
    URL(filePath: runner).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name).path
  }

  /// The host of this process.
  ///
  /// - Throws: A `RunnerFailure` that says what to do if the host is missing.
  package static func current() throws(RunnerFailure) -> String {
    let path = beside("/proc/self/exe")
    guard access(path, X_OK) == 0 else {
      throw RunnerFailure(
        "'\(path)', in which lessons run, is missing: build the package again, or install 'lessons' with all its files"
      )
    }
    return path
  }
}
