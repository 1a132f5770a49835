/// A fully connected layer: y = xW + b.
///
/// Takes vectors, `[batch, inputs]`, and gives `[batch, units]`. W has the shape `[inputs, units]`.
public struct Dense: Layer {
  /// The number of outputs.
  public let units: Int
  /// The initialisation of the weights; Glorot's by default, as in Keras.
  public let initializer: Initializer
  /// Whether the layer has a bias b, initialised with zeros.
  public let usesBias: Bool
  /// The source location of the layer.
  public let location: SourceLocation

  /// A fully connected layer.
  public init(
    _ units: Int, initializer: Initializer = .glorot, usesBias: Bool = true, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    self.units = units
    self.initializer = initializer
    self.usesBias = usesBias
    location = SourceLocation(file: file, line: line)
  }

  /// “dense”, in reports.
  public var name: String { "dense" }

  /// xW + b: from `[batch, inputs]` to `[batch, units]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard units > 0 else { throw ShapeError("has \(units) units; at least 1 is expected") }
    guard x.shape.rank == 2 else {
      throw ShapeError(
        "needs vectors, but each example has the shape \(x.shape.example); put Flatten() before it")
    }
    let fans = Fans(input: x.shape[1], output: units)
    let weight = context.parameter(
      "weight", shape: [x.shape[1], units], initializer: initializer, fans: fans)
    let product = x.matrixProduct(weight)
    guard usesBias else { return product }
    return product + context.parameter("bias", shape: [units], initializer: .zeros, fans: fans, role: .bias)
  }
}
