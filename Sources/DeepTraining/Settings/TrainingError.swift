/// The reason why a training is impossible or has failed.
public struct TrainingError: Error, CustomStringConvertible, Hashable {
  /// What was found and what was expected.
  public let description: String
  /// Whether the loss was not finite in some step. All other errors are wrong settings, or data that do not fit.
  public let isDivergence: Bool

  init(_ description: String, isDivergence: Bool = false) {
    self.description = description
    self.isDivergence = isDivergence
  }
}
