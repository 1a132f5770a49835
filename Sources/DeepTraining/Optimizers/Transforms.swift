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

  func check() throws {
    try Setting.requireFraction("momentum", decay)
  }

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    state[0] = decay * state[0] + gradient
    return looksAhead ? decay * state[0] + gradient : state[0]
  }
}

/// Adds λ times the weights, biases and normalisations aside: after the gradient has been scaled, this is decoupled
/// weight decay.
struct AddDecayedWeights: GradientTransform {
  let decay: Double

  func check() throws {
    try Setting.requireNotNegative("weight decay", decay)
  }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { $0[0] + decay * $0[1] }
  }
}

/// Takes ηλ times the weights off the step, biases and normalisations aside.
struct DecayWeights: GradientTransform {
  let decay: Double

  func check() throws { try Setting.requireNotNegative("weight decay", decay) }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    context.layout.mapWeights([gradient, weights]) { $0[0] - decay * context.learningRate * $0[1] }
  }
}

/// The gradient divided by its Euclidean norm, however long or short it is; a gradient of zeros stays.
struct Normalise: GradientTransform {
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    gradient.withUnitNorm()
  }
}
