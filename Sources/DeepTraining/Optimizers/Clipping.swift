/// A bound on gradients, against those that would throw the weights far off.
///
/// R. Pascanu et al.: On the difficulty of training recurrent neural networks, 2012 (arXiv 1211.5063).
public struct Clipping: GradientTransform, Hashable {
  private enum Rule: Sendable, Hashable {
    case value(Double)
    case globalNorm(Double)
    case dividingByNorm(above: Double)
  }

  private let rule: Rule

  /// Every element is kept within −θ...θ; this changes the gradient's direction.
  public static func value(_ threshold: Double) -> Clipping { Clipping(.value(threshold), threshold) }

  /// A gradient whose norm over all parameters is larger than θ is shortened to exactly θ.
  public static func globalNorm(_ threshold: Double) -> Clipping {
    Clipping(.globalNorm(threshold), threshold)
  }

  /// A gradient whose norm is larger than θ is divided by its norm, so that its norm becomes 1 whatever θ is.
  ///
  /// This is how the course text describes clipping; with θ = 1 it is the same as `globalNorm(1)`.
  public static func dividingByNorm(above threshold: Double) -> Clipping {
    Clipping(.dividingByNorm(above: threshold), threshold)
  }

  private init(_ rule: Rule, _ threshold: Double) {
    precondition(threshold > 0, "gradients are clipped at a positive θ, found \(threshold)")
    self.rule = rule
  }

  /// The gradient within its bound.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    switch rule {
    case .value(let threshold): return gradient.minimum(threshold).maximum(-threshold)
    case .globalNorm(let threshold): return gradient * (threshold / gradient.norm()).minimum(1)
    case .dividingByNorm(let threshold):
      let norm = gradient.norm()
      let isLong = norm.isGreater(than: threshold)
      return gradient / (isLong * norm + (1 - isLong))
    }
  }
}
