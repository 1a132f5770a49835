/// Drops a fraction of its inputs in training: each is set to 0 with probability `rate`, and the others are divided by
/// 1 − rate. This keeps the mean, so that inference needs no change (“inverted” dropout).
///
/// N. Srivastava et al.: Dropout, 2014, section 10. As in PyTorch and Keras, `rate` is the fraction that is dropped. A
/// dropped element is 0 even if it was infinite or NaN; in PyTorch and Keras it becomes NaN.
public struct Dropout: Layer {
  /// The probability that an input is dropped, in 0..<1.
  public let rate: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that drops a fraction of its inputs.
  public init(_ rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    self.rate = rate
    location = SourceLocation(file: file, line: line)
  }

  /// “dropout”, in reports.
  public var name: String { "dropout" }

  /// In training, the batch with a fraction of its elements dropped; in inference, the batch itself.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard (0..<1).contains(rate) else { throw ShapeError("has rate \(rate); 0..<1 is expected") }
    guard context.mode != .inference, rate > 0 else { return x }
    return x.dropped(by: context.dropoutMask(for: x, rate: rate))
  }
}

/// Drops whole channels of an example in training: with probability `rate` all elements of a channel become 0; the
/// other channels are divided by 1 − rate.
///
/// Neighbouring pixels are nearly equal, so dropping single pixels hides little. Takes images, `[height, width,
/// channels]`, or any other tensor whose last axis is the channels; for vectors it equals ``Dropout``. J. Tompson et
/// al.: Efficient Object Localization Using Convolutional Networks, 2015 (arXiv 1411.4280), section 3.2. PyTorch calls
/// it `Dropout2d`, Keras `SpatialDropout2D`.
public struct SpatialDropout: Layer {
  /// The probability that a channel is dropped, in 0..<1.
  public let rate: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that drops a fraction of its channels.
  public init(_ rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    self.rate = rate
    location = SourceLocation(file: file, line: line)
  }

  /// “spatial dropout”, in reports.
  public var name: String { "spatial dropout" }

  /// In training, the batch without some channels of each example; in inference, the batch itself.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard (0..<1).contains(rate) else { throw ShapeError("has rate \(rate); 0..<1 is expected") }
    guard x.shape.rank > 1 else { throw ShapeError("needs channels, but each example is a single number") }
    guard context.mode != .inference, rate > 0 else { return x }
    let channels = x.shape.reducing(Array(1..<x.shape.rank - 1))
    return x.dropped(by: context.dropoutMask(for: x, shape: channels, rate: rate))
  }
}

/// Multiplies each element in training by a number drawn from a normal distribution of mean 1 and variance rate/(1 −
/// rate), the variance of ``Dropout``'s factors. Inference needs no change.
///
/// N. Srivastava et al.: Dropout, 2014, section 10. Keras has it under the same name; PyTorch does not have it.
public struct GaussianDropout: Layer {
  /// The rate of the dropout that has the same variance, in 0..<1.
  public let rate: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer of multiplicative noise.
  public init(_ rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    self.rate = rate
    location = SourceLocation(file: file, line: line)
  }

  /// “Gaussian dropout”, in reports.
  public var name: String { "Gaussian dropout" }

  /// In training, the batch times noise; in inference, the batch itself.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard (0..<1).contains(rate) else { throw ShapeError("has rate \(rate); 0..<1 is expected") }
    guard context.mode != .inference, rate > 0 else { return x }
    let deviation = (rate / (1 - rate)).squareRoot()
    return x * context.normalNoise(for: x, mean: 1, standardDeviation: deviation)
  }
}

extension Tensor {
  /// The product with a mask; 0 if the mask is 0, even for infinite elements and NaN.
  fileprivate func dropped(by mask: Tensor) -> Tensor { .apply(Binary(.masked), self, mask) }
}
