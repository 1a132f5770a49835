/// A bound on gradients: larger ones would move the weights too far.
///
/// θ must be above 0; ``Trainer`` refuses other values. Norms neither overflow nor underflow
/// (``Tensor/norm(axes:keepingAxes:)``), so the same formula clips the longest and the shortest gradients:
/// `globalNorm(1)` turns (3e20, 4e20) into (0.6, 0.8), but PyTorch's `clip_grad_norm_` computes the norm ∞ and gives
/// zeros. NaN stays NaN. Clipping by value turns an infinite element into ±θ; clipping by norm turns it into NaN and
/// all finite elements into 0, as in PyTorch.
///
/// R. Pascanu et al.: On the difficulty of training recurrent neural networks, 2012 (arXiv 1211.5063).
public struct Clipping: GradientTransform, Hashable {
  // Not private: the description of a private type contains an address that differs between runs.
  enum Rule: Sendable, Hashable {
    case value
    case parameterNorm
    case globalNorm
    case dividingByNorm
  }

  private let rule: Rule
  private let threshold: Double

  /// Limits every element to −θ...θ; this changes the gradient's direction.
  public static func value(_ threshold: Double) -> Clipping { Clipping(rule: .value, threshold: threshold) }

  /// Shortens each parameter's gradient whose norm exceeds θ to exactly θ, independently of the other parameters.
  ///
  /// Keras calls this `clipnorm`. The direction of the whole gradient changes; that of each parameter's gradient does
  /// not.
  public static func parameterNorm(_ threshold: Double) -> Clipping {
    Clipping(rule: .parameterNorm, threshold: threshold)
  }

  /// Shortens a gradient whose norm over all parameters exceeds θ to exactly θ.
  ///
  /// PyTorch's `clip_grad_norm_` divides by the norm + 1e-6, so its result is slightly shorter.
  public static func globalNorm(_ threshold: Double) -> Clipping {
    Clipping(rule: .globalNorm, threshold: threshold)
  }

  /// Divides a gradient whose norm exceeds θ by its norm, so that its norm becomes 1 whatever θ is.
  ///
  /// The course text describes clipping in this way; with θ = 1 it equals `globalNorm(1)`.
  public static func dividingByNorm(above threshold: Double) -> Clipping {
    Clipping(rule: .dividingByNorm, threshold: threshold)
  }

  /// Throws if θ is not above 0.
  public func check() throws { try Setting.requirePositive("the clipping's θ", threshold) }

  /// The clipped gradient.
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
