import Foundation

/// The losses of a training with a rising learning rate: rates at which the loss falls are useful.
///
/// L. Smith: Cyclical Learning Rates for Training Neural Networks, 2015 (arXiv 1506.01186), section 3.3, uses the
/// accuracy and a linear rise; the exponential rise and the loss are from S. Gugger and fastai.
public struct LearningRateRange: Sendable, Hashable {
  /// The rate of each step.
  public let rates: [Double]
  /// The mean loss per example of each step's batch, before the step.
  public let losses: [Double]
  /// The exponential moving average of the losses, corrected for its initial value.
  public let smoothedLosses: [Double]

  /// The rate at which the smoothed loss falls most steeply, relative to the logarithm of the rate, before its minimum;
  /// `nil` if the loss does not fall. Large models and long trainings often need a lower rate.
  public var suggestion: Double? {
    guard let lowest = smoothedLosses.indices.min(by: { smoothedLosses[$0] < smoothedLosses[$1] }) else {
      return nil
    }
    func slope(_ step: Int) -> Double { smoothedLosses[step + 1] - smoothedLosses[step - 1] }
    guard let steepest = (1..<max(lowest, 1)).min(by: { slope($0) < slope($1) }), slope(steepest) < 0 else {
      return nil
    }
    return rates[steepest]
  }
}

extension Trainer {
  /// Tries rising learning rates on the current network, and then restores weights, the optimizer's state and the
  /// trainer's position with the same bits.
  ///
  /// Step i of N has the rate first·(last/first)^(i/(N − 1)), independent of the trainer's schedule. The trial ends
  /// early if the smoothed loss exceeds four times its minimum, or the loss is not finite.
  ///
  /// - Parameters:
  ///   - data: The training data, used in random orders, in whole batches.
  ///   - first: The rate of the first step, 1e-6 by default.
  ///   - last: The rate of the last step, 10 by default.
  ///   - steps: The largest number of steps, at least 2; 100 by default.
  ///   - batchSize: The number of examples per step; 64 by default, or all if there are fewer.
  ///   - smoothing: The weight of the past in the smoothed losses, 0.9 by default; fastai uses 0.98, for longer
  ///     trials.
  /// - Throws: `TrainingError` if a setting is impossible or the data do not fit.
  public func findLearningRate(
    on data: Dataset, from first: Double = 1e-6, to last: Double = 10, steps: Int = 100,
    batchSize: Int? = nil, smoothing: Double = 0.9
  ) throws -> LearningRateRange {
    let batchSize = batchSize ?? min(64, data.count)
    try check(data)
    try check(batchSize: batchSize, data)
    guard first > 0, last > first, last.isFinite else {
      throw TrainingError("learning rates from \(first) to \(last) were asked for; 0 < from < to is expected")
    }
    try Setting.requirePositive("the first learning rate", first)
    try Setting.requirePositive("the last learning rate", last)
    guard steps > 1 else { throw TrainingError("\(steps) steps were asked for; at least 2 are expected") }
    try Setting.requireFraction("the smoothing of losses", smoothing)
    let beginning = state
    defer { restore(beginning) }
    var trial = LearningRateTrial(smoothing: smoothing), order: ArraySlice<Int32> = []
    let batches = Batches(data), shuffling = RandomStream(seed: seed, stream: Streams.shuffling)
    for step in 0..<steps where !trial.isOver {
      if order.count < batchSize {
        var stream = shuffling.split(position.epoch)
        order = stream.shuffledIndices(data.count).map(Int32.init)[...]
        position.epoch += 1
      }
      let rate = first * pow(last / first, Double(step) / Double(steps - 1))
      let plan = try learn(from: order.prefix(batchSize), of: data, batches, rate: rate)
      order = order.dropFirst(batchSize)
      trial.append(rate, Double(plan.output(0)[0]))
    }
    return LearningRateRange(rates: trial.rates, losses: trial.losses, smoothedLosses: trial.smoothedLosses)
  }
}

/// The losses of a trial so far.
private struct LearningRateTrial {
  let smoothing: Double
  var rates: [Double] = []
  var losses: [Double] = []
  var smoothedLosses: [Double] = []
  var isOver = false
  private var average = 0.0

  init(smoothing: Double) { self.smoothing = smoothing }

  mutating func append(_ rate: Double, _ loss: Double) {
    guard loss.isFinite else { return isOver = true }
    rates.append(rate)
    losses.append(loss)
    average = smoothing * average + (1 - smoothing) * loss
    smoothedLosses.append(average / (1 - pow(smoothing, Double(losses.count))))
    isOver = smoothedLosses.last! > 4 * smoothedLosses.min()!
  }
}
