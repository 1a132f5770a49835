/// The predicted classes of examples, by their true classes.
public struct ConfusionMatrix: Sendable, Hashable {
  /// The number of examples of each true class (outer array) for each predicted class (inner array).
  public let counts: [[Int]]
  /// The names of the classes, in order.
  public let classNames: [String]

  /// A count of predictions.
  ///
  /// - Parameters:
  ///   - labels: The true class of each example, numbered from 0.
  ///   - predictions: The predicted class of each example. A count that differs from that of the labels, or a class
  ///     without a name, traps.
  ///   - classNames: The names of the classes.
  public init(labels: [Int], predictions: [Int], classNames: [String]) {
    precondition(
      labels.count == predictions.count, "\(labels.count) labels with \(predictions.count) predictions")
    let classes = classNames.indices
    var counts = classes.map { _ in [Int](repeating: 0, count: classes.count) }
    for (label, prediction) in zip(labels, predictions) {
      precondition(
        classes.contains(label) && classes.contains(prediction),
        "label \(label) with prediction \(prediction); both are expected in 0..<\(classes.count)")
      counts[label][prediction] += 1
    }
    self.counts = counts
    self.classNames = classNames
  }

  /// The number of examples.
  public var total: Int { counts.joined().reduce(0, +) }

  /// The fraction of examples with a correct prediction.
  public var accuracy: Double { Double(hits.reduce(0, +)) / Double(total) }

  /// For each class, the fraction of correct predictions among the predictions of this class; `nil` for a class that
  /// was never predicted, for which scikit-learn gives 0.
  public var precision: [Double?] { ratios(hits, predicted) }

  /// For each class, the fraction of its examples that were recognized; `nil` for a class without examples.
  public var recall: [Double?] { ratios(hits, actual) }

  /// For each class, the harmonic mean of precision and recall, 2·hits / (predictions + examples); `nil` for a class
  /// without examples and predictions.
  public var f1: [Double?] { ratios(hits.map { 2 * $0 }, zip(predicted, actual).map(+)) }

  private var hits: [Int] { counts.indices.map { counts[$0][$0] } }
  private var actual: [Int] { counts.map { $0.reduce(0, +) } }
  private var predicted: [Int] { counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } } }

  private func ratios(_ parts: [Int], _ wholes: [Int]) -> [Double?] {
    zip(parts, wholes).map { part, whole in whole == 0 ? nil : Double(part) / Double(whole) }
  }
}

extension Network {
  /// The confusion matrix of the network in inference mode; among equal scores, the first counts as the largest.
  ///
  /// - Parameters:
  ///   - data: Examples with classes as targets.
  ///   - classNames: The names of the classes; their numbers by default.
  /// - Throws: `TrainingError` if the data have no classes, or do not fit the network or the names.
  public func confusionMatrix(on data: Dataset, classNames: [String]? = nil) throws -> ConfusionMatrix {
    guard let labels = data.classLabels, let classCount = data.classCount else {
      throw TrainingError("a confusion matrix needs classes as targets; the data has numbers")
    }
    try check(data)
    let names = classNames ?? (0..<classCount).map(String.init)
    guard names.count == classCount else {
      throw TrainingError(
        "the data has \(classCount) classes, so as many class names are expected; \(names.count) found")
    }
    var predictions: [Int] = []
    for start in stride(from: 0, to: data.count, by: 256) {
      let scores = self(data.batch(start..<min(start + 256, data.count)))
      guard scores.shape.example == [classCount] else {
        throw TrainingError(
          "the data has \(classCount) classes, so the last layer should give a vector of \(classCount) scores; "
            + "it gives the shape \(scores.shape.example)")
      }
      predictions += scores.argmax(axis: 1).scalars.map { Int($0) }
    }
    return ConfusionMatrix(labels: labels.map(Int.init), predictions: predictions, classNames: names)
  }

  /// Throws if the examples' shape differs from the model's input shape.
  func check(_ data: Dataset) throws {
    guard Shape(data.inputShape) == model.inputShape else {
      throw TrainingError(
        "the model takes examples of shape \(model.inputShape), the data has \(Shape(data.inputShape))")
    }
  }
}

extension Trainer {
  /// The confusion matrix of the current network: see ``Network/confusionMatrix(on:classNames:)``.
  public func confusionMatrix(on data: Dataset, classNames: [String]? = nil) throws -> ConfusionMatrix {
    try network.confusionMatrix(on: data, classNames: classNames)
  }
}

extension Dataset {
  /// A range of examples as a batch.
  func batch(_ range: Range<Int>) -> Tensor {
    withUnsafeInputs { inputs in
      Tensor(
        shape: Shape(inputShape).batched(range.count),
        floats: inputs[(range.lowerBound * inputSize)..<(range.upperBound * inputSize)])
    }
  }
}
