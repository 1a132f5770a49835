/// One idea of an optimizer: a function of the gradient, with a state that persists between steps.
public protocol GradientTransform: Sendable {
  /// Throws if the transform cannot work with its settings; ``Trainer`` calls it first.
  ///
  /// - Throws: An error that names the setting, its value and the expected value.
  func check() throws

  /// The state before the first step, for weights of this shape; the number of tensors must not depend on the weights.
  func initialState(for weights: Tensor) -> [Tensor]

  /// The transformed gradient; `state` becomes the state for the next step.
  func apply(
    to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor
}

extension GradientTransform {
  /// Does not throw.
  public func check() throws {}

  /// No state.
  public func initialState(for weights: Tensor) -> [Tensor] { [] }
}

extension GradientTransform {
  /// The number of tensors in the state.
  var stateCount: Int { initialState(for: Tensor(zeros: [1])).count }
}

/// The properties of a step that transforms can use.
public struct UpdateContext {
  /// The positions of the parameters in gradients and weights.
  public let layout: ParameterLayout
  /// η of the step, a tensor of shape `[]`.
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

  /// A number that depends on the step, as a tensor of shape `[]`; it is computed in double precision.
  public func number(_ rule: @escaping @Sendable (StepPosition) -> Double) -> Tensor { number(rule) }
}

extension StepPosition {
  /// The step counted from 1, as in the papers.
  var t: Double { Double(step) + 1 }
}
