// The optimizers by their names. Each takes its learning rate as a number or as a schedule; defaults are those of the
// papers, and where frameworks differ the comment says so.

extension Optimizer {
  /// Gradient descent: w ← w − η∇.
  public static func gradientDescent(learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend())
  }

  /// Stochastic gradient descent: gradient descent with the gradient of a batch.
  public static func sgd(learningRate: some LearningRateSchedule) -> Optimizer {
    gradientDescent(learningRate: learningRate)
  }

  /// Gradient descent by the gradient's direction alone: w ← w − η∇/‖∇‖, the norm being over all parameters.
  ///
  /// Every step has the length η, even where the squares of the gradient are too large or too small for single precision;
  /// a gradient of zeros makes no step.
  ///
  /// The course text gives this formula under the name of Adagrad, which is another algorithm.
  public static func normalisedGradient(learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, ScaleToUnitNorm(), Descend())
  }

  /// Momentum: v ← γv − η∇, w ← w + v. B. Polyak, 1964.
  ///
  /// PyTorch keeps η out of v (v ← γv + ∇, w ← w − ηv), which is the same while η is constant.
  public static func momentum(_ decay: Double, learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend(), Momentum(decay))
  }

  /// Nesterov's accelerated gradient: v ← γv − η∇, w ← w + γv − η∇, in the form of I. Sutskever et al., 2013, that
  /// PyTorch and Keras use.
  public static func nesterov(_ decay: Double, learningRate: some LearningRateSchedule) -> Optimizer {
    Optimizer(learningRate: learningRate, Descend(), Momentum(decay, looksAhead: true))
  }
}
