/// The course of a training, epoch by epoch.
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

  /// The number of epochs.
  public var epochs: Int { training.loss.count }
}

/// Values measured once per epoch.
public struct Measurements: Sendable, Hashable {
  /// The mean loss per example.
  public internal(set) var loss: [Double] = []
  /// The values of each metric.
  public internal(set) var metrics: [Metric: [Double]] = [:]

  /// The fraction of correct predictions; the trainer must have this metric.
  public var accuracy: [Double] { self[.accuracy] }

  /// The values of a metric, epoch by epoch; the trainer must have this metric.
  public subscript(metric: Metric) -> [Double] {
    precondition(loss.isEmpty || metrics[metric] != nil, metric.absence)
    return metrics[metric] ?? []
  }

  mutating func append(_ evaluation: Evaluation) {
    loss.append(evaluation.loss)
    for (metric, value) in evaluation.metrics { metrics[metric, default: []].append(value) }
  }
}

/// Values measured in every step, before the parameters change.
public struct StepMeasurements: Sendable, Hashable {
  /// The mean loss per example of the step's batch.
  public internal(set) var loss: [Double] = []
  /// The Euclidean norm of the loss's gradient with respect to all parameters, before penalties and clipping; empty
  /// unless `fit` was called with `measuringGradientNorm: true`.
  public internal(set) var gradientNorm: [Double] = []
}

/// The loss and metrics of a network on a dataset.
public struct Evaluation: Sendable, Hashable {
  /// The mean loss per example.
  public let loss: Double
  /// The value of each metric.
  public let metrics: [Metric: Double]

  /// The fraction of correct predictions; the trainer must have this metric.
  public var accuracy: Double { self[.accuracy] }

  /// The value of a metric; the trainer must have this metric.
  public subscript(metric: Metric) -> Double {
    guard let value = metrics[metric] else { preconditionFailure(metric.absence) }
    return value
  }
}
