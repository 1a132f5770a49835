/// The same numbers under another shape: `Reshape([7, 7, 64])` makes images of vectors of 3136 numbers.
///
/// Numbers stay in row-major order, the channels of an image being next to each other.
public struct Reshape: Layer {
  /// The shape that each example gets.
  public let shape: Shape
  /// Where the layer was written.
  public let location: SourceLocation

  /// A layer that gives each example a shape with as many elements as it has.
  public init(_ shape: Shape, file: StaticString = #filePath, line: UInt = #line) {
    self.shape = shape
    location = SourceLocation(file: file, line: line)
  }

  /// “reshape”, in reports.
  public var name: String { "reshape" }

  /// The same numbers, `[batch] + shape`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let example = x.shape.example
    guard example.count == shape.count, shape.extents.allSatisfy({ $0 > 0 }) else {
      throw ShapeError(
        "makes examples of shape \(shape), which have \(shape.count) elements, of shape \(example), which have "
          + "\(example.count)")
    }
    return x.reshaped(to: shape.batched(x.shape[0]))
  }
}
