/// Makes a vector of each example: `[batch, 28, 28]` becomes `[batch, 784]`.
public struct Flatten: Layer {
  /// Where the layer was written.
  public let location: SourceLocation

  /// A layer that makes vectors.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “flatten”, in reports.
  public var name: String { "flatten" }

  /// The same numbers, a vector for each example.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor {
    x.reshaped(to: [x.shape[0], x.shape.example.count])
  }
}
