/// Statistics of several layers, or of several parameters, in their order.
///
/// All frequencies have the same bounds, the smallest and the largest element of all layers, so that they can be
/// compared.
public struct LayerStatistics: Sendable, Hashable {
  /// The names of the layers or parameters: “dense 1”, “dense 1.weight”.
  public let names: [String]
  /// The statistics of each.
  public let statistics: [Statistics]

  init(_ samples: [Sample], bins: Int) {
    let bounds = samples.map(\.elements.finiteBounds)
    let lowest = bounds.map(\.lowerBound).min() ?? 0, highest = bounds.map(\.upperBound).max() ?? 0
    let bins = Bins(lowest...highest, count: bins)
    names = samples.map(\.name)
    statistics = samples.map { Statistics($0, bins: bins) }
  }

  /// The statistics of a layer or parameter; an unknown name traps with a message that lists the known ones.
  public subscript(name: String) -> Statistics {
    guard let index = names.firstIndex(of: name) else {
      preconditionFailure("there are no statistics of “\(name)”, only of \(names.joined(separator: ", "))")
    }
    return statistics[index]
  }
}

/// Statistics of the derivatives of a loss inside a network.
public struct GradientStatistics: Sendable, Hashable {
  /// The loss of the batch.
  public let loss: Double
  /// The derivatives with respect to the layers' outputs, called back-propagated gradients by Glorot and Bengio.
  public let layers: LayerStatistics
  /// The derivatives with respect to each parameter.
  public let parameters: LayerStatistics
}

extension Network {
  /// Statistics of the layers' outputs for a batch.
  ///
  /// - Parameters:
  ///   - x: Examples, `[batch] + model.inputShape`.
  ///   - mode: Whether batch normalisation uses the batch's statistics and dropout is active; inference by default.
  ///   - bins: The number of bins of the frequencies.
  public func statistics(of x: Tensor, mode: Mode = .inference, bins: Int = 30) -> LayerStatistics {
    LayerStatistics(of: activations(of: x, mode: mode), bins: bins)
  }

  /// Statistics of the layers' outputs for all examples of a dataset, as one batch.
  public func statistics(of data: Dataset, mode: Mode = .inference, bins: Int = 30) -> LayerStatistics {
    statistics(of: data.batch(0..<data.count), mode: mode, bins: bins)
  }

  /// Statistics of the derivatives of a batch's loss with respect to each layer's output and each parameter.
  ///
  /// X. Glorot, Y. Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010, figure 7.
  ///
  /// - Parameters:
  ///   - x: Examples, `[batch] + model.inputShape`.
  ///   - targets: Their targets: a class for each, `[batch]`, or numbers in the shape of the predictions.
  ///   - loss: The function to differentiate, the mean over the batch.
  ///   - mode: Training by default, the mode in which gradients are used.
  ///   - bins: The number of bins of the frequencies.
  public func gradientStatistics(
    of x: Tensor, _ targets: Tensor, loss: Loss, mode: Mode = .training, bins: Int = 30
  ) -> GradientStatistics {
    let recorder = Recorder()
    let watched = parameters.map { (name: $0.name, tensor: recorder.watch($0.tensor)) }
    let context = apply(
      to: recorder.watch(x), mode: mode, noiseStream: Streams.dropout,
      parameters: Dictionary(uniqueKeysWithValues: watched.map { ($0.name, $0.tensor) }))
    let results = context.results
    let value = loss.apply(results.last!.output, targets)
    let derivatives = gradients(of: value, at: results.map(\.output) + watched.map(\.tensor))
    return withExtendedLifetime(derivatives) {
      GradientStatistics(
        loss: value.scalar,
        layers: LayerStatistics(
          zip(results, derivatives).map { $0.sample(of: UnsafeBufferPointer($1.elements), saturates: false) },
          bins: bins),
        parameters: LayerStatistics(
          zip(watched, derivatives.dropFirst(results.count)).map { Sample($0.name, $1.elements) }, bins: bins)
      )
    }
  }

  /// Statistics of the derivatives of the loss for all examples of a dataset, as one batch.
  ///
  /// - Throws: `TrainingError` if data, network and loss do not fit together.
  public func gradientStatistics(
    of data: Dataset, loss: Loss, mode: Mode = .training, bins: Int = 30
  ) throws -> GradientStatistics {
    try check(data)
    let x = data.batch(0..<data.count)
    try loss.check(data, outputShape: self(data.batch(0..<1)).shape.example)
    let targets = Tensor(
      shape: loss.targetShape(of: data, batchSize: data.count), floats: Batches(data).targets)
    return gradientStatistics(of: x, targets, loss: loss, mode: mode, bins: bins)
  }
}

extension LayerStatistics {
  init(of results: [LayerResult], bins: Int) {
    self = withExtendedLifetime(results) {
      LayerStatistics(
        results.map { $0.sample(of: UnsafeBufferPointer($0.output.elements), saturates: true) }, bins: bins)
    }
  }
}

extension LayerResult {
  /// Elements in the shape of the layer's output.
  ///
  /// - Parameter saturates: Whether the elements are the layer's outputs, for which saturation is defined.
  func sample(of elements: UnsafeBufferPointer<Float>, saturates: Bool) -> Sample {
    Sample(
      layer, elements, units: output.shape.rank > 1 ? output.shape.extents.last! : 1,
      unsaturated: saturates ? unsaturated : nil)
  }
}
