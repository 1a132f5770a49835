/// An optimizer with its state for one tensor.
///
///     var step = Optimizer.momentum(0.9, learningRate: 0.1).stepper(for: w)
///     step(&w, gradient)
public struct Stepper: Sendable {
  private let optimizer: Optimizer
  private let layout: ParameterLayout
  private var state: [Tensor]
  /// The number of steps made so far.
  public private(set) var step = 0
  /// The epoch, for learning rates that depend on it.
  public var epoch = 0

  /// - Parameter layout: The parameters that make up the tensor.
  init(_ optimizer: Optimizer, for weights: Tensor, layout: ParameterLayout) {
    do { try optimizer.check() } catch { preconditionFailure("\(error)") }
    self.optimizer = optimizer
    self.layout = layout
    state = optimizer.initialState(for: weights)
  }

  /// Updates the weights by one step, for a gradient of the same shape.
  public mutating func callAsFunction(_ weights: inout Tensor, _ gradient: Tensor) {
    precondition(
      weights.shape == gradient.shape,
      "weights of shape \(weights.shape) with a gradient of shape \(gradient.shape)")
    let position = StepPosition(step: step, epoch: epoch)
    let context = UpdateContext(
      layout: layout, learningRate: Tensor(optimizer.learningRate.learningRate(at: position)),
      number: { rule in Tensor(rule(position)) })
    weights = optimizer.update(weights, gradient: gradient, state: &state, in: context)
    step += 1
  }
}

extension Optimizer {
  /// A stepper for a tensor like `weights`; all its elements count as weights.
  ///
  /// Settings that ``Trainer`` would refuse are a programming error here: the program traps with a message that names
  /// them.
  public func stepper(for weights: Tensor) -> Stepper {
    Stepper(self, for: weights, layout: ParameterLayout(weight: weights.shape))
  }
}
