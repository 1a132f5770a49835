extension Network {
  /// The loss and metrics of the network on a dataset, in inference mode.
  ///
  /// ``Trainer/evaluate(_:)`` is faster for the network that is being trained; this method is for other networks, such
  /// as averaged or saved ones.
  ///
  /// - Parameters:
  ///   - data: Examples with targets that fit the loss.
  ///   - loss: The loss to measure, the mean over the examples.
  ///   - metrics: Measurements in addition to the loss; none by default.
  /// - Throws: `TrainingError` if data, network, loss and metrics do not fit together.
  public func evaluate(_ data: Dataset, loss: Loss, metrics: [Metric] = []) throws -> Evaluation {
    try data.measure(self, loss: loss, metrics: metrics) { self($0) }
  }
}

extension Dataset {
  /// The loss and metrics of predictions for all examples.
  ///
  /// - Parameters:
  ///   - network: Gives the input and output shapes of the predictions.
  ///   - predict: Computes the predictions for a batch.
  /// - Throws: `TrainingError` if data, network, loss and metrics do not fit together.
  func measure(
    _ network: Network, loss: Loss, metrics: [Metric], _ predict: (Tensor) -> Tensor
  ) throws -> Evaluation {
    guard Shape(inputShape) == network.model.inputShape else {
      throw TrainingError(
        "the model takes examples of shape \(network.model.inputShape), the data has \(Shape(inputShape))")
    }
    try loss.check(self, outputShape: network.requirements.outputShape)
    for metric in metrics { try metric.check(self) }
    var total = 0.0, sums = [Double](repeating: 0, count: metrics.count)
    for start in stride(from: 0, to: count, by: 256) {
      let range = start..<Swift.min(start + 256, count)
      let predictions = predict(batch(range)), targets = self[range].targetTensor
      total += loss.apply(predictions, targets).scalar * Double(range.count)
      for (index, metric) in metrics.enumerated() { sums[index] += metric.sum(predictions, targets).scalar }
    }
    return Evaluation(
      loss: total / Double(count),
      metrics: Dictionary(uniqueKeysWithValues: zip(metrics, sums.map { $0 / Double(count) })))
  }

  /// The targets; classes as their numbers.
  private var targetTensor: Tensor {
    switch targets {
    case .classes(let labels, _): Tensor(shape: [count], floats: labels.map(Float.init))
    case .values(let values, let shape): Tensor(shape: Shape(shape).batched(count), floats: values)
    }
  }
}
