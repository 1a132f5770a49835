/// A layer whose output hardly changes for large inputs, so that it passes on hardly any gradient.
public protocol Saturating: Layer {
  /// The range of outputs in which it is not saturated.
  var unsaturated: ClosedRange<Double> { get }
}
