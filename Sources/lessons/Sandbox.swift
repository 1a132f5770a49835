import ArgumentParser
import LessonKit

/// How far lessons are confined, for all commands that run them.
struct Sandbox: ParsableArguments {
  @Option(
    name: .customLong("sandbox"),
    help: "Whether lessons may run unconfined: auto confines as far as the system can, required insists.")
  var demand = Confinement.Demand.auto

  /// The means of this machine; says once what is missing.
  func confinement(_ console: Console) throws -> Confinement {
    let (means, warning) = try Confinement.meeting(demand)
    if let warning { console.warn(warning) }
    return means
  }
}

extension Confinement.Demand: ExpressibleByArgument {}
