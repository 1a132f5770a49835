/// What keeps the runner itself from working: no compiler, no room on the disk.
public struct RunnerFailure: Error, CustomStringConvertible, Sendable {
  /// What was missing and what to do about it.
  public let description: String

  /// A failure told to the user as it stands.
  public init(_ description: String) { self.description = description }
}
