/// What training makes small: one number for a batch, the mean over its examples.
public enum Loss: Sendable, Hashable {
  /// −log of the probability that softmax gives the right class, for a network that gives one score a class.
  case softmaxCrossEntropy
  /// The mean of (prediction − target)² over examples and outputs.
  case meanSquaredError

  /// The loss of a batch, of shape `[]`.
  func apply(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    switch self {
    case .softmaxCrossEntropy: Tensor.apply(SoftmaxCrossEntropy(), [predictions, targets])[0].mean()
    case .meanSquaredError: (predictions - targets).squared().mean()
    }
  }

  /// The shape in which a batch's targets are given.
  func targetShape(of dataset: Dataset, batchSize: Int) -> Shape {
    switch dataset.targets {
    case .classes: [batchSize]
    case .values(_, let shape): Shape(shape).batched(batchSize)
    }
  }

  /// Refuses a dataset that does not fit the predictions.
  func check(_ dataset: Dataset, outputShape: Shape) throws {
    switch (self, dataset.targets) {
    case (.softmaxCrossEntropy, .classes(_, let count)):
      guard outputShape == [count] else {
        throw TrainingError(
          "the data has \(count) classes, so the last layer should give a vector of \(count) scores; "
            + "it gives the shape \(outputShape)")
      }
    case (.meanSquaredError, .values(_, let shape)):
      guard outputShape == Shape(shape) else {
        throw TrainingError(
          "the data's targets have the shape \(shape), but the last layer gives \(outputShape)")
      }
    case (.softmaxCrossEntropy, .values):
      throw TrainingError("softmax cross-entropy needs classes as targets; the data has numbers")
    case (.meanSquaredError, .classes):
      throw TrainingError("the mean squared error needs numbers as targets; the data has classes")
    }
  }
}
