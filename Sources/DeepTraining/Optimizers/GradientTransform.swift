/// One idea of an optimizer: a function of the gradient, with a state that it keeps from step to step.
public protocol GradientTransform: Sendable {
  /// Refuses settings with which the transform cannot work; ``Trainer`` asks before it does anything else.
  ///
  /// - Throws: An error that names the setting, its value and what was expected.
  func check() throws

  /// The state before the first step, for weights like these.
  func initialState(for weights: Tensor) -> [Tensor]

  /// What becomes of the gradient; `state` is replaced by that for the next step.
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor
}

extension GradientTransform {
  /// Refuses nothing.
  public func check() throws {}

  /// No state.
  public func initialState(for weights: Tensor) -> [Tensor] { [] }
}

/// Transforms one after the other, as one.
struct Chain: GradientTransform {
  let transforms: [any GradientTransform]

  init(_ transforms: [any GradientTransform]) { self.transforms = transforms }

  func check() throws { for transform in transforms { try transform.check() } }

  func initialState(for weights: Tensor) -> [Tensor] { transforms.flatMap { $0.initialState(for: weights) } }

  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    var step = gradient, rest = state[...]
    state = []
    for transform in transforms {
      var own = Array(rest.prefix(transform.initialState(for: weights).count))
      rest = rest.dropFirst(own.count)
      step = transform.apply(to: step, of: weights, state: &own, in: context)
      state += own
    }
    return step
  }
}

/// What transforms may know of the step.
public struct UpdateContext {
  /// Where each parameter lies in gradients and weights.
  public let layout: ParameterLayout
  /// η of the step, a single number.
  public let learningRate: Tensor
  private let number: (@escaping @Sendable (StepPosition) -> Double) -> Tensor

  init(
    layout: ParameterLayout, learningRate: Tensor,
    number: @escaping (@escaping @Sendable (StepPosition) -> Double) -> Tensor
  ) {
    self.layout = layout
    self.learningRate = learningRate
    self.number = number
  }

  /// A single number, of shape `[]`, that depends on the step; it is computed in double precision.
  public func number(_ rule: @escaping @Sendable (StepPosition) -> Double) -> Tensor { number(rule) }
}

extension StepPosition {
  /// The step counted from 1, as the papers have it.
  var t: Double { Double(step) + 1 }
}
