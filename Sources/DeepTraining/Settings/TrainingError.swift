/// Something that cannot be trained, and why.
public struct TrainingError: Error, CustomStringConvertible, Hashable {
  /// What was found and what was expected.
  public let description: String

  init(_ description: String) { self.description = description }
}
