/// What the user asked for that cannot be done.
public struct UsageFailure: Error, CustomStringConvertible, Sendable {
  /// What was found and what was expected.
  public let description: String

  /// A failure told to the user as it stands.
  public init(_ description: String) { self.description = description }
}
