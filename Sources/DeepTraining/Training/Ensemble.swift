/// Several networks that predict together, each trained from different initial weights. Their mean has a smaller error
/// than one network, and lower confidence where they disagree.
///
/// L. Hansen, P. Salamon: Neural Network Ensembles, 1990; B. Lakshminarayanan et al.: Simple and Scalable Predictive
/// Uncertainty Estimation using Deep Ensembles, 2017 (arXiv 1612.01474), whose members see all data, as here, rather
/// than samples of it.
public struct Ensemble: Sendable {
  /// The quantity whose mean over the members is taken.
  public enum Combination: Sendable, Hashable {
    /// The probabilities, softmax of the scores over the last axis: a mixture, as in the paper.
    case probabilities
    /// The outputs, for networks that predict numbers.
    case outputs
  }

  /// The networks.
  public let members: [Network]
  /// The quantity whose mean is taken.
  public let combination: Combination

  /// An ensemble of networks.
  ///
  /// - Parameters:
  ///   - members: At least one network; all must have the same input shape and the same output shape.
  ///   - combination: The quantity whose mean is taken; probabilities by default, for networks that give one score
  ///     per class.
  /// - Throws: `TrainingError` if there are no networks, or their shapes differ.
  public init(_ members: [Network], combination: Combination = .probabilities) throws {
    guard let first = members.first else { throw TrainingError("an ensemble needs at least one network") }
    let output = first.requirements.outputShape
    for (index, member) in members.enumerated() {
      let found = (member.model.inputShape, member.requirements.outputShape)
      guard found == (first.model.inputShape, output) else {
        throw TrainingError(
          "network \(index + 1) of the ensemble maps shape \(found.0) to \(found.1), network 1 "
            + "\(first.model.inputShape) to \(output); all should agree")
      }
    }
    self.members = members
    self.combination = combination
  }

  /// The mean of the members' predictions for a batch: probabilities, or numbers.
  ///
  /// - Parameter x: Examples, `[batch] + inputShape`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let predictions = members.map { combination == .probabilities ? $0(x).softmax() : $0(x) }
    return predictions.dropFirst().reduce(predictions[0], +) / Double(members.count)
  }

  /// The loss and metrics of the ensemble on a dataset.
  ///
  /// - Parameters:
  ///   - data: Examples with targets that fit the loss.
  ///   - loss: The loss to measure: for probabilities, the cross-entropy is −log of the mean probability of the
  ///     correct class.
  ///   - metrics: Measurements in addition to the loss; none by default.
  /// - Throws: `TrainingError` if data, networks, loss and metrics do not fit.
  public func evaluate(_ data: Dataset, loss: Loss, metrics: [Metric] = []) throws -> Evaluation {
    try data.measure(members[0], loss: loss, metrics: metrics) { x in
      // Losses take scores; softmax turns log p back into p, since the sum of p is 1.
      combination == .probabilities ? self(x).maximum(Double(Float.leastNormalMagnitude)).log() : self(x)
    }
  }
}
