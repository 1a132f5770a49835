/// Multiplies the learning rate by a factor when a loss has not fallen for some epochs.
///
/// It works on ``Trainer/learningRateFactor``, and so on top of any schedule, and does not end with `fit`. A better loss is one that is
/// lower by more than `minimumChange`; PyTorch's `ReduceLROnPlateau` uses a relative threshold of 1e-4; with
/// `threshold_mode='abs'` it agrees with this. It also skips changes of the rate below 1e-8. Keras's
/// `ReduceLROnPlateau` has `min_delta` 1e-4. A loss that is infinite or NaN is never better, as in PyTorch.
public struct ReduceOnPlateau: Callback {
  /// Which loss is watched.
  public enum Watched: Sendable, Hashable {
    /// The loss on the validation data.
    case validationLoss
    /// The loss on the training data while it was learned from.
    case trainingLoss
  }

  /// The factor of each reduction.
  public let factor: Double
  /// How many epochs in a row may bring no better loss; one more reduces the rate.
  public let patience: Int
  /// How much lower a loss must be to count as better.
  public let minimumChange: Double
  /// How many epochs after a reduction are not counted.
  public let cooldown: Int
  /// The lowest rate.
  public let minimumRate: Double
  /// Which loss is watched.
  public let watched: Watched
  private var best = Double.infinity
  private var badEpochs = 0
  private var restingEpochs = 0

  /// A reduction of the learning rate on plateaus.
  ///
  /// - Parameters:
  ///   - factor: The factor of each reduction, above 0 and below 1; 0.1 by default, as in PyTorch and Keras.
  ///   - patience: How many epochs in a row may bring no better loss; 10 by default, as in PyTorch and Keras.
  ///   - minimumChange: How much lower a loss must be to count as better; 0 by default.
  ///   - cooldown: How many epochs after a reduction are not counted; 0 by default.
  ///   - minimumRate: The lowest rate; 0 by default.
  ///   - watched: Which loss; that on the validation data by default.
  public init(
    factor: Double = 0.1, patience: Int = 10, minimumChange: Double = 0, cooldown: Int = 0,
    minimumRate: Double = 0, watching watched: Watched = .validationLoss
  ) {
    self.factor = factor
    self.patience = patience
    self.minimumChange = minimumChange
    self.cooldown = cooldown
    self.minimumRate = minimumRate
    self.watched = watched
  }

  /// Refuses impossible settings, and a training without the data that it watches.
  public func check(hasValidation: Bool) throws {
    guard factor > 0, factor < 1 else {
      throw TrainingError(
        "the factor of ReduceOnPlateau is \(factor); more than 0 and less than 1 is expected")
    }
    guard patience >= 0, cooldown >= 0 else {
      throw TrainingError(
        "ReduceOnPlateau has patience \(patience) and cooldown \(cooldown); at least 0 is expected")
    }
    try Setting.requireNotNegative("the minimum change of ReduceOnPlateau", minimumChange)
    try Setting.requireNotNegative("the minimum rate of ReduceOnPlateau", minimumRate)
    guard hasValidation || watched == .trainingLoss else {
      throw TrainingError(
        "ReduceOnPlateau watches the validation loss; give `fit` validation data or watch the training loss")
    }
  }

  /// Reduces the rate if the loss has not been better for long enough; the training goes on.
  public mutating func epochEnded(_ history: History, _ trainer: Trainer) -> Bool {
    let losses = watched == .validationLoss ? history.validation.loss : history.training.loss
    if losses.last! < best - minimumChange {
      (best, badEpochs) = (losses.last!, 0)
    } else {
      badEpochs += 1
    }
    if restingEpochs > 0 { (restingEpochs, badEpochs) = (restingEpochs - 1, 0) }
    if badEpochs > patience {
      reduce(trainer)
      (restingEpochs, badEpochs) = (cooldown, 0)
    }
    return true
  }

  private func reduce(_ trainer: Trainer) {
    let rate = trainer.learningRate, reduced = max(rate * factor, minimumRate)
    if reduced < rate { trainer.learningRateFactor *= reduced / rate }
  }
}
