/// Layer normalisation: y = γ(x − mean)/√(variance + ε) + β over the last axis of each example, so training and
/// inference are the same, for any batch size.
///
/// For images, this normalises over the channels of each pixel, as in Keras, and as PyTorch's `LayerNorm(channels)`
/// does if channels are the last axis. To normalise over the whole example, use ``GroupNorm`` with one group.
///
/// γ is initialised with ones and β with zeros; the variance is biased. J. Ba et al.: Layer Normalization, 2016 (arXiv
/// 1607.06450), equation 4. ε is 1e-5 as in PyTorch; Keras has 1e-3.
public struct LayerNorm: Layer {
  /// ε, which prevents a division by 0.
  public let epsilon: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer normalisation.
  public init(epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line) {
    self.epsilon = epsilon
    location = SourceLocation(file: file, line: line)
  }

  /// “layer norm”, in reports.
  public var name: String { "layer norm" }

  /// The normalised batch, in its own shape.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let (scale, fans) = try context.scale(of: x, epsilon: epsilon)
    let offset = context.parameter(
      "offset", shape: scale.shape, initializer: .zeros, fans: fans, role: .offset)
    let centred = x - x.mean(axes: [-1], keepingAxes: true)
    return centred / centred.rootMeanSquare(axes: [-1], epsilon: epsilon) * scale + offset
  }
}

/// Root mean square normalisation: y = γx/√(mean(x²) + ε) over the last axis of each example.
///
/// γ is initialised with ones. B. Zhang, R. Sennrich: Root Mean Square Layer Normalization, 2019 (arXiv 1910.07467). ε
/// is 1e-5; PyTorch's default is the machine epsilon of its number type.
public struct RMSNorm: Layer {
  /// ε, which prevents a division by 0.
  public let epsilon: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A root mean square normalisation.
  public init(epsilon: Double = 1e-5, file: StaticString = #filePath, line: UInt = #line) {
    self.epsilon = epsilon
    location = SourceLocation(file: file, line: line)
  }

  /// “RMS norm”, in reports.
  public var name: String { "RMS norm" }

  /// The normalised batch, in its own shape.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let (scale, _) = try context.scale(of: x, epsilon: epsilon)
    return x / x.rootMeanSquare(axes: [-1], epsilon: epsilon) * scale
  }
}

extension LayerContext {
  /// The γ of a normalisation over the last axis.
  fileprivate func scale(of x: Tensor, epsilon: Double) throws -> (Tensor, Fans) {
    guard epsilon > 0 else { throw ShapeError("has ε \(epsilon); more than 0 is expected") }
    guard let channels = x.shape.example.extents.last else {
      throw ShapeError("needs vectors, but each example is a single number")
    }
    let fans = Fans(input: channels, output: channels)
    return (parameter("scale", shape: [channels], initializer: .ones, fans: fans, role: .scale), fans)
  }
}

extension Tensor {
  /// √(mean(x²) + ε) over axes, which are kept with extent 1. Squares do not overflow.
  func rootMeanSquare(axes: [Int], epsilon: Double) -> Tensor {
    .apply(RootMeanSquare(target: shape.reducing(shape.resolved(axes: axes)!), epsilon: epsilon), self)
  }
}
