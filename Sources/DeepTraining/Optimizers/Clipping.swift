/// A bound on gradients: larger ones would move the weights too far.
///
/// θ must be above 0; ``Trainer`` refuses others. Norms neither overflow nor vanish (``Tensor/norm(axes:keepingAxes:)``), so
/// the longest and the shortest gradients are clipped by the same formula: (3e20, 4e20) becomes (0.6, 0.8) by
/// `globalNorm(1)`, where PyTorch's `clip_grad_norm_` finds the norm ∞ and gives zeros. NaN stays NaN. An infinite element
/// becomes ±θ by value; by norm it becomes NaN and all finite ones 0, as in PyTorch.
///
/// R. Pascanu et al.: On the difficulty of training recurrent neural networks, 2012 (arXiv 1211.5063).
public struct Clipping: GradientTransform, Hashable {
  // Not private: a private type prints an address that is another one in each run.
  enum Rule: Sendable, Hashable {
    case value
    case parameterNorm
    case globalNorm
    case dividingByNorm
  }

  private let rule: Rule
  private let threshold: Double

  /// Every element is kept within −θ...θ; this changes the gradient's direction.
  public static func value(_ threshold: Double) -> Clipping { Clipping(rule: .value, threshold: threshold) }

  /// Each parameter's gradient whose norm is larger than θ is shortened to exactly θ, whatever the others' are.
  ///
  /// Keras calls this `clipnorm`. The whole gradient's direction changes, each parameter's own does not.
  public static func parameterNorm(_ threshold: Double) -> Clipping {
    Clipping(rule: .parameterNorm, threshold: threshold)
  }

  /// A gradient whose norm over all parameters is larger than θ is shortened to exactly θ.
  ///
  /// PyTorch's `clip_grad_norm_` divides by the norm + 1e-6, so its result is a little shorter.
  public static func globalNorm(_ threshold: Double) -> Clipping {
    Clipping(rule: .globalNorm, threshold: threshold)
  }

  /// A gradient whose norm is larger than θ is divided by its norm, so that its norm becomes 1 whatever θ is.
  ///
  /// This is how the course text describes clipping; with θ = 1 it is the same as `globalNorm(1)`.
  public static func dividingByNorm(above threshold: Double) -> Clipping {
    Clipping(rule: .dividingByNorm, threshold: threshold)
  }

  /// Refuses a θ that is not above 0.
  public func check() throws { try Setting.requirePositive("the clipping's θ", threshold) }

  /// The gradient within its bound.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    switch rule {
    case .value: return gradient.minimum(threshold).maximum(-threshold)
    case .parameterNorm: return context.layout.mapParts([gradient]) { parts, _ in shortened(parts[0]) }
    case .globalNorm: return shortened(gradient)
    case .dividingByNorm: return gradient.withNorm(1, above: threshold)
    }
  }

  private func shortened(_ gradient: Tensor) -> Tensor { gradient.withNorm(threshold, above: threshold) }
}
