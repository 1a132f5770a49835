import Foundation
import LessonConfinement
import LessonStorage

/// How many files the runner may open at one time: as many as the system lets it.
enum OpenFilesLimit {
  /// Enough for one lesson with its compiler, its process and its reader.
  private static let least: rlim_t = 128
  /// More is of no use, and some libraries go through all that there could be.
  private static let most: rlim_t = 65_536

  /// Raises the limit that programs begin with.
  ///
  /// - Throws: When lessons could not be run within it.
  static func raise() throws(RunnerFailure) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, most))
    _ = setrlimit(resource, &limit)
    guard limit.rlim_cur >= least else {
      throw RunnerFailure(
        "no more than \(limit.rlim_cur) files may be open; at least \(least) are needed (ulimit -n)")
    }
  }
}
