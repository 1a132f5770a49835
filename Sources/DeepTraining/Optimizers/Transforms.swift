/// −η times the gradient.
public struct Descend: GradientTransform {
  /// The step of gradient descent.
  public init() {}
  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    -1 * context.learningRate * gradient
  }
}

/// A decaying sum v ← γv + g, which is the step. Nesterov's step is γv + g with the new v.
public struct Momentum: GradientTransform {
  let decay: Double
  let looksAhead: Bool

  /// A decaying sum.
  ///
  /// - Parameters:
  ///   - decay: γ, the weight of the past, 0..<1.
  ///   - looksAhead: Whether the step looks one step ahead, as Nesterov's does.
  public init(_ decay: Double, looksAhead: Bool = false) {
    (self.decay, self.looksAhead) = (decay, looksAhead)
  }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("momentum", decay)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = decay * state[0] + gradient
    return looksAhead ? decay * state[0] + gradient : state[0]
  }
}

/// Adds λ times the weights, except for biases and normalisations. After the gradient has been scaled, this is
/// decoupled weight decay.
public struct AddDecayedWeights: GradientTransform {
  let decay: Double

  /// Decoupled weight decay before ``Descend``.
  ///
  /// - Parameter decay: λ, at least 0.
  public init(_ decay: Double) { self.decay = decay }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireNotNegative("weight decay", decay)
  }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { $0[0] + decay * $0[1] }
  }
}

/// Subtracts ηλ times the weights from the step, except for biases and normalisations.
public struct DecayWeights: GradientTransform {
  let decay: Double

  /// Decoupled weight decay after ``Descend``.
  ///
  /// - Parameter decay: λ, at least 0.
  public init(_ decay: Double) { self.decay = decay }

  /// Throws if a setting is out of its range.
  public func check() throws { try Setting.requireNotNegative("weight decay", decay) }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { $0[0] - decay * context.learningRate * $0[1] }
  }
}

/// The gradient divided by its Euclidean norm, however long or short; a zero gradient stays zero.
public struct ScaleToUnitNorm: GradientTransform {
  /// The gradient's direction.
  public init() {}

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    gradient.withUnitNorm()
  }
}

/// A multiple of the gradient.
public struct Scale: GradientTransform {
  let factor: Double
  let name: String

  /// A multiple of the gradient.
  ///
  /// - Parameters:
  ///   - factor: The factor, at least 0.
  ///   - name: The name of the factor in errors.
  public init(by factor: Double, name: String = "the factor of the gradient") {
    (self.factor, self.name) = (factor, name)
  }

  /// Throws if the factor is negative.
  public func check() throws { try Setting.requireNotNegative(name, factor) }

  /// The multiple.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    factor * gradient
  }
}
