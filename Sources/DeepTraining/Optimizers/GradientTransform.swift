/// One idea of an optimizer: a function of the gradient, with a state that it keeps from step to step.
public protocol GradientTransform: Sendable {
  /// The state before the first step, for weights like these.
  func initialState(for weights: Tensor) -> [Tensor]

  /// What becomes of the gradient; `state` is replaced by that for the next step.
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor
}

extension GradientTransform {
  /// No state.
  public func initialState(for weights: Tensor) -> [Tensor] { [] }
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
  var t: Double { Double(step + 1) }
}
