/// Machines that test other people's changes.
package enum ContinuousIntegration {
  /// Whether an environment is that of such a machine: they set `CI`.
  package static func isSet(in environment: [String: String]) -> Bool {
    !["", "false"].contains(environment["CI", default: ""].lowercased())
  }
}
