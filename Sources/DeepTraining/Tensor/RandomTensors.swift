extension Tensor {
  /// Numbers drawn from a normal distribution, not truncated.
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

  /// Numbers drawn from an interval, all equally likely.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - interval: Where the numbers lie, 0...1 by default.
  ///   - seed: The same seed gives the same numbers.
  public init(uniform shape: Shape, in interval: ClosedRange<Double> = 0...1, seed: Int = DefaultSeed.value) {
    var stream = RandomStream(seed: seed, stream: Streams.tensors)
    self.init(shape: shape, floats: (0..<shape.count).map { _ in Float(stream.uniform(in: interval)) })
  }
}
