/// The function that training minimises: one number for a batch, the mean over its examples.
public struct Loss: Sendable, Hashable {
  // Not private: the description of a private type contains an address that differs between runs.
  enum Kind: Sendable, Hashable {
    case softmaxCrossEntropy(smoothing: Double)
    case binaryCrossEntropy
    case meanSquaredError
    case meanAbsoluteError
    case huber(Double)
  }

  private let kind: Kind

  /// −log of the softmax probability of the correct class, for a network that gives one score per class. A class with
  /// the score −∞ is excluded; the loss is ∞ if it is the correct one, or if labels are smoothed.
  public static let softmaxCrossEntropy = softmaxCrossEntropy(labelSmoothing: 0)

  /// The cross-entropy with smoothed targets: 1 − ε + ε/K for the correct one of K classes, ε/K for the others. C.
  /// Szegedy et al.: Rethinking the Inception Architecture, 2015, section 7.
  public static func softmaxCrossEntropy(labelSmoothing: Double) -> Loss {
    precondition((0..<1).contains(labelSmoothing), "label smoothing \(labelSmoothing) is not in 0..<1")
    return Loss(kind: .softmaxCrossEntropy(smoothing: labelSmoothing))
  }

  /// −t·log p − (1 − t)·log(1 − p) with p = sigmoid(score) and targets t in 0...1, the mean over examples and outputs.
  /// It is computed from the score, so that p is not rounded to 0 or 1, and small losses keep their precision. An
  /// infinite score on the target's side gives the loss 0.
  public static let binaryCrossEntropy = Loss(kind: .binaryCrossEntropy)

  /// The mean of (prediction − target)² over examples and outputs.
  public static let meanSquaredError = Loss(kind: .meanSquaredError)

  /// The mean of |prediction − target| over examples and outputs.
  public static let meanAbsoluteError = Loss(kind: .meanAbsoluteError)

  /// Half the squared error up to an absolute error of δ, beyond it δ(|error| − δ/2). P. Huber, 1964.
  ///
  /// - Parameter delta: δ, 1 by default as in PyTorch and Keras.
  public static func huber(_ delta: Double = 1) -> Loss {
    precondition(delta > 0, "Huber's loss needs a positive δ, found \(delta)")
    return Loss(kind: .huber(delta))
  }

  /// The loss of a batch, of shape `[]`.
  func apply(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    switch kind {
    case .softmaxCrossEntropy(let smoothing):
      return Tensor.apply(SoftmaxCrossEntropy(smoothing: smoothing), [predictions, targets])[0].mean()
    case .binaryCrossEntropy:
      return Tensor.apply(Binary(.binaryCrossEntropy), predictions, targets).mean()
    case .meanSquaredError: return (predictions - targets).squared().mean()
    case .meanAbsoluteError: return (predictions - targets).magnitude().mean()
    case .huber(let delta):
      let distance = (predictions - targets).magnitude()
      let near = distance.minimum(delta)
      return (near * (distance - 0.5 * near)).mean()
    }
  }

  /// The shape of a batch's targets.
  func targetShape(of dataset: Dataset, batchSize: Int) -> Shape {
    switch dataset.targets {
    case .classes: [batchSize]
    case .values(_, let shape): Shape(shape).batched(batchSize)
    }
  }

  /// Throws if a dataset does not fit the predictions.
  func check(_ dataset: Dataset, outputShape: Shape) throws {
    switch (needsClasses, dataset.targets) {
    case (true, .classes(_, let count)):
      guard outputShape == [count] else {
        throw TrainingError(
          "the data has \(count) classes, so the last layer should give a vector of \(count) scores; "
            + "it gives the shape \(outputShape)")
      }
    case (false, .values(let values, let shape)):
      guard outputShape == Shape(shape) else {
        throw TrainingError(
          "the data's targets have the shape \(shape), but the last layer gives \(outputShape)")
      }
      if kind == .binaryCrossEntropy, let value = values.first(where: { !(0...1).contains($0) }) {
        throw TrainingError("the binary cross-entropy needs targets in 0...1; the data has \(value)")
      }
    case (true, .values): throw TrainingError("\(name) needs classes as targets; the data has numbers")
    case (false, .classes): throw TrainingError("\(name) needs numbers as targets; the data has classes")
    }
  }

  private var needsClasses: Bool { if case .softmaxCrossEntropy = kind { true } else { false } }

  private var name: String {
    switch kind {
    case .softmaxCrossEntropy: "softmax cross-entropy"
    case .binaryCrossEntropy: "the binary cross-entropy"
    case .meanSquaredError: "the mean squared error"
    case .meanAbsoluteError: "the mean absolute error"
    case .huber: "Huber's loss"
    }
  }
}
