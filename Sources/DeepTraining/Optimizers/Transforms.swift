import Foundation

/// −η times the gradient.
struct Descend: GradientTransform {
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    -1 * context.learningRate * gradient
  }
}

/// A moving sum v ← γv + g, whose value is the step; Nesterov's looks one step ahead: γv + g with the new v.
struct Momentum: GradientTransform {
  let decay: Double
  var looksAhead = false

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = decay * state[0] + gradient
    return looksAhead ? decay * state[0] + gradient : state[0]
  }
}

/// g/(√s + ε), s being the sum of all squares so far.
struct ScaleBySumOfSquares: GradientTransform {
  let epsilon: Double

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
  /// Whether the mean looks one step ahead, as Nesterov's momentum does.
  var looksAhead = false

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
    return mean(gradient, state[0], context) / ((square * correction).squareRoot() + epsilon)
  }

  private func mean(_ gradient: Tensor, _ average: Tensor, _ context: UpdateContext) -> Tensor {
    guard looksAhead else { return average * context.number { [beta1] in 1 / (1 - pow(beta1, $0.t)) } }
    return average * context.number { [beta1] in beta1 / (1 - pow(beta1, $0.t + 1)) }
      + gradient * context.number { [beta1] in (1 - beta1) / (1 - pow(beta1, $0.t)) }
  }
}

/// m̂/u, u being the largest gradient so far, fading: u ← max(β₂u, |g| + ε).
struct ScaleByLargest: GradientTransform {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

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

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    let direction = movingAverage(state[0], gradient, beta1).sign()
    state[0] = movingAverage(state[0], gradient, beta2)
    return direction
  }
}

/// Adds λ times the weights, biases and normalisations aside: after the gradient has been scaled, this is decoupled
/// weight decay.
struct AddDecayedWeights: GradientTransform {
  let decay: Double

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { $0[0] + decay * $0[1] }
  }
}

/// The gradient divided by its Euclidean norm; a gradient of zeros stays.
struct Normalise: GradientTransform {
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    gradient / gradient.norm().maximum(Double(Float.leastNormalMagnitude))
  }
}

private func movingAverage(_ past: Tensor, _ new: Tensor, _ decay: Double) -> Tensor {
  decay * past + (1 - decay) * new
}
