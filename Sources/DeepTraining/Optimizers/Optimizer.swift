/// A rule that turns gradients into new weights: transforms of the gradient, one after the other, whose result is added
/// to the weights.
///
/// An optimizer by its name, such as ``adam(learningRate:beta1:beta2:epsilon:)``, is a sentence of transforms, and others are
/// written in the same way, see <doc:WritingOptimizers>:
///
///     let adam = Optimizer(learningRate: 0.001, ScaleByMoments(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), Descend())
///     let signed = Optimizer(learningRate: 0.001, SignOfMomentum(), AddDecayedWeights(0.1), Descend())
///
/// ``Descend`` multiplies by −η: transforms before it change the gradient, transforms after it change the step. The
/// same definition is recorded into a ``Trainer``'s plan and run eagerly by ``stepper(for:)``. Settings that cannot
/// work, such as a momentum of 1.5 or a learning rate of 0, are refused by ``Trainer``, which names them. What
/// gradients of 0, of 1e±38, ∞ and NaN do is in <doc:WhereFrameworksDiffer>.
public struct Optimizer: Sendable {
  /// η, step by step.
  public let learningRate: LearningRate
  /// The transforms in order; the last one's result is the step.
  let chain: Chain

  /// An optimizer made of transforms, which find the learning rate in their context.
  public init(learningRate: some LearningRateSchedule, _ transforms: any GradientTransform...) {
    self.init(learningRate: learningRate, transforms)
  }

  /// An optimizer made of transforms, which find the learning rate in their context.
  public init(learningRate: some LearningRateSchedule, _ transforms: [any GradientTransform]) {
    self.learningRate = LearningRate(learningRate)
    chain = Chain(transforms)
  }

  /// Refuses a learning rate and settings of transforms with which no step can be made.
  func check() throws {
    try learningRate.check()
    try chain.check()
  }

  /// This optimizer after other transforms of the gradient.
  func preceded(by transforms: [any GradientTransform]) -> Optimizer {
    Optimizer(learningRate: learningRate, transforms + chain.transforms)
  }

  /// This optimizer with decoupled weight decay: besides its own step, each weight loses ηλ of itself,
  /// w ← w − ηλw + step. Biases and the parameters of normalisations are not decayed.
  ///
  ///     Optimizer.momentum(0.9, learningRate: 0.1).withDecoupledWeightDecay(1e-4)   // SGDW
  ///     Optimizer.nadam(learningRate: 1e-3).withDecoupledWeightDecay(0.01)          // NAdamW
  ///
  /// The weights themselves, never the gradient's averages, are decayed. With plain gradient descent this is the same
  /// as ``Regularization/l2(_:)``, with all others it is not. I. Loshchilov, F. Hutter, 2017 (arXiv 1711.05101); the
  /// paper multiplies λ by the schedule alone, here it is multiplied by η, as in PyTorch and Keras. PyTorch's
  /// `weight_decay` is decoupled only in AdamW, in Muon and with `decoupled_weight_decay=True`, and decays biases
  /// too.
  ///
  /// - Parameter decay: λ, at least 0.
  public func withDecoupledWeightDecay(_ decay: Double) -> Optimizer {
    Optimizer(learningRate: learningRate, chain.transforms + [DecayWeights(decay)])
  }

  /// The state before the first step, for weights like these.
  func initialState(for weights: Tensor) -> [Tensor] { chain.initialState(for: weights) }

  /// The weights after a step.
  func update(
    _ weights: Tensor, gradient: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    weights + chain.apply(to: gradient, of: weights, state: &state, in: context)
  }
}
