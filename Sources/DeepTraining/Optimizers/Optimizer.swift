/// A rule that turns gradients into new weights: transforms of the gradient, one after the other, whose result is added
/// to the weights.
///
/// The same definition is recorded into a ``Trainer``'s plan and run eagerly by ``stepper(for:)``.
public struct Optimizer: Sendable {
  /// The transforms in order; the last one's result is the step.
  let transforms: [any GradientTransform]

  /// An optimizer made of transforms.
  public init(_ transforms: [any GradientTransform]) { self.transforms = transforms }

  /// Gradient descent: w ← w − η∇.
  public static func gradientDescent(learningRate: LearningRate) -> Optimizer {
    Optimizer([DescendByLearningRate(learningRate)])
  }

  /// Gradient descent: w ← w − η∇.
  public static func gradientDescent(learningRate: Double) -> Optimizer {
    gradientDescent(learningRate: .constant(learningRate))
  }

  /// Stochastic gradient descent: w ← w − η∇, with the gradient of a batch.
  public static func sgd(learningRate: LearningRate) -> Optimizer {
    gradientDescent(learningRate: learningRate)
  }

  /// Stochastic gradient descent: w ← w − η∇, with the gradient of a batch.
  public static func sgd(learningRate: Double) -> Optimizer {
    gradientDescent(learningRate: learningRate)
  }

  /// Momentum: v ← γv − η∇, w ← w + v.
  ///
  /// PyTorch keeps η out of v (v ← γv + ∇, w ← w − ηv), which is the same while η is constant.
  public static func momentum(_ decay: Double, learningRate: LearningRate) -> Optimizer {
    Optimizer([DescendByLearningRate(learningRate), Momentum(decay)])
  }

  /// Momentum: v ← γv − η∇, w ← w + v.
  public static func momentum(_ decay: Double, learningRate: Double) -> Optimizer {
    momentum(decay, learningRate: .constant(learningRate))
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
      step = transforms[index].apply(to: step, state: &state[index], in: context)
    }
    return weights + step
  }
}

/// One idea of an optimizer: a function of the gradient, with a state that it keeps from step to step.
public protocol GradientTransform: Sendable {
  /// The state before the first step, for weights like these.
  func initialState(for weights: Tensor) -> [Tensor]

  /// What becomes of the gradient; `state` is replaced by that for the next step.
  func apply(to gradient: Tensor, state: inout [Tensor], in context: UpdateContext) -> Tensor
}

/// What transforms may know of the step.
public struct UpdateContext {
  private let number: (@escaping @Sendable (StepPosition) -> Double) -> Tensor

  init(number: @escaping (@escaping @Sendable (StepPosition) -> Double) -> Tensor) { self.number = number }

  /// A single number, of shape `[]`, that depends on the step; it is computed in double precision.
  public func number(_ rule: @escaping @Sendable (StepPosition) -> Double) -> Tensor { number(rule) }
}

/// −η times the gradient.
struct DescendByLearningRate: GradientTransform {
  let learningRate: LearningRate

  init(_ learningRate: LearningRate) { self.learningRate = learningRate }

  func initialState(for weights: Tensor) -> [Tensor] { [] }

  func apply(to gradient: Tensor, state: inout [Tensor], in context: UpdateContext) -> Tensor {
    context.number { -learningRate($0) } * gradient
  }
}

/// A moving sum: v ← γv + g.
struct Momentum: GradientTransform {
  let decay: Double

  init(_ decay: Double) { self.decay = decay }

  func initialState(for weights: Tensor) -> [Tensor] { [Tensor(zerosLike: weights)] }

  func apply(to gradient: Tensor, state: inout [Tensor], in context: UpdateContext) -> Tensor {
    state[0] = decay * state[0] + gradient
    return state[0]
  }
}
