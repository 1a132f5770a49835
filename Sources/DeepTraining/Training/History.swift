/// How a training went, epoch by epoch.
public struct History: Sendable, Hashable {
  /// Measurements on the training data during each epoch, in training mode.
  public internal(set) var training = Measurements()
  /// Measurements on the validation data after each epoch; empty without validation data.
  public internal(set) var validation = Measurements()
  /// The learning rate of each epoch's first step.
  public internal(set) var learningRates: [Double] = []
  /// Measurements of each step.
  public internal(set) var steps = StepMeasurements()
  /// Inspections of the network; empty unless `fit` was called with `inspecting:`.
  public internal(set) var inspections = Inspections()

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
  public var accuracy: [Double] { self[.accuracy] }

  /// The values of a metric, epoch by epoch; the trainer must have been given it.
  public subscript(metric: Metric) -> [Double] {
    precondition(loss.isEmpty || metrics[metric] != nil, metric.absence)
    return metrics[metric] ?? []
  }

  mutating func append(_ evaluation: Evaluation) {
    loss.append(evaluation.loss)
    for (metric, value) in evaluation.metrics { metrics[metric, default: []].append(value) }
  }
}

/// Numbers measured in every step, before the parameters were changed.
public struct StepMeasurements: Sendable, Hashable {
  /// The mean loss of an example of the step's batch.
  public internal(set) var loss: [Double] = []
  /// The Euclidean length of the loss's gradient with respect to all parameters, before a penalty is added and before it
  /// is clipped; empty unless `fit` was called with `measuringGradientNorm: true`.
  public internal(set) var gradientNorm: [Double] = []
}

/// How well a network does on a dataset.
public struct Evaluation: Sendable, Hashable {
  /// The mean loss of an example.
  public let loss: Double
  /// The value of each metric.
  public let metrics: [Metric: Double]

  /// The fraction of right predictions; the trainer must have been given the metric.
  public var accuracy: Double { self[.accuracy] }

  /// The value of a metric; the trainer must have been given it.
  public subscript(metric: Metric) -> Double {
    guard let value = metrics[metric] else { preconditionFailure(metric.absence) }
    return value
  }
}
