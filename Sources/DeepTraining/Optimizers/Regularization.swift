/// A penalty on large weights, whose gradient is added to that of the loss, before clipping and the optimizer.
///
/// It applies only to weights, not to biases and the parameters of normalisations. The reported loss does not include
/// the penalty: Keras adds it; PyTorch's `weight_decay` does not, but applies to all parameters. λ must be at least 0;
/// ``Trainer`` refuses other values.
public struct Regularization: GradientTransform, Hashable {
  private let l1: Double
  private let l2: Double

  /// The penalty ½λ‖w‖², with the gradient λw: large weights shrink.
  ///
  /// This is PyTorch's `weight_decay`. Keras's `l2(λ)` is λ‖w‖², so pass twice its λ here. With optimizers that scale
  /// the gradient, such as Adam, it differs from ``Optimizer/withDecoupledWeightDecay(_:)``.
  public static func l2(_ lambda: Double) -> Regularization { Regularization(l1: 0, l2: lambda) }

  /// The penalty λ‖w‖₁, with the gradient λ·sign(w), which is 0 at 0: less useful weights go to 0.
  ///
  /// R. Tibshirani: Regression Shrinkage and Selection via the Lasso, 1996. Gradient steps move a weight around 0
  /// rather than exactly to it.
  public static func l1(_ lambda: Double) -> Regularization { Regularization(l1: lambda, l2: 0) }

  /// Both penalties, λ₁‖w‖₁ + ½λ₂‖w‖². H. Zou, T. Hastie, 2005; their λ₂ is half of this one.
  public static func elasticNet(l1: Double, l2: Double) -> Regularization { Regularization(l1: l1, l2: l2) }

  /// Throws if a λ is below 0.
  public func check() throws {
    try Setting.requireNotNegative("the L1 penalty's λ", l1)
    try Setting.requireNotNegative("the L2 penalty's λ", l2)
  }

  /// The gradient plus that of the penalty.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { parts in
      var gradient = parts[0]
      if l2 > 0 { gradient += l2 * parts[1] }
      if l1 > 0 { gradient += l1 * parts[1].sign() }
      return gradient
    }
  }
}
