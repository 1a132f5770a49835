// Optimizers that scale the rate of each weight by the history of its gradients.
//
// All except AdaMax and Lion average squares. In single precision, squares of gradients above 1.8e19 are infinite, and
// then the weight stops moving, as in PyTorch; squares of gradients below 1e-23 underflow, and only ε remains in the
// divisor.

extension Optimizer {
  /// Adagrad: each weight's rate is divided by the square root of the sum of its squared past gradients.
  ///
  /// J. Duchi et al., 2011. The sum begins with 0, as in PyTorch; Keras begins with 0.1.
  public static func adagrad(learningRate: some LearningRateSchedule, epsilon: Double = 1e-10) -> Optimizer {
    Optimizer(learningRate: learningRate, ScaleBySumOfSquares(epsilon: epsilon), Descend())
  }

  /// Adadelta: steps in units of past steps, so that a learning rate of 1 is suitable.
  ///
  /// M. Zeiler, 2012 (arXiv 1212.5701), algorithm 1. ε is inside both roots.
  public static func adadelta(
    learningRate: some LearningRateSchedule, decay: Double = 0.95, epsilon: Double = 1e-6
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, ScaleByPastSteps(decay: decay, epsilon: epsilon), Descend())
  }

  /// RMSProp: each weight's rate is divided by the square root of a moving average of its squared gradients.
  ///
  /// T. Hinton, lecture 6e, 2012. ε is outside the root, as in PyTorch, whose default decay is 0.99.
  public static func rmsProp(
    learningRate: some LearningRateSchedule, decay: Double = 0.9, epsilon: Double = 1e-8
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, ScaleByRootMeanSquare(decay: decay, epsilon: epsilon),
      Descend())
  }

  /// Adam: a moving average of gradients, divided by the square root of a moving average of their squares; both are
  /// corrected for their initial value 0.
  ///
  /// D. Kingma, J. Ba, 2014 (arXiv 1412.6980), algorithm 1. ε is outside the root, after the correction, as in PyTorch;
  /// Keras adds its 1e-7 before the correction. ε must be above 0.
  ///
  /// A gradient above 1.8e19 has an infinite square in single precision: the weight stops moving, as in PyTorch. Clip
  /// gradients that may be so large. A gradient that is infinite or NaN makes the weight NaN.
  public static func adam(
    learningRate: some LearningRateSchedule, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, ScaleByMoments(beta1: beta1, beta2: beta2, epsilon: epsilon),
      Descend())
  }

  /// AMSGrad: Adam with the largest divisor so far. S. Reddi et al., 2018.
  ///
  /// As in PyTorch, the maximum is taken before the correction for the initial value.
  public static func amsGrad(
    learningRate: some LearningRateSchedule, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate,
      ScaleByMoments(beta1: beta1, beta2: beta2, epsilon: epsilon, divisor: .largest),
      Descend())
  }

  /// AdamW: Adam with decoupled weight decay, w ← w − η(m̂/(√v̂ + ε) + λw).
  ///
  /// I. Loshchilov, F. Hutter, 2017 (arXiv 1711.05101), algorithm 2; λ is multiplied by η, as in PyTorch and Keras.
  public static func adamW(
    learningRate: some LearningRateSchedule, weightDecay: Double = 0.01, beta1: Double = 0.9,
    beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, ScaleByMoments(beta1: beta1, beta2: beta2, epsilon: epsilon),
      AddDecayedWeights(weightDecay),
      Descend())
  }

  /// Nadam: Adam with Nesterov's look ahead. T. Dozat: Incorporating Nesterov Momentum into Adam, 2016.
  ///
  /// The step is along μₜ₊₁m/(1 − ∏μ) + (1 − μₜ)∇/(1 − ∏μ) with a growing momentum μₜ = β₁(1 − ½·0.96^(tψ)); the
  /// products extend to t + 1 and t. PyTorch agrees; Keras has ψ = 1, so that the momentum soon reaches β₁.
  ///
  /// ψ is `momentumDecay`, 0.004 as in the paper and PyTorch; with `.infinity`, μ is β₁ from the first step.
  public static func nadam(
    learningRate: some LearningRateSchedule, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, momentumDecay: Double = 0.004
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate,
      ScaleByMoments(
        beta1: beta1, beta2: beta2, epsilon: epsilon,
        lookAhead: LookAhead(beta1: beta1, momentumDecay: momentumDecay)),
      Descend())
  }

  /// AdaMax: Adam with the largest gradient in place of the root mean square.
  ///
  /// D. Kingma, J. Ba, 2014 (arXiv 1412.6980), algorithm 2; ε is added to |∇| as in PyTorch.
  public static func adaMax(
    learningRate: some LearningRateSchedule, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, ScaleByLargest(beta1: beta1, beta2: beta2, epsilon: epsilon),
      Descend())
  }

  /// Lion: steps of η along the sign of a momentum, with decoupled weight decay. X. Chen et al., 2023
  /// (arXiv 2302.06675), algorithm 2.
  public static func lion(
    learningRate: some LearningRateSchedule, weightDecay: Double = 0, beta1: Double = 0.9,
    beta2: Double = 0.99
  ) -> Optimizer {
    Optimizer(
      learningRate: learningRate, SignOfMomentum(beta1: beta1, beta2: beta2), AddDecayedWeights(weightDecay),
      Descend())
  }
}
