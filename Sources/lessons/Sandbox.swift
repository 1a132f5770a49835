import ArgumentParser
import Foundation
import LessonBuilding
import LessonConfinement

/// How far lessons are confined: `--sandbox` of all commands that run them.
///
/// An option and no group: in debug builds swift-argument-parser checks the options of a group inside a group hundreds of times.
extension Confinement.Demand: ExpressibleByArgument {
  static let help: ArgumentHelp = """
    How far lessons are confined: off, auto (as far as the system can) or required (wholly, or they are not run). It is required where CI is set \
    in the environment; 'lessons --version --verbose' says what the system can.
    """

  /// What is demanded where no option says it.
  static var here: Confinement.Demand { standard(ProcessInfo.processInfo.environment) }

  /// The confinement that this machine gives; warns of what is missing.
  func confinement(_ console: Console) throws -> Confinement {
    let (confinement, warning) = try Confinement.meeting(self)
    if let warning { console.warn(warning) }
    return confinement
  }
}

extension ArgumentHelp {
  /// The help of `--max-timeout`.
  static let maxTimeout = ArgumentHelp(
    "The longest time limit that a lesson may ask for with 'timeout'.", valueName: "seconds")
}

/// Refuses time limits that are none.
func checkMaxTimeout(_ seconds: Double) throws {
  guard seconds > 0, seconds.isFinite else {
    throw ValidationError("--max-timeout is a number of seconds above 0, not \(seconds)")
  }
}
