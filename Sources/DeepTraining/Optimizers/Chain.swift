/// Consecutive transforms as one: each changes the result of the previous one.
///
///     let adam = Chain(ScaleByMoments(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), Descend())
///     let optimizer = Optimizer(learningRate: 0.001, adam)
public struct Chain: GradientTransform {
  /// The transforms in order.
  public let transforms: [any GradientTransform]
  private let stateCounts: [Int]

  /// A chain of transforms.
  public init(_ transforms: any GradientTransform...) { self.init(transforms) }

  /// A chain of transforms.
  public init(_ transforms: [any GradientTransform]) {
    self.transforms = transforms
    stateCounts = transforms.map(\.stateCount)
  }

  /// Throws if one of the transforms refuses its settings.
  public func check() throws { for transform in transforms { try transform.check() } }

  /// The states of the transforms, concatenated.
  public func initialState(for weights: Tensor) -> [Tensor] {
    transforms.flatMap { $0.initialState(for: weights) }
  }

  /// The result of the last transform.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    var step = gradient, start = 0
    for (transform, count) in zip(transforms, stateCounts) {
      var own = Array(state[start..<(start + count)])
      step = transform.apply(to: step, of: weights, state: &own, in: context)
      state.replaceSubrange(start..<(start + count), with: own)
      start += count
    }
    return step
  }
}
