extension Network {
  /// The uncertainty of the network: the mean and the standard deviation of many predictions, each with different
  /// dropout.
  ///
  ///     let (mean, deviation) = network.monteCarlo(x, samples: 50, seed: 1)
  ///
  /// Dropout of every kind is active as in training, and batch normalisation uses its running statistics. Samples are
  /// of the network's output: to sample probabilities, end a model that gives scores with ``Softmax``. The deviation is
  /// the model's uncertainty, without the noise of the data. A model without dropout has the deviation 0.
  ///
  /// Y. Gal, Z. Ghahramani: Dropout as a Bayesian Approximation, 2015 (arXiv 1506.02142), equations 6 and 7, without
  /// the term τ⁻¹ for the data's noise.
  ///
  /// - Parameters:
  ///   - x: Examples, `[batch] + model.inputShape`.
  ///   - samples: The number of predictions, at least 1; 50 by default.
  ///   - seed: The seed of the dropout; the same seed gives the same samples.
  /// - Returns: Two tensors in the shape of the predictions. The variance is divided by the number of samples.
  public func monteCarlo(
    _ x: Tensor, samples: Int = 50, seed: Int = DefaultSeed.value
  ) -> (mean: Tensor, standardDeviation: Tensor) {
    precondition(samples > 0, "\(samples) samples were asked for; at least 1 is expected")
    let stream = RandomStream(seed: seed, stream: Streams.monteCarlo)
    let predictions = (0..<samples).map { prediction(of: x, stream.split($0)) }
    var mean = predictions[0]
    for (index, sample) in predictions.enumerated().dropFirst() {
      mean += (sample - mean) / Double(index + 1)
    }
    let distances = Tensor.stacked(predictions.map { $0 - mean })
    return (mean, distances.norm(axes: [0]) / Double(samples).squareRoot())
  }

  private func prediction(of x: Tensor, _ stream: RandomStream) -> Tensor {
    apply(to: x, mode: .monteCarlo, noiseStream: stream.stream).results.last!.output
  }
}
