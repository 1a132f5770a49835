import Foundation

// Transforms that scale the rate of each weight by the history of its gradients.

/// g/(√s + ε), where s is the sum of all squared gradients so far.
public struct ScaleBySumOfSquares: GradientTransform {
  let epsilon: Double

  /// Adagrad's scaling.
  ///
  /// - Parameter epsilon: ε, above 0.
  public init(epsilon: Double = 1e-10) { self.epsilon = epsilon }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requirePositive("Adagrad's ε", epsilon)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] += gradient.squared()
    return gradient / (state[0].squareRoot() + epsilon)
  }
}

/// g/(√s + ε), where s is a moving average of squared gradients.
public struct ScaleByRootMeanSquare: GradientTransform {
  let decay: Double
  let epsilon: Double

  /// RMSProp's scaling.
  ///
  /// - Parameters:
  ///   - decay: The weight of the past in the average, 0..<1.
  ///   - epsilon: ε, above 0.
  public init(decay: Double = 0.9, epsilon: Double = 1e-8) { (self.decay, self.epsilon) = (decay, epsilon) }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("RMSProp's decay", decay)
    try Setting.requirePositive("RMSProp's ε", epsilon)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient.squared(), decay)
    return gradient / (state[0].squareRoot() + epsilon)
  }
}

/// The gradient in units of past steps: √(u + ε)/√(s + ε) · g, where s and u are moving averages of squared gradients
/// and of squared results.
public struct ScaleByPastSteps: GradientTransform {
  let decay: Double
  let epsilon: Double

  /// Adadelta's scaling.
  ///
  /// - Parameters:
  ///   - decay: The weight of the past in both averages, 0..<1.
  ///   - epsilon: ε, above 0.
  public init(decay: Double = 0.95, epsilon: Double = 1e-6) { (self.decay, self.epsilon) = (decay, epsilon) }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("Adadelta's decay", decay)
    try Setting.requirePositive("Adadelta's ε", epsilon)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor(zerosLike: weights), Tensor(zerosLike: weights)]
  }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient.squared(), decay)
    let step = (state[1] + epsilon).squareRoot() / (state[0] + epsilon).squareRoot() * gradient
    state[1] = movingAverage(state[1], step.squared(), decay)
    return step
  }
}

/// m̂/(√v̂ + ε): moving averages of gradients and of their squares, each corrected for its initial value 0.
public struct ScaleByMoments: GradientTransform {
  /// The divisor of the average gradient.
  public enum Divisor: Sendable {
    /// The current √v̂ (Adam).
    case current
    /// The largest √v̂ so far (AMSGrad).
    case largest
  }

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let divisor: Divisor
  /// How the average gradient looks one step ahead, as Nesterov's momentum does; `nil` if it does not.
  let lookAhead: LookAhead?

  /// Adam's scaling.
  ///
  /// - Parameters:
  ///   - beta1: β₁, the weight of the past in the average of gradients, 0..<1.
  ///   - beta2: β₂, the weight of the past in the average of squares, 0..<1.
  ///   - epsilon: ε, above 0.
  ///   - divisor: The divisor of the average gradient.
  ///   - lookAhead: How the average gradient looks one step ahead; `nil`, the default, for no look-ahead.
  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, divisor: Divisor = .current,
    lookAhead: LookAhead? = nil
  ) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    (self.divisor, self.lookAhead) = (divisor, lookAhead)
  }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
    try Setting.requirePositive("ε", epsilon)
    try lookAhead?.check()
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor](repeating: Tensor(zerosLike: weights), count: divisor == .largest ? 3 : 2)
  }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient, beta1)
    state[1] = movingAverage(state[1], gradient.squared(), beta2)
    var square = state[1]
    if divisor == .largest {
      state[2] = state[2].maximum(square)
      square = state[2]
    }
    let correction = context.number { [beta2] in 1 / (1 - pow(beta2, $0.t)) }
    let divisor = (square * correction).squareRoot() + epsilon
    guard let lookAhead else {
      return state[0] * context.number { [beta1] in 1 / (1 - pow(beta1, $0.t)) } / divisor
    }
    // Two quotients, because the sum of the dividends may overflow.
    return state[0] * context.number { lookAhead.weightOfAverage($0) } / divisor
      + gradient * context.number { lookAhead.weightOfGradient($0) } / divisor
  }
}

/// Dozat's momentum, which grows from β₁/2 to β₁: μₜ = β₁(1 − ½·0.96^(tψ)).
public struct LookAhead: Sendable {
  let beta1: Double
  /// ψ, the rate of growth; with infinity, the momentum is β₁ from the first step.
  let momentumDecay: Double

  /// Dozat's momentum.
  ///
  /// - Parameters:
  ///   - beta1: β₁, the momentum's limit.
  ///   - momentumDecay: ψ, at least 0.
  public init(beta1: Double = 0.9, momentumDecay: Double = 0.004) {
    (self.beta1, self.momentumDecay) = (beta1, momentumDecay)
  }

  func check() throws {
    guard momentumDecay >= 0 else {
      throw TrainingError("Nadam's momentum decay is \(momentumDecay); at least 0 is expected")
    }
  }

  func weightOfAverage(_ position: StepPosition) -> Double {
    momentum(position.t + 1) / (1 - product(through: position.t + 1))
  }

  func weightOfGradient(_ position: StepPosition) -> Double {
    (1 - momentum(position.t)) / (1 - product(through: position.t))
  }

  private func momentum(_ t: Double) -> Double { beta1 * (1 - 0.5 * pow(0.96, t * momentumDecay)) }

  /// μ₁·μ₂·…·μₜ; a product too small to matter beside 1 counts as 0.
  private func product(through t: Double) -> Double {
    var product = 1.0, index = 1.0
    while index <= t, product > 1e-17 {
      // Once μ has reached β₁, all later factors are equal.
      if momentum(index) == beta1 { return product * pow(beta1, t - index + 1) }
      (product, index) = (product * momentum(index), index + 1)
    }
    return product
  }
}

/// m̂/u, where u is the largest gradient so far, with decay: u ← max(β₂u, |g| + ε).
public struct ScaleByLargest: GradientTransform {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  /// AdaMax's scaling.
  ///
  /// - Parameters:
  ///   - beta1: β₁, the weight of the past in the average of gradients, 0..<1.
  ///   - beta2: β₂, the decay of the largest gradient in each step, 0..<1.
  ///   - epsilon: ε, above 0.
  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
  }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
    try Setting.requirePositive("ε", epsilon)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor(zerosLike: weights), Tensor(zerosLike: weights)]
  }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient, beta1)
    state[1] = (beta2 * state[1]).maximum(gradient.magnitude() + epsilon)
    return state[0] * context.number { [beta1] in 1 / (1 - pow(beta1, $0.t)) } / state[1]
  }
}

/// The sign of β₁m + (1 − β₁)g, where m is a moving average of gradients with the weight β₂.
public struct SignOfMomentum: GradientTransform {
  let beta1: Double
  let beta2: Double

  /// Lion's direction.
  ///
  /// - Parameters:
  ///   - beta1: β₁, the weight of the average in the direction, 0..<1.
  ///   - beta2: β₂, the weight of the past in the average, 0..<1.
  public init(beta1: Double = 0.9, beta2: Double = 0.99) { (self.beta1, self.beta2) = (beta1, beta2) }

  /// Throws if a setting is out of its range.
  public func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
  }

  /// Zeros.
  public func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  /// The transformed gradient.
  public func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    let direction = movingAverage(state[0], gradient, beta1).sign()
    state[0] = movingAverage(state[0], gradient, beta2)
    return direction
  }
}

/// decay · past + (1 − decay) · new.
func movingAverage(_ past: Tensor, _ new: Tensor, _ decay: Double) -> Tensor {
  decay * past + (1 - decay) * new
}
