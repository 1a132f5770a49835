/// Multiplies the learning rate by a factor when a loss has not improved for some epochs.
///
/// It changes ``Trainer/learningRateFactor``, so it can be combined with any schedule, and its effect continues after
/// `fit`. A loss is better if it is lower by more than `minimumChange`. PyTorch's `ReduceLROnPlateau` uses a relative
/// threshold of 1e-4; with `threshold_mode='abs'` it agrees with this, except that it skips changes of the rate below
/// 1e-8. Keras's `ReduceLROnPlateau` has `min_delta` 1e-4. A loss that is infinite or NaN is never better, as in
/// PyTorch.
public struct ReduceOnPlateau: Callback {
  /// The loss to watch.
  public enum Watched: Sendable, Hashable {
    /// The loss on the validation data.
    case validationLoss
    /// The loss on the training data during the epoch.
    case trainingLoss
  }

  /// The factor of each reduction.
  public let factor: Double
  /// The number of consecutive epochs that may pass without a better loss; the next one reduces the rate.
  public let patience: Int
  /// The smallest decrease of the loss that counts as better.
  public let minimumChange: Double
  /// The number of epochs after a reduction that do not count.
  public let cooldown: Int
  /// The lowest rate.
  public let minimumRate: Double
  /// The loss to watch.
  public let watched: Watched
  private var best = Double.infinity
  private var badEpochs = 0
  private var restingEpochs = 0

  /// A reduction of the learning rate on plateaus.
  ///
  /// - Parameters:
  ///   - factor: The factor of each reduction, above 0 and below 1; 0.1 by default, as in PyTorch and Keras.
  ///   - patience: The number of consecutive epochs that may pass without a better loss; 10 by default, as in PyTorch
  ///     and Keras.
  ///   - minimumChange: The smallest decrease of the loss that counts as better; 0 by default.
  ///   - cooldown: The number of epochs after a reduction that do not count; 0 by default.
  ///   - minimumRate: The lowest rate; 0 by default.
  ///   - watched: The loss to watch; the validation loss by default.
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

  /// Throws for impossible settings, and for a training without the data that it watches.
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

  /// Reduces the rate if the loss has not been better for long enough; never ends the training.
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
