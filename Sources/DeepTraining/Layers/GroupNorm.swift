/// Group normalisation: y = γ(x − mean)/√(variance + ε) + β. Mean and variance are those of a group of neighbouring
/// channels over all positions of one example, so training and inference are the same, for any batch size.
///
/// Takes images, `[height, width, channels]`, or any other tensor whose last axis is the channels. γ, initialised with
/// ones, and β, initialised with zeros, have a number for each channel; the variance is biased. With one group, this is
/// layer normalisation over the whole example; with as many groups as channels, it is instance normalisation.
///
/// Y. Wu, K. He: Group Normalization, 2018 (arXiv 1803.08494), equations 1 to 7. ε is 1e-5 as in PyTorch; Keras has
/// 1e-3.
public struct GroupNorm: Layer {
  /// The number of groups, which must divide the number of channels.
  public let groups: Int
  /// ε, which prevents a division by 0.
  public let epsilon: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A group normalisation. The number of groups must divide that of the channels; the paper and Keras use 32.
  public init(groups: Int, epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line) {
    self.groups = groups
    self.epsilon = epsilon
    location = SourceLocation(file: file, line: line)
  }

  /// “group norm”, in reports.
  public var name: String { "group norm" }

  /// The normalised batch, in its own shape.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard epsilon > 0 else { throw ShapeError("has ε \(epsilon); more than 0 is expected") }
    guard let channels = x.shape.example.extents.last else {
      throw ShapeError("needs channels, but each example is a single number")
    }
    guard groups > 0, channels % groups == 0 else {
      throw ShapeError("cannot divide \(channels) channels into \(groups) groups")
    }
    let places = x.shape.example.count / channels, size = channels / groups
    guard places * size > 1 else {
      throw ShapeError("has groups of a single number, whose distance from its mean is always 0")
    }
    let grouped = x.reshaped(to: [x.shape[0], places, groups, size])
    let centred = grouped - grouped.mean(axes: [1, 3], keepingAxes: true)
    let deviation = centred.rootMeanSquare(axes: [1, 3], epsilon: epsilon)
    let normalised = (centred / deviation).reshaped(to: x.shape)
    let fans = Fans(input: channels, output: channels)
    return normalised
      * context.parameter("scale", shape: [channels], initializer: .ones, fans: fans, role: .scale)
      + context.parameter("offset", shape: [channels], initializer: .zeros, fans: fans, role: .offset)
  }
}
