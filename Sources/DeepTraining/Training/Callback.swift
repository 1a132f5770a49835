/// An observer of a training that is called after each epoch and may end it.
public protocol Callback: Sendable {
  /// Throws before the training if the callback does not support it.
  func check(hasValidation: Bool) throws

  /// Called after each epoch.
  ///
  /// - Returns: Whether the training continues.
  mutating func epochEnded(_ history: History, _ trainer: Trainer) -> Bool

  /// Called once, after the last epoch.
  mutating func trainingEnded(_ trainer: Trainer)
}

extension Callback {
  /// Does not throw.
  public func check(hasValidation: Bool) throws {}

  /// Does nothing.
  public mutating func trainingEnded(_ trainer: Trainer) {}
}

/// Ends a training when the validation loss has not improved for some epochs, and restores the parameters with the
/// lowest validation loss.
///
/// L. Prechelt: Early Stopping – But When?, 1998. Keras keeps the last parameters unless `restore_best_weights` is
/// set. A loss that is NaN is worse than all others.
public struct EarlyStopping: Callback {
  /// The number of consecutive epochs without a better loss after which the training ends.
  public let patience: Int
  /// The smallest decrease of the loss that counts as better.
  public let minimumChange: Double
  private var best: (loss: Double, epoch: Int, snapshot: Trainer.Snapshot)?

  /// Early stopping on the validation loss.
  ///
  /// - Parameters:
  ///   - patience: The number of consecutive epochs without a better loss after which the training ends, at least 1.
  ///   - minimumChange: The smallest decrease of the loss that counts as better; 0 by default.
  public init(patience: Int, minimumChange: Double = 0) {
    self.patience = patience
    self.minimumChange = minimumChange
  }

  /// Throws for a training without validation data.
  public func check(hasValidation: Bool) throws {
    guard hasValidation else {
      throw TrainingError("early stopping watches the validation loss; give `fit` validation data")
    }
    guard patience > 0 else {
      throw TrainingError("early stopping has patience \(patience); at least 1 is expected")
    }
    try Setting.requireNotNegative("the minimum change of early stopping", minimumChange)
  }

  /// Whether the validation loss has been better within the last `patience` epochs.
  public mutating func epochEnded(_ history: History, _ trainer: Trainer) -> Bool {
    let loss = history.validation.loss.last!
    if isBetter(loss) { best = (loss, history.epochs, trainer.snapshot) }
    return history.epochs - best!.epoch < patience
  }

  /// Whether a loss is better than all before; any loss is better than none, and every number is better than NaN.
  private func isBetter(_ loss: Double) -> Bool {
    guard let best, !best.loss.isNaN else { return best == nil || !loss.isNaN }
    return loss < best.loss - minimumChange
  }

  /// Restores the best parameters.
  public mutating func trainingEnded(_ trainer: Trainer) {
    if let best { trainer.restore(best.snapshot) }
  }
}
