/// A layer that cannot be part of its model.
public struct ModelError: Error, CustomStringConvertible, Hashable {
  /// The layer's kind and number: “dense 2”.
  public let layer: String
  /// The source location of the layer.
  public let location: SourceLocation
  /// What was found and what was expected.
  public let problem: String

  /// The layer and its problem.
  public var description: String { "\(layer) \(problem)" }
}
