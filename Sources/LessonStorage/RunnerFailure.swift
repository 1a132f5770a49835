/// An error that stops the runner itself, such as a missing compiler or a full disk.
package struct RunnerFailure: Error, CustomStringConvertible, Sendable {
  /// What was missing and what to do about it.
  package let description: String

  /// A failure whose text is shown to the user unchanged.
  package init(_ description: String) { self.description = description }
}
