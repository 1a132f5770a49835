// Optimizers by name. Each takes its learning rate as a number or as a schedule. Defaults are those of the papers;
// comments mention differences between frameworks.

extension Optimizer {
  /// Gradient descent: w ← w − η∇.
  public static func gradientDescent(learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend())
  }

  /// Stochastic gradient descent: gradient descent with the gradient of a batch.
  public static func sgd(learningRate: some LearningRateSchedule) -> Optimizer {
    gradientDescent(learningRate: learningRate)
  }

  /// Gradient descent with normalised gradients: w ← w − η∇/‖∇‖; the norm is taken over all parameters.
  ///
  /// Every step has the length η, even if the squares of the gradient overflow or underflow in single precision; a zero
  /// gradient makes no step.
  ///
  /// The course text calls this formula Adagrad, which is a different algorithm.
  public static func normalisedGradient(learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, ScaleToUnitNorm(), Descend())
  }

  /// Momentum: v ← γv − η∇, w ← w + v. B. Polyak, 1964.
  ///
  /// PyTorch keeps η out of v (v ← γv + ∇, w ← w − ηv), which is equivalent while η is constant.
  public static func momentum(_ decay: Double, learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend(), Momentum(decay))
  }

  /// Nesterov's accelerated gradient: v ← γv − η∇, w ← w + γv − η∇, in the form of I. Sutskever et al., 2013, that
  /// PyTorch and Keras use.
  public static func nesterov(_ decay: Double, learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend(), Momentum(decay, looksAhead: true))
  }
}
