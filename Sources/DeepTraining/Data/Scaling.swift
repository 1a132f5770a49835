extension Dataset {
  /// The smallest and the largest number of all inputs.
  public var inputRange: ClosedRange<Double> {
    withUnsafeInputs { inputs in
      var least = inputs[0]
      var greatest = inputs[0]
      for value in inputs {
        least = min(least, value)
        greatest = max(greatest, value)
      }
      return Double(least)...Double(greatest)
    }
  }

  /// The same targets, with inputs scaled linearly so that `source` becomes `target`; numbers outside stay outside.
  ///
  /// - Parameters:
  ///   - source: the range to scale from; by default the range of this dataset's inputs. For held-out examples, pass
  ///     the range of the training set, so that both are scaled equally.
  ///   - target: the range to scale to, such as `0...1` or `-1...1`.
  /// - Throws: `DatasetError.constantInputs` if all inputs are the same number, `.invalidRange` for a range of zero
  ///   width, `.notFinite` if a result is too large for 32 bits.
  public func scaled(from source: ClosedRange<Double>? = nil, to target: ClosedRange<Double>) throws
    -> Dataset
  {
    let from = source ?? inputRange
    if source == nil, from.lowerBound == from.upperBound {
      throw DatasetError.constantInputs(from.lowerBound)
    }
    for range in [from, target] where !(range.extent > 0 && range.extent.isFinite) {
      throw DatasetError.invalidRange(range)
    }
    // A weighted sum of the two ends maps both exactly; slope and offset do not.
    return try mapInputs { value in
      let share = (value - from.lowerBound) / from.extent
      return target.lowerBound * (1 - share) + target.upperBound * share
    }
  }

  /// The same targets, with inputs brought to mean 0 and variance 1 by the statistics of the training set.
  ///
  /// - Throws: `DatasetError.wrongShape` if the statistics belong to examples of another shape.
  public func standardized(using standardizer: Standardizer) throws -> Dataset {
    try standardizer.apply(to: self)
  }
}

extension ClosedRange<Double> {
  fileprivate var extent: Double { upperBound - lowerBound }
}

/// Means and standard deviations of the training inputs, which bring any inputs to the same scale.
///
/// They are computed from the training set alone: statistics that include the held-out examples would flatter the
/// result.
public struct Standardizer: Sendable, Hashable {
  /// The numbers that share a mean and a standard deviation.
  public enum Scope: Sendable, Hashable {
    /// Every element of an example, over all examples: for tables, whose columns have different units.
    case element
    /// All elements of all examples together: for images, whose border pixels hardly vary.
    case all
  }

  /// The shape of an example.
  public let inputShape: [Int]
  /// The mean of each element, or one mean of all.
  public let mean: [Double]
  /// The standard deviation of each element, or one of all, dividing by the number of values. It is 1 for constant
  /// elements, so that these become 0 rather than undefined (as in scikit-learn's `StandardScaler`).
  public let standardDeviation: [Double]

  /// The statistics of `training`.
  ///
  /// - Parameters:
  ///   - training: The training data alone.
  ///   - scope: The numbers that share statistics; `.element` by default, as is usual.
  public init(fittedTo training: Dataset, scope: Scope = .element) {
    let groups = scope == .element ? training.inputSize : 1
    let perGroup = Double(training.count * training.inputSize / groups)
    let (mean, variance) = training.withUnsafeInputs { inputs in
      let mean = Self.sums(of: inputs, groups: groups) { value, _ in value }.map { $0 / perGroup }
      // A second pass over differences from the mean: sums of squares would suffer from cancellation.
      let variance = Self.sums(of: inputs, groups: groups) { value, group in
        (value - mean[group]) * (value - mean[group])
      }.map { $0 / perGroup }
      return (mean, variance)
    }
    self.inputShape = training.inputShape
    self.mean = mean
    self.standardDeviation = zip(mean, variance).map { mean, variance in
      // Because of rounding, a constant column can have a variance in the order of the mean's last bits.
      variance.squareRoot() > abs(mean) * 1e-12 ? variance.squareRoot() : 1
    }
  }

  private static func sums(
    of inputs: UnsafeBufferPointer<Float>, groups: Int, term: (Double, Int) -> Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: groups)
    for start in stride(from: 0, to: inputs.count, by: groups) {
      for group in 0..<groups { sums[group] += term(Double(inputs[start + group]), group) }
    }
    return sums
  }

  fileprivate func apply(to dataset: Dataset) throws -> Dataset {
    guard dataset.inputShape == inputShape else {
      throw DatasetError.wrongShape(found: dataset.inputShape, expected: inputShape)
    }
    var standardized: [Float] = []
    standardized.reserveCapacity(dataset.count * dataset.inputSize)
    dataset.withUnsafeInputs { inputs in
      for start in stride(from: 0, to: inputs.count, by: mean.count) {
        for group in 0..<mean.count {
          standardized.append(
            Float((Double(inputs[start + group]) - mean[group]) / standardDeviation[group]))
        }
      }
    }
    try Dataset.checkFinite(standardized, size: dataset.inputSize, what: .input)
    return dataset.replacingInputs(standardized)
  }
}
