/// Batch normalisation: y = γ(x − mean)/√(variance + ε) + β for each channel, along the last axis.
///
/// In training, mean and (biased) variance are those of the batch. Running averages of the mean and of the unbiased
/// variance, `running = decay · running + (1 − decay) · batch`, are kept for inference, as in the paper. γ is
/// initialised with ones and β with zeros.
///
/// S. Ioffe, C. Szegedy: Batch Normalization, 2015 (arXiv 1502.03167), algorithms 1 and 2. PyTorch agrees; its
/// `momentum` is 1 − decay. Keras keeps the biased variance, with decay 0.99 and ε 1e-3.
public struct BatchNorm: Layer {
  /// The weight of the past in running averages.
  public let decay: Double
  /// ε, which prevents a division by 0.
  public let epsilon: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A batch normalisation, to be placed after the weights and before the activation.
  public init(
    decay: Double = 0.9, epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line
  ) {
    self.decay = decay
    self.epsilon = epsilon
    location = SourceLocation(file: file, line: line)
  }

  /// “batch norm”, in reports.
  public var name: String { "batch norm" }

  /// The normalised batch, in its own shape.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard (0...1).contains(decay) else { throw ShapeError("has decay \(decay); 0...1 is expected") }
    guard epsilon > 0 else { throw ShapeError("has ε \(epsilon); more than 0 is expected") }
    guard let channels = x.shape.example.extents.last else {
      throw ShapeError("needs vectors, but each example is a single number")
    }
    let fans = Fans(input: channels, output: channels)
    let scale = context.parameter("scale", shape: [channels], initializer: .ones, fans: fans, role: .scale)
    let offset = context.parameter(
      "offset", shape: [channels], initializer: .zeros, fans: fans, role: .offset)
    let runningMean = context.state("running mean", shape: [channels], initialValue: 0)
    let runningVariance = context.state("running variance", shape: [channels], initialValue: 1)
    guard context.mode == .training else {
      let factor = scale / (runningVariance + epsilon).squareRoot()
      return (x - runningMean) * factor + offset
    }
    let count = x.count / channels
    let results = Tensor.apply(
      BatchNormalization(epsilon: epsilon), [x.reshaped(to: [count, channels]), scale, offset])
    // A single row has no unbiased variance, so the biased variance is used.
    let unbiased = results[2] * (Double(count) / Double(max(count - 1, 1)))
    context.updateStatistic("running mean", runningMean, with: results[1], decay: decay)
    context.updateStatistic("running variance", runningVariance, with: unbiased, decay: decay)
    return results[0].reshaped(to: x.shape)
  }
}
