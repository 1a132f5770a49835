/// An error in what the user asked for.
package struct UsageFailure: Error, CustomStringConvertible, Sendable {
  /// What was found and what was expected.
  package let description: String

  /// A failure whose text is shown to the user unchanged.
  package init(_ description: String) { self.description = description }
}
