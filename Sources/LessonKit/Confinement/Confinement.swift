import CConfinement

/// By what means the processes of lessons and their compilers are confined.
public struct Confinement: Codable, Hashable, Sendable {
  /// What a lesson from a stranger needs to be kept from.
  public enum Demand: String, CaseIterable, Sendable {
    /// Confine as far as the kernel can.
    case auto
    /// Confine wholly or do not run.
    case required
    /// Set limits only.
    case off
  }

  /// Landlock: files, TCP, signals to others.
  var restrictsFiles: Bool
  /// seccomp: system calls.
  var filtersCalls: Bool
  /// Capabilities, the user.
  var dropsPrivileges: Bool

  /// Limits only.
  static let none = Confinement(restrictsFiles: false, filtersCalls: false, dropsPrivileges: false)

  /// All that this kernel offers.
  static var available: Confinement {
    Confinement(
      restrictsFiles: confinement_landlock_version() > 0, filtersCalls: confinement_filters_calls(),
      dropsPrivileges: true)
  }

  /// What is not confined, in words that a user can act on; `nil` when all is.
  var gap: String? {
    let missing = [
      restrictsFiles
        ? nil : "Landlock, which keeps a lesson from files (Linux 5.13, among the kernel's active modules)",
      filtersCalls ? nil : "seccomp, which keeps a lesson from processes and the network",
    ].compactMap(\.self)
    return missing.isEmpty ? nil : missing.joined(separator: ", and ")
  }

  /// What a demand means where this much is available.
  ///
  /// - Returns: The means, and a warning when they are fewer than there could be.
  /// - Throws: When that is less than the demand.
  static func meeting(
    _ demand: Demand, with available: Confinement
  ) throws(RunnerFailure) -> (means: Confinement, warning: String?) {
    switch (demand, available.gap) {
    case (.off, _): return (.none, nil)
    case (_, nil): return (available, nil)
    case (.auto, let gap?):
      return (
        available, "lessons are not fully confined, so run only those that you trust: the kernel lacks \(gap)"
      )
    case (.required, let gap?):
      throw RunnerFailure("--sandbox required: the kernel lacks \(gap)")
    }
  }

  /// What a demand means on this machine.
  public static func meeting(_ demand: Demand) throws(RunnerFailure) -> (means: Confinement, warning: String?)
  {
    try meeting(demand, with: .available)
  }
}
