extension Optimizer {
  /// Muon: steps along the orthogonalized momentum of each weight matrix, so that the step has about the same length in
  /// every direction; other parameters take steps of AdamW.
  ///
  /// With M ← μM + (1 − μ)∇ and Nesterov's look-ahead, μM + (1 − μ)∇, the step of a matrix with `inputs` rows and
  /// `outputs` columns is −η(√max(1, outputs/inputs)·O + λw). O approximates UVᵀ of the singular value decomposition by
  /// five Newton–Schulz steps X ← 3.4445X − 4.775(XXᵀ)X + 2.0315(XXᵀ)²X from X = M/max(‖M‖, 1e-7); with these
  /// coefficients, singular values end between about 0.7 and 1.2. So a momentum shorter than 1e-7 makes shorter steps,
  /// and a zero momentum makes none; the longest ones make the same steps as others. A convolution's weights are
  /// treated as the matrix [height · width · input channels, output channels].
  ///
  /// K. Jordan et al.: Muon, 2024 (kellerjordan.github.io/posts/muon). His code and `torch.optim.Muon` use the same
  /// scale, with these differences: his code takes kernel height and width for the scale of a convolution; PyTorch does
  /// not support convolutions and has λ = 0.1; both compute the iteration in bfloat16, here it is in single precision.
  /// The author uses AdamW for the last layer, which `orthogonalizes` can exclude.
  ///
  /// - Parameters:
  ///   - learningRate: η, about 0.02.
  ///   - momentum: μ, 0.95 as in the author's code.
  ///   - weightDecay: λ, decoupled and multiplied by η; 0 as in the author's first version.
  ///   - adamRate: The rate of AdamW for the other parameters (β₁ 0.9, β₂ 0.95, ε 1e-10, as in the author's code), as
  ///     a multiple of η; 0.015 turns 0.02 into 3e-4.
  ///   - orthogonalizes: Selects among the weights with two or more axes; all by default. Trainings with such a rule
  ///     are not cached between runs of a lesson.
  public static func muon(
    learningRate: some LearningRateSchedule, momentum: Double = 0.95, weightDecay: Double = 0,
    adamRate: Double = 0.015,
    where orthogonalizes: (@Sendable (ParameterLayout.Part) -> Bool)? = nil
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate,
      [
        Partition(
          matricesWhere: orthogonalizes,
          Chain(AveragedMomentum(momentum), Orthogonalize(), AddDecayedWeights(weightDecay)),
          else: Chain(
            ScaleByMoments(beta1: 0.9, beta2: 0.95, epsilon: 1e-10), AddDecayedWeights(weightDecay),
            Scale(by: adamRate, name: "Muon's rate of AdamW"))),
        Descend(),
      ])
  }
}

/// A moving average of gradients that looks one step ahead: m ← μm + (1 − μ)g, with the result μm + (1 − μ)g for the
/// new m.
public struct AveragedMomentum: GradientTransform {
  let decay: Double

  /// Muon's momentum.
  ///
  /// - Parameter decay: μ, the weight of the past in the average, 0..<1.
  public init(_ decay: Double) { self.decay = decay }

  /// Throws if a setting is out of its range.
  public func check() throws { try Setting.requireFraction("momentum", decay) }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient, decay)
    return movingAverage(state[0], gradient, decay)
  }
}

/// Each matrix nearly orthogonalized, times √max(1, columns/rows); parameters with fewer than two axes stay.
public struct Orthogonalize: GradientTransform {
  /// Muon's direction.
  public init() {}
  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapParts([gradient], where: { $0.shape.rank > 1 && $0.shape.count > 0 }) { parts, part in
      let columns = part.shape.extents.last!, rows = part.shape.count / columns
      let scale = max(1, Double(columns) / Double(rows)).squareRoot()
      return (scale * orthogonal(parts[0].reshaped(to: [rows, columns]))).reshaped(to: part.shape)
    }
  }

  /// Five Newton–Schulz steps, with products of the size of the shorter side.
  private func orthogonal(_ matrix: Tensor) -> Tensor {
    let isTall = matrix.shape[0] > matrix.shape[1]
    // M/max(‖M‖, 1e-7), for M of any length.
    var x = matrix.withUnitNorm() * (1e7 * matrix.norm()).minimum(1)
    for _ in 0..<5 {
      let square = Tensor.apply(MatrixProduct(transposesA: isTall, transposesB: !isTall), x, x)
      let factor = -4.775 * square + 2.0315 * square.matrixProduct(square)
      x = 3.4445 * x + (isTall ? x.matrixProduct(factor) : factor.matrixProduct(x))
    }
    return x
  }
}
