import Foundation

// What makes each weight's rate its own.

/// g/(√s + ε), s being the sum of all squares so far.
struct ScaleBySumOfSquares: GradientTransform {
  let epsilon: Double

  func check() throws {
    try Setting.requirePositive("Adagrad's ε", epsilon)
  }

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] += gradient.squared()
    return gradient / (state[0].squareRoot() + epsilon)
  }
}

/// g/(√s + ε), s being a moving average of squares.
struct ScaleByRootMeanSquare: GradientTransform {
  let decay: Double
  let epsilon: Double

  func check() throws {
    try Setting.requireFraction("RMSProp's decay", decay)
    try Setting.requirePositive("RMSProp's ε", epsilon)
  }

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient.squared(), decay)
    return gradient / (state[0].squareRoot() + epsilon)
  }
}

/// The gradient in units of past steps: √(u + ε)/√(s + ε) · g, with moving averages s of squared gradients and u of
/// squared results.
struct ScaleByPastSteps: GradientTransform {
  let decay: Double
  let epsilon: Double

  func check() throws {
    try Setting.requireFraction("Adadelta's decay", decay)
    try Setting.requirePositive("Adadelta's ε", epsilon)
  }

  func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor(zerosLike: weights), Tensor(zerosLike: weights)]
  }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient.squared(), decay)
    let step = (state[1] + epsilon).squareRoot() / (state[0] + epsilon).squareRoot() * gradient
    state[1] = movingAverage(state[1], step.squared(), decay)
    return step
  }
}

/// m̂/(√v̂ + ε): moving averages of gradients and of their squares, each divided by what its start with 0 takes away.
struct ScaleByMoments: GradientTransform {
  /// What divides the mean.
  enum Divisor: Sendable {
    case current
    /// The largest √v̂ so far (AMSGrad).
    case largest
  }

  let beta1: Double
  let beta2: Double
  let epsilon: Double
  var divisor = Divisor.current
  /// How the mean looks one step ahead, as Nesterov's momentum does, if it does.
  var lookAhead: LookAhead?

  func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
    try Setting.requirePositive("ε", epsilon)
    try lookAhead?.check()
  }

  func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor](repeating: Tensor(zerosLike: weights), count: divisor == .largest ? 3 : 2)
  }

  func apply(
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
    // Two quotients: the sum of the dividends may overflow.
    return state[0] * context.number { lookAhead.weightOfAverage($0) } / divisor
      + gradient * context.number { lookAhead.weightOfGradient($0) } / divisor
  }
}

/// Dozat's momentum, which grows from β₁/2 to β₁: μₜ = β₁(1 − ½·0.96^(tψ)).
struct LookAhead: Sendable {
  let beta1: Double
  /// ψ: how fast it grows; β₁ from the beginning if it is infinite.
  let momentumDecay: Double

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

  /// μ₁·μ₂·…·μₜ; what is too small to change 1 − it counts as 0.
  private func product(through t: Double) -> Double {
    var product = 1.0, index = 1.0
    while index <= t, product > 1e-17 {
      // Once μ has grown to β₁, all that follow are alike.
      if momentum(index) == beta1 { return product * pow(beta1, t - index + 1) }
      (product, index) = (product * momentum(index), index + 1)
    }
    return product
  }
}

/// m̂/u, u being the largest gradient so far, fading: u ← max(β₂u, |g| + ε).
struct ScaleByLargest: GradientTransform {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
    try Setting.requirePositive("ε", epsilon)
  }

  func initialState(for weights: Tensor) -> [Tensor] {
    [Tensor(zerosLike: weights), Tensor(zerosLike: weights)]
  }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = movingAverage(state[0], gradient, beta1)
    state[1] = (beta2 * state[1]).maximum(gradient.magnitude() + epsilon)
    return state[0] * context.number { [beta1] in 1 / (1 - pow(beta1, $0.t)) } / state[1]
  }
}

/// The sign of β₁m + (1 − β₁)g; m is a moving average of gradients with β₂.
struct SignOfMomentum: GradientTransform {
  let beta1: Double
  let beta2: Double

  func check() throws {
    try Setting.requireFraction("β₁", beta1)
    try Setting.requireFraction("β₂", beta2)
  }

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
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
