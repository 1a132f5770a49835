/// The same elements in another shape: `Reshape([7, 7, 64])` makes images from vectors of 3136 elements.
///
/// The elements keep their row-major order; the channels of a pixel are adjacent.
public struct Reshape: Layer {
  /// The new shape of each example.
  public let shape: Shape
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that gives each example another shape with the same number of elements.
  public init(_ shape: Shape, file: StaticString = #filePath, line: UInt = #line) {
    self.shape = shape
    location = SourceLocation(file: file, line: line)
  }

  /// “reshape”, in reports.
  public var name: String { "reshape" }

  /// The same elements, `[batch] + shape`.
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
