/// Reshapes each example to a vector: `[batch, 28, 28]` becomes `[batch, 784]`.
public struct Flatten: Layer {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that reshapes examples to vectors.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “flatten”, in reports.
  public var name: String { "flatten" }

  /// The same elements, as a vector for each example.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor {
    x.reshaped(to: [x.shape[0], x.shape.example.count])
  }
}
