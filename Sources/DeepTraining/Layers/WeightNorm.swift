/// Weight normalisation: the inner layer uses w = g·v/‖v‖ for each of its units; the length g and the direction v are
/// learned separately.
///
///     WeightNorm(Dense(64))
///     WeightNorm(Conv2D(32, kernel: 3))
///
/// A unit is an output: a column of a dense layer's weights, or a filter of a convolution. v is the layer's own
/// “weight” and is initialised by its initialiser. g is called “gain” and has the role of a scale; it is initialised
/// with the mean length of the initialiser's vectors. PyTorch begins with g = ‖v‖ instead, so that w equals v; the
/// paper derives g from a first batch of data.
///
/// T. Salimans, D. Kingma: Weight Normalization, 2016 (arXiv 1602.07868), equation 2.
public struct WeightNorm: Layer {
  /// The layer whose weights are normalised.
  public let layer: any Layer
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer with normalised weights.
  public init(_ layer: any Layer, file: StaticString = #filePath, line: UInt = #line) {
    self.layer = layer
    location = SourceLocation(file: file, line: line)
  }

  /// “weight norm”, in reports.
  public var name: String { "weight norm" }

  /// The output of the layer with its normalised weights.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    var lengths: [Double] = []
    let y = try context.apply([layer], to: x) { direction, parameter in
      let shape = parameter.shape, units = shape.extents.last ?? 1
      let inputs = Double(shape.count) / Double(units)
      let meanSquare = parameter.initializer.meanSquare(shape: shape, fans: parameter.fans)
      lengths.append((inputs * meanSquare).squareRoot())
      let gain = context.parameter(
        "gain", shape: [units], initializer: .constant(lengths.last!), fans: parameter.fans, role: .scale)
      let target = shape.reducing(Array(0..<shape.rank - 1))
      return direction.withUnitNorm(along: target) * gain
    }
    guard !lengths.isEmpty else { throw ShapeError("holds a \(layer.name) layer, which has no weights") }
    guard !lengths.contains(0) else {
      throw ShapeError("holds a \(layer.name) layer whose weights begin with zeros, which have no direction")
    }
    return y
  }
}
