import ArgumentParser
import LessonKit

/// How far lessons are confined: `--sandbox` of all commands that run them.
///
/// An option and no group: in debug builds swift-argument-parser checks the options of a group inside a group hundreds of times.
extension Confinement.Demand: ExpressibleByArgument {
  static let help: ArgumentHelp =
    "Whether lessons may run unconfined: auto confines as far as the system can, required insists."

  /// The means of this machine; says once what is missing.
  func means(_ console: Console) throws -> Confinement {
    let (means, warning) = try Confinement.meeting(self)
    if let warning { console.warn(warning) }
    return means
  }
}
