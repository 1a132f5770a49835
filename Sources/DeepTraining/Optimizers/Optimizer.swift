/// A rule that turns gradients into new weights: a sequence of gradient transforms, whose result is added to the
/// weights.
///
/// A named optimizer, such as ``adam(learningRate:beta1:beta2:epsilon:)``, is a sequence of transforms. You can write
/// others in the same way, see <doc:WritingOptimizers>:
///
///     let adam = Optimizer(learningRate: 0.001, ScaleByMoments(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), Descend())
///     let signed = Optimizer(learningRate: 0.001, SignOfMomentum(), AddDecayedWeights(0.1), Descend())
///
/// ``Descend`` multiplies by −η: transforms before it change the gradient, transforms after it change the step. The
/// same definition is recorded into a ``Trainer``'s plan and run eagerly by ``stepper(for:)``. ``Trainer`` refuses
/// settings that cannot work, such as a momentum of 1.5 or a learning rate of 0, with an error that names them.
/// <doc:WhereFrameworksDiffer> describes the effect of gradients of 0, 1e±38, ∞ and NaN.
public struct Optimizer: Sendable {
  /// η, step by step.
  public let learningRate: LearningRate
  /// The transforms in order; the result of the last one is the step.
  let chain: Chain

  /// An optimizer made of transforms, which get the learning rate from their context.
  public init(learningRate: some LearningRateSchedule, _ transforms: any GradientTransform...) {
    self.init(learningRate: learningRate, transforms)
  }

  /// An optimizer made of transforms, which get the learning rate from their context.
  public init(learningRate: some LearningRateSchedule, _ transforms: [any GradientTransform]) {
    self.learningRate = LearningRate(learningRate)
    chain = Chain(transforms)
  }

  /// Throws for learning rates and settings of transforms with which no step is possible.
  func check() throws {
    try learningRate.check()
    try chain.check()
  }

  /// This optimizer, preceded by other transforms of the gradient.
  func preceded(by transforms: [any GradientTransform]) -> Optimizer {
    Optimizer(learningRate: learningRate, transforms + chain.transforms)
  }

  /// This optimizer with decoupled weight decay: in addition to the optimizer's step, each weight shrinks by ηλ of
  /// itself, w ← w − ηλw + step. Biases and the parameters of normalisations do not decay.
  ///
  ///     Optimizer.momentum(0.9, learningRate: 0.1).withDecoupledWeightDecay(1e-4)   // SGDW
  ///     Optimizer.nadam(learningRate: 1e-3).withDecoupledWeightDecay(0.01)          // NAdamW
  ///
  /// Decay applies to the weights themselves, never to averages of the gradient. With plain gradient descent this is
  /// the same as ``Regularization/l2(_:)``; with all other optimizers it differs. I. Loshchilov, F. Hutter, 2017 (arXiv
  /// 1711.05101); the paper multiplies λ only by the schedule, here λ is multiplied by η, as in PyTorch and Keras.
  /// PyTorch's `weight_decay` is decoupled only in AdamW, in Muon and with `decoupled_weight_decay=True`, and applies
  /// to biases too.
  ///
  /// - Parameter decay: λ, at least 0.
  public func withDecoupledWeightDecay(_ decay: Double) -> Optimizer {
    Optimizer(learningRate: learningRate, chain.transforms + [DecayWeights(decay)])
  }

  /// The state before the first step, for weights of this shape.
  func initialState(for weights: Tensor) -> [Tensor] { chain.initialState(for: weights) }

  /// The weights after a step.
  func update(
    _ weights: Tensor, gradient: Tensor, state: inout [Tensor], in context: UpdateContext
  ) -> Tensor {
    weights + chain.apply(to: gradient, of: weights, state: &state, in: context)
  }
}
