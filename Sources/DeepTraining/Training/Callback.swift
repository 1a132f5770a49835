/// An observer of a training that is called after each epoch and may end it.
public protocol Callback: Sendable {
  /// Refuses a training that the callback cannot follow, before it begins.
  func check(hasValidation: Bool) throws

  /// Looks at the training after an epoch.
  ///
  /// - Returns: Whether the training goes on.
  mutating func epochEnded(_ history: History, _ trainer: Trainer) -> Bool

  /// Is called once, after the last epoch.
  mutating func trainingEnded(_ trainer: Trainer)
}

extension Callback {
  /// Refuses nothing.
  public func check(hasValidation: Bool) throws {}

  /// Does nothing.
  public mutating func trainingEnded(_ trainer: Trainer) {}
}

/// Ends a training when the validation loss has not fallen for some epochs, and gives the network back the parameters
/// with which it was lowest.
///
/// L. Prechelt: Early Stopping – But When?, 1998. Keras keeps the last parameters unless `restore_best_weights` is
/// set. A loss that is NaN is worse than all others.
public struct EarlyStopping: Callback {
  /// How many epochs in a row may bring no better loss.
  public let patience: Int
  /// How much lower a loss must be to count as better.
  public let minimumChange: Double
  private var best: (loss: Double, epoch: Int, snapshot: Trainer.Snapshot)?

  /// Early stopping on the validation loss.
  ///
  /// - Parameters:
  ///   - patience: How many epochs in a row may bring no better loss, at least 1.
  ///   - minimumChange: How much lower a loss must be to count as better; 0 by default.
  public init(patience: Int, minimumChange: Double = 0) {
    self.patience = patience
    self.minimumChange = minimumChange
  }

  /// Refuses a training without validation data.
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

  /// Whether a loss counts as better than all before; everything is better than nothing and than NaN.
  private func isBetter(_ loss: Double) -> Bool {
    guard let best, !best.loss.isNaN else { return best == nil || !loss.isNaN }
    return loss < best.loss - minimumChange
  }

  /// Gives the network back its best parameters.
  public mutating func trainingEnded(_ trainer: Trainer) {
    if let best { trainer.restore(best.snapshot) }
  }
}
