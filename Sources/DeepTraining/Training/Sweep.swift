/// Trainings with several learning rates and several seeds, so that methods can be compared at the best rate of each.
///
///     let sweep = try Sweep(rates: [0.01, 0.03, 0.1]) { rate, seed in
///       try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: rate), seed: seed)
///         .fit(train, validation: held, epochs: 5, batchSize: 50)
///     }
///     sweep.bestRate      // the one with the lowest mean loss
///     sweep.bestLosses    // what it gives, seed by seed
///
/// If the loss itself matters, not only a comparison, report it on data other than those that selected the rate.
public struct Sweep<Run> {
  /// The learning rates, in the given order.
  public let rates: [Double]
  /// The results of the trainings, by rate and then by seed; `nil` for one that diverged, see
  /// ``TrainingError/isDivergence``.
  public let runs: [[Run?]]
  /// The losses by which rates are compared, by rate and then by seed; infinite for a training that diverged and for a
  /// loss that is NaN.
  public let losses: [[Double]]
  /// The index of the rate with the lowest mean loss, the first one of several.
  public let best: Int

  /// Trains with each rate and each seed.
  ///
  /// - Parameters:
  ///   - rates: Learning rates, or values of any other setting; at least one.
  ///   - seeds: The seeds of the trainings with each rate; 1, 2 and 3 by default.
  ///   - loss: The criterion of a training; lower is better.
  ///   - train: Runs the training with a rate and a seed. One that diverges counts as infinite loss.
  /// - Throws: Errors of `train`, except divergence.
  public init(
    rates: [Double], seeds: ClosedRange<Int> = 1...3, loss: (Run) -> Double,
    train: (_ rate: Double, _ seed: Int) throws -> Run
  ) rethrows {
    precondition(!rates.isEmpty, "a sweep needs at least one learning rate, found none")
    self.rates = rates
    let runs = try rates.map { rate in
      try seeds.map { seed in try Self.unlessDiverging { try train(rate, seed) } }
    }
    let losses = runs.map { $0.map { run in run.map(loss).flatMap { $0.isNaN ? nil : $0 } ?? .infinity } }
    self.runs = runs
    self.losses = losses
    best = rates.indices.min { mean(losses[$0]) < mean(losses[$1]) }!
  }

  private static func unlessDiverging(_ train: () throws -> Run) throws -> Run? {
    do {
      return try train()
    } catch let error as TrainingError where error.isDivergence {
      return nil
    }
  }

  /// The learning rate with the lowest mean loss.
  public var bestRate: Double { rates[best] }

  /// The results at the best rate, seed by seed; a training that diverged is left out.
  public var bestRuns: [Run] { runs[best].compactMap { $0 } }

  /// The losses at the best rate, seed by seed.
  public var bestLosses: [Double] { losses[best] }
}

extension Sweep: Sendable where Run: Sendable {}

extension Sweep<History> {
  /// Trains with each rate and each seed, and compares the last epoch's validation loss, or its training loss if there
  /// are no validation data.
  ///
  /// - Parameters:
  ///   - rates: Learning rates; at least one.
  ///   - seeds: The seeds of the trainings with each rate; 1, 2 and 3 by default.
  ///   - train: Runs the training with a rate and a seed. One that diverges counts as infinite loss.
  /// - Throws: Errors of `train`, except divergence.
  public init(
    rates: [Double], seeds: ClosedRange<Int> = 1...3,
    train: (_ rate: Double, _ seed: Int) throws -> History
  ) rethrows {
    try self.init(
      rates: rates, seeds: seeds, loss: { $0.validation.loss.last ?? $0.training.loss.last ?? .infinity },
      train: train)
  }
}

extension Sweep<Double> {
  /// Trains with each rate and each seed, and keeps only the losses.
  ///
  /// - Parameters:
  ///   - rates: Learning rates, or values of any other setting; at least one.
  ///   - seeds: The seeds of the trainings with each rate; 1, 2 and 3 by default.
  ///   - train: The loss of the training with a rate and a seed; infinite if it diverges.
  /// - Throws: Errors of `train`, except divergence.
  public init(
    rates: [Double], seeds: ClosedRange<Int> = 1...3, train: (_ rate: Double, _ seed: Int) throws -> Double
  ) rethrows {
    try self.init(rates: rates, seeds: seeds, loss: { $0 }, train: train)
  }
}
