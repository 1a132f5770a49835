import CConfinement
import Foundation
import LessonStorage

/// How the processes of lessons and their compilers are confined.
package struct Confinement: Codable, Hashable, Sendable {
  /// What a lesson from a stranger needs to be kept from.
  package enum Demand: String, CaseIterable, Sendable {
    /// Confine as far as the system can.
    case auto
    /// Confine wholly or do not run.
    case required
    /// Set limits only.
    case off

    /// What is demanded where nothing is said: on machines that test the changes of others, all.
    ///
    /// - Parameter environment: Such machines set `CI` in it.
    package static func standard(_ environment: [String: String]) -> Demand {
      ["", "false"].contains(environment["CI", default: ""].lowercased()) ? .auto : .required
    }
  }

  /// Landlock: files, TCP, signals to others.
  package var restrictsFiles: Bool
  /// seccomp: system calls.
  package var filtersCalls: Bool
  /// Capabilities, the user.
  package var dropsPrivileges: Bool
  /// A process that cannot have all of this must not go on.
  package var isRequired = false

  /// Whether processes become users of their own, who cannot read what only the runner's user can.
  package var changesUser: Bool { dropsPrivileges && geteuid() == 0 }

  /// Limits only.
  package static let none = Confinement(restrictsFiles: false, filtersCalls: false, dropsPrivileges: false)

  /// The same confinement, whether it was required or not: results depend on what there was.
  package var asFarAsMet: Confinement {
    var confinement = self
    confinement.isRequired = false
    return confinement
  }

  /// The confinement that a demand gives where this much is available.
  ///
  /// - Returns: The confinement, and a warning when it is less than there could be.
  /// - Throws: When that is less than the demand.
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

  /// The confinement that a demand gives on this machine.
  package static func meeting(_ demand: Demand) throws(RunnerFailure) -> (
    confinement: Confinement, warning: String?
  ) {
    if demand == .off { return (.none, nil) }
    return try meeting(demand, with: .here())
  }
}
