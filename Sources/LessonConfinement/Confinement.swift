import CConfinement
import Foundation
import LessonStorage

/// How the processes of lessons and their compilers are confined.
package struct Confinement: Codable, Hashable, Sendable {
  /// How much confinement the user demands.
  package enum Demand: String, CaseIterable, Sendable {
    /// Confine as far as the system can.
    case auto
    /// Confine fully or do not run.
    case required
    /// Set limits only.
    case off

    /// The default demand in an environment: full confinement on machines that test other people's changes.
    package static func standard(_ environment: [String: String]) -> Demand {
      ContinuousIntegration.isSet(in: environment) ? .required : .auto
    }
  }

  /// Restricts files, TCP and signals to other processes (Landlock).
  package var restrictsFiles: Bool
  /// Restricts system calls (seccomp).
  package var filtersCalls: Bool
  /// Drops capabilities and changes the user.
  package var dropsPrivileges: Bool
  /// Whether a process that cannot have all of this must stop.
  package var isRequired = false

  /// Whether processes run as separate users, who cannot read files that only the runner's user can read.
  package var changesUser: Bool { dropsPrivileges && geteuid() == 0 }

  /// Limits only.
  package static let none = Confinement(restrictsFiles: false, filtersCalls: false, dropsPrivileges: false)

  /// The same confinement without the requirement: results depend only on the restrictions in effect.
  package var asFarAsMet: Confinement {
    var confinement = self
    confinement.isRequired = false
    return confinement
  }

  /// The confinement for a demand, given the available means.
  ///
  /// - Returns: The confinement, and a warning if it is incomplete.
  /// - Throws: If the available means do not meet the demand.
  package static func meeting(
    _ demand: Demand, with available: AvailableConfinement
  ) throws(RunnerFailure) -> (confinement: Confinement, warning: String?) {
    switch (demand, available.gap) {
    case (.off, _): return (.none, nil)
    case (.auto, let gap):
      return (
        available.confinement,
        gap.map { "lessons are not fully confined, so run only those that you trust: \($0)" }
      )
    case (.required, nil):
      var confinement = available.confinement
      confinement.isRequired = true
      return (confinement, nil)
    case (.required, let gap?):
      throw RunnerFailure("--sandbox required: \(gap) (--sandbox auto runs lessons all the same)")
    }
  }

  /// The confinement for a demand on this machine.
  package static func meeting(_ demand: Demand) throws(RunnerFailure) -> (
    confinement: Confinement, warning: String?
  ) {
    if demand == .off { return (.none, nil) }
    return try meeting(demand, with: .here())
  }
}
