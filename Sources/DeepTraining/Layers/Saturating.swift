/// A layer whose output hardly changes for large inputs, so that hardly any gradient passes.
public protocol Saturating: Layer {
  /// The outputs at which it is not saturated.
  var unsaturated: ClosedRange<Double> { get }
}
