/// Drops a fraction of its inputs in training: each is set to 0 with probability `rate`, the others are divided by
/// 1 − rate, so that the mean stays and nothing needs to change in inference (“inverted” dropout).
///
/// N. Srivastava et al.: Dropout, 2014, section 10. As in PyTorch and Keras, `rate` is the fraction that is dropped.
public struct Dropout: Layer {
  /// The probability with which an input is dropped, in 0..<1.
  public let rate: Double
  /// Where the layer was written.
  public let location: SourceLocation

  /// A layer that drops a fraction of its inputs.
  public init(_ rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    self.rate = rate
    location = SourceLocation(file: file, line: line)
  }

  /// “dropout”, in reports.
  public var name: String { "dropout" }

  /// The batch with a fraction of it dropped in training, as it is in inference.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard (0..<1).contains(rate) else { throw ShapeError("has rate \(rate); 0..<1 is expected") }
    guard context.mode == .training, rate > 0 else { return x }
    return x * context.dropoutMask(shape: x.shape, rate: rate)
  }
}
