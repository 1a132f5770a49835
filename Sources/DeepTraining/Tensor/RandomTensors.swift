extension Tensor {
  /// Numbers from a normal distribution, not truncated.
  ///
  ///     let x = Tensor(normal: [64, 100], seed: 1)
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - mean: The distribution's mean, 0 by default.
  ///   - standardDeviation: The distribution's standard deviation, 1 by default.
  ///   - seed: The same seed gives the same numbers.
  public init(
    normal shape: Shape, mean: Double = 0, standardDeviation: Double = 1, seed: Int = DefaultSeed.value
  ) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(
      shape: shape, floats: (0..<shape.count).map { _ in Float(mean + standardDeviation * stream.normal()) })
  }

  /// Numbers from a uniform distribution over an interval.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - interval: The range of the numbers, 0...1 by default.
  ///   - seed: The same seed gives the same numbers.
  public init(uniform shape: Shape, in interval: ClosedRange<Double> = 0...1, seed: Int = DefaultSeed.value) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(shape: shape, floats: (0..<shape.count).map { _ in Float(stream.uniform(in: interval)) })
  }

  /// Numbers from a normal distribution without its tails: numbers beyond two standard deviations of the untruncated
  /// distribution are drawn again.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - mean: The distribution's mean, 0 by default.
  ///   - standardDeviation: The standard deviation of the numbers themselves, after truncation; 1 by default. See
  ///     ``Initializer/truncatedNormal(standardDeviation:)`` for other libraries.
  ///   - seed: The same seed gives the same numbers.
  public init(
    truncatedNormal shape: Shape, mean: Double = 0, standardDeviation: Double = 1,
    seed: Int = DefaultSeed.value
  ) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(
      shape: shape,
      floats: (0..<shape.count).map { _ in Float(mean + standardDeviation * stream.truncatedNormal()) })
  }

  /// Ones with a given probability, otherwise zeros.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - probability: The probability of a one, in 0...1.
  ///   - seed: The same seed gives the same numbers.
  public init(bernoulli shape: Shape, probability: Double = 0.5, seed: Int = DefaultSeed.value) {
    precondition((0...1).contains(probability), "the probability \(probability) is not in 0...1")
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(shape: shape, floats: (0..<shape.count).map { _ in stream.uniform() < probability ? 1 : 0 })
  }

  /// Uniformly distributed whole numbers of a range, drawn with replacement.
  public init(integers shape: Shape, in range: Range<Int>, seed: Int = DefaultSeed.value) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(
      shape: shape,
      floats: (0..<shape.count).map { _ in Float(range.lowerBound + stream.integer(below: range.count)) })
  }

  /// The numbers `0..<count` in random order; every order has the same probability.
  public init(permutation count: Int, seed: Int = DefaultSeed.value) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(shape: [count], floats: stream.shuffledIndices(count).map { Float($0) })
  }
}
