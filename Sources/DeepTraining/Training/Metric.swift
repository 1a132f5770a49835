/// A measure of the quality of predictions in addition to the loss: a mean over all examples.
public enum Metric: Sendable, Hashable {
  /// The fraction of examples whose class has the largest score; among equal scores, the first class counts as the
  /// largest.
  case accuracy
  /// The fraction of examples whose class has one of the k largest scores.
  ///
  /// Among equal scores, the class with the lower number comes first, as in NumPy's stable sort. TensorFlow counts
  /// every class at the boundary as among the k largest, so a network with constant predictions would always be right.
  case topAccuracy(Int)
  /// The mean of |prediction − target| over examples and outputs, for targets that are numbers.
  case meanAbsoluteError

  /// The name in tables and charts.
  public var name: String {
    switch self {
    case .accuracy: "accuracy"
    case .topAccuracy(let k): "top-\(k) accuracy"
    case .meanAbsoluteError: "mean absolute error"
    }
  }

  /// The expression in Swift code.
  private var expression: String {
    switch self {
    case .accuracy: ".accuracy"
    case .topAccuracy(let k): ".topAccuracy(\(k))"
    case .meanAbsoluteError: ".meanAbsoluteError"
    }
  }

  /// The message for a metric that was not measured.
  var absence: String { "\(name) was not measured; give the trainer `metrics: [\(expression)]`" }

  /// The metric's sum over the examples of a batch, of shape `[]`.
  func sum(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    switch self {
    case .accuracy: .apply(CorrectCount(), predictions, targets)
    case .topAccuracy(let k): .apply(CorrectCount(among: k), predictions, targets)
    case .meanAbsoluteError: (predictions - targets).magnitude().mean() * Double(predictions.shape[0])
    }
  }

  /// Throws for data for which the metric is not defined.
  func check(_ data: Dataset) throws {
    guard let count = data.classCount else {
      guard self == .meanAbsoluteError else {
        throw TrainingError("\(name) needs classes as targets; the data has numbers")
      }
      return
    }
    switch self {
    case .accuracy: break
    case .topAccuracy(let k):
      guard (1...count).contains(k) else {
        throw TrainingError("\(name) was asked for; with \(count) classes k in 1...\(count) is expected")
      }
    case .meanAbsoluteError: throw TrainingError("\(name) needs numbers as targets; the data has classes")
    }
  }
}
