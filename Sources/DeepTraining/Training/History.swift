/// How a training went, epoch by epoch.
public struct History: Sendable, Hashable {
  /// What was measured on the training data while it was learned from, in training mode.
  public internal(set) var training = Measurements()
  /// What was measured on the validation data after each epoch; empty without any.
  public internal(set) var validation = Measurements()

  /// How many epochs there were.
  public var epochs: Int { training.loss.count }
}

/// Numbers measured once an epoch.
public struct Measurements: Sendable, Hashable {
  /// The mean loss of an example.
  public internal(set) var loss: [Double] = []
  /// The values of each metric.
  public internal(set) var metrics: [Metric: [Double]] = [:]

  /// The fraction of right predictions; the trainer must have been given the metric.
  public var accuracy: [Double] {
    precondition(
      loss.isEmpty || metrics[.accuracy] != nil,
      "accuracy was not measured; give the trainer `metrics: [.accuracy]`")
    return metrics[.accuracy] ?? []
  }

  mutating func append(_ evaluation: Evaluation) {
    loss.append(evaluation.loss)
    for (metric, value) in evaluation.metrics { metrics[metric, default: []].append(value) }
  }
}

/// A number beside the loss that tells how good predictions are.
public enum Metric: Sendable, Hashable {
  /// The fraction of examples whose largest score is their class's.
  case accuracy
}

/// How well a network does on a dataset.
public struct Evaluation: Sendable, Hashable {
  /// The mean loss of an example.
  public let loss: Double
  /// The value of each metric.
  public let metrics: [Metric: Double]

  /// The fraction of right predictions; the trainer must have been given the metric.
  public var accuracy: Double {
    guard let accuracy = metrics[.accuracy] else {
      preconditionFailure("accuracy was not measured; give the trainer `metrics: [.accuracy]`")
    }
    return accuracy
  }
}
