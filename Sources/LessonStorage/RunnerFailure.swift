/// What keeps the runner itself from working: no compiler, no room on the disk.
package struct RunnerFailure: Error, CustomStringConvertible, Sendable {
  /// What was missing and what to do about it.
  package let description: String

  /// A failure told to the user as it stands.
  package init(_ description: String) { self.description = description }
}
