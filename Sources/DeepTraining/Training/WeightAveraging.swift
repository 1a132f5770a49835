/// A mean of the weights over a training, which often gives better predictions than the last weights.
///
/// The training itself does not change; ``Trainer/averagedNetwork(statisticsFrom:batchSize:)`` gives the mean as a
/// network.
public struct WeightAveraging: Sendable, Hashable {
  enum Rule: Sendable, Hashable {
    case exponential(decay: Double)
    case stochastic(fromEpoch: Int)
  }

  let rule: Rule

  /// An exponential moving average: after every step w̄ ← δw̄ + (1 − δ)w, beginning with the initial weights.
  ///
  /// Idea: B. Polyak, A. Juditsky, 1992. TensorFlow's `ExponentialMovingAverage` begins in the same way, but with
  /// `num_updates` it uses a smaller δ in the first steps; PyTorch's `AveragedModel` begins with the weights after the
  /// first step.
  ///
  /// - Parameter decay: δ, 0.999 by default: the mean reaches about 1/(1 − δ) steps back. At least 0, below 1.
  public static func exponential(decay: Double = 0.999) -> WeightAveraging {
    WeightAveraging(rule: .exponential(decay: decay))
  }

  /// Stochastic weight averaging: the mean of the weights at the end of each epoch, from an epoch on.
  ///
  /// It is designed for a rate that from then on stays high or rises and falls. P. Izmailov et al.: Averaging Weights
  /// Leads to Wider Optima and Better Generalization, 2018 (arXiv 1803.05407), algorithm 1 with c = 1 epoch. PyTorch's
  /// `AveragedModel` is the same if it is updated once per epoch.
  ///
  /// - Parameter epoch: The first epoch whose end counts, numbered from 0; at least 0.
  public static func stochastic(fromEpoch epoch: Int) -> WeightAveraging {
    WeightAveraging(rule: .stochastic(fromEpoch: epoch))
  }

  func check() throws {
    switch rule {
    case .exponential(let decay): try Setting.requireFraction("the decay of weight averaging", decay)
    case .stochastic(let epoch):
      guard epoch >= 0 else {
        throw TrainingError("weight averaging was to begin with epoch \(epoch); at least 0 is expected")
      }
    }
  }
}

extension Trainer {
  /// The update of the mean in a step; `updated` contains the new parameters.
  func averageUpdate(_ recorder: Recorder, _ updated: Tensor) -> [(variable: Int, value: Tensor)] {
    guard let averageVariable, case .exponential(let decay) = averaging?.rule else { return [] }
    let average = recorder.variable(averageVariable, shape: updated.shape)
    return [(averageVariable, movingAverage(average, updated, decay))]
  }

  /// Includes the weights at the end of an epoch in the mean.
  func averageEpoch() {
    guard let averageVariable, case .stochastic(let first) = averaging?.rule, position.epoch >= first else {
      return
    }
    let average = variables[averageVariable], weights = variables[0]
    guard position.epoch > first else { return _ = average.update(fromContentsOf: weights) }
    let share = 1 / Double(position.epoch - first + 1)
    // In double precision, in which the difference of two numbers does not overflow.
    for index in average.indices {
      let mean = Double(average[index])
      average[index] = Float(mean + share * (Double(weights[index]) - mean))
    }
  }

  /// The network with averaged weights.
  ///
  /// Running statistics of batch normalisation fit only the weights with which they were collected, so they are
  /// computed anew: the data pass once through the network in training mode (dropout is active), in a random order that
  /// the seed determines, and each statistic becomes its mean over the batches, weighted by their numbers of examples.
  /// The trainer does not change. PyTorch's `update_bn` gives a smaller last batch the same weight as the others.
  ///
  /// - Parameters:
  ///   - data: The training data; not needed for a model without running statistics.
  ///   - batchSize: The number of examples that are normalised together; 256 by default, or all if there are fewer.
  /// - Throws: `TrainingError` if the trainer does not average or has not begun to, if statistics must be computed
  ///   and there are no data, or if the data do not fit.
  public func averagedNetwork(statisticsFrom data: Dataset? = nil, batchSize: Int? = nil) throws -> Network {
    guard let averaging, let averageVariable else {
      throw TrainingError("no weights are averaged; give the trainer `averaging: .exponential()`")
    }
    if case .stochastic(let first) = averaging.rule, position.epoch <= first {
      throw TrainingError(
        "averaging begins with epoch \(first), counted from 0; so far \(position.epoch) epochs have ended")
    }
    let stateCount = requirements.states.count
    let own = Variables(Array(variables.shapes.prefix(1 + stateCount)))
    own.set(0, to: Array(variables[averageVariable]))
    for index in 0..<stateCount { own.set(1 + index, to: Array(variables[1 + index])) }
    if let state = requirements.states.first {
      guard let data else {
        throw TrainingError(
          "the model keeps \(state.name), which must fit the averaged weights; give `averagedNetwork` the training data"
        )
      }
      try computeStatistics(of: own, from: data, batchSize: batchSize ?? min(256, data.count))
    }
    return Network(
      model, requirements, parameters: Array(own[0]), states: (0..<stateCount).map { own.tensor(1 + $0) })
  }

  private func computeStatistics(of own: Variables, from data: Dataset, batchSize: Int) throws {
    try check(data)
    try check(batchSize: batchSize, data)
    var shuffling = RandomStream(seed: seed, stream: Streams.shuffling).split(0)
    let order = shuffling.shuffledIndices(data.count).map(Int32.init)
    let batches = Batches(data)
    var plans: [Int: Plan] = [:], seen = 0
    for start in stride(from: 0, to: data.count, by: batchSize) {
      let indices = order[start..<min(start + batchSize, data.count)]
      let plan = try plans[indices.count] ?? statisticsPlan(batchSize: indices.count, data, own)
      plans[indices.count] = plan
      seen += indices.count
      batches.feed(indices, to: plan)
      plan.input(Self.share)[0] = Float(indices.count) / Float(seen)
      plan.run(Run(seed: UInt64(truncatingIfNeeded: seed), step: UInt64(start)))
    }
  }

  /// A plan that includes batches of one size in the running statistics.
  private func statisticsPlan(batchSize: Int, _ data: Dataset, _ own: Variables) throws -> Plan {
    let recording = try record(.training, batchSize: batchSize, data) { $0.input(Self.share, shape: []) }
    return Plan(recording.recorder, outputs: [], assignments: recording.stateUpdates, variables: own)
  }

  private static var share: String { "share" }
}
