/// What the user asked for that cannot be done.
package struct UsageFailure: Error, CustomStringConvertible, Sendable {
  /// What was found and what was expected.
  package let description: String

  /// A failure told to the user as it stands.
  package init(_ description: String) { self.description = description }
}
