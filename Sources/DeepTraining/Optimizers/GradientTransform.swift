/// One idea of an optimizer: a function of the gradient, with a state that it keeps from step to step.
public protocol GradientTransform: Sendable {
  /// Refuses settings that the transform cannot work with; ``Trainer`` calls it first.
  ///
  /// - Throws: An error that names the setting, its value and what was expected.
  func check() throws

  /// The state before the first step, for weights like these; as many tensors for all weights.
  func initialState(for weights: Tensor) -> [Tensor]

  /// The transformed gradient; `state` becomes the state for the next step.
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

extension GradientTransform {
  /// How many tensors the state has.
  var stateCount: Int { initialState(for: Tensor(zeros: [1])).count }
}

/// The step, as transforms see it.
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
