/// A layer that gives nearly the same number for all inputs beyond some, where next to no gradient comes through.
public protocol Saturating: Layer {
  /// The outputs at which it is not saturated.
  var unsaturated: ClosedRange<Double> { get }
}

extension Tanh: Saturating {
  /// −0.97…0.97, beyond which the slope is less than 0.06 of its largest.
  public var unsaturated: ClosedRange<Double> { -0.97...0.97 }
}

extension Sigmoid: Saturating {
  /// 0.03…0.97, beyond which the slope is less than 0.12 of its largest.
  public var unsaturated: ClosedRange<Double> { 0.03...0.97 }
}
