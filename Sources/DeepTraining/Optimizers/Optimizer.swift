/// A rule that turns gradients into new weights: transforms of the gradient, one after the other, whose result is added
/// to the weights.
///
/// The same definition is recorded into a ``Trainer``'s plan and run eagerly by ``stepper(for:)``.
public struct Optimizer: Sendable {
  /// η, step by step.
  public let learningRate: LearningRate
  /// The transforms in order; the last one's result is the step.
  let transforms: [any GradientTransform]

  /// An optimizer made of transforms, which find the learning rate in their context.
  public init(learningRate: some LearningRateSchedule, _ transforms: [any GradientTransform]) {
    self.learningRate = LearningRate(learningRate)
    self.transforms = transforms
  }

  /// This optimizer after other transforms of the gradient.
  func preceded(by transforms: [any GradientTransform]) -> Optimizer {
    Optimizer(learningRate: learningRate, transforms + self.transforms)
  }

  /// The state before the first step, for weights like these.
  func initialState(for weights: Tensor) -> [[Tensor]] {
    transforms.map { $0.initialState(for: weights) }
  }

  /// The weights after a step.
  func update(
    _ weights: Tensor, gradient: Tensor, state: inout [[Tensor]], in context: UpdateContext
  ) -> Tensor {
    var step = gradient
    for index in transforms.indices {
      step = transforms[index].apply(to: step, of: weights, state: &state[index], in: context)
    }
    return weights + step
  }
}
