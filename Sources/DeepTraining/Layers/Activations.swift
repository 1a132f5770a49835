/// max(x, 0), elementwise.
public struct ReLU: Layer {
  /// Where the layer was written.
  public let location: SourceLocation

  /// A rectifier.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “ReLU”, in reports.
  public var name: String { "ReLU" }

  /// The function of each number of the batch, in its shape.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.relu() }
}

/// 1/(1 + e⁻ˣ), elementwise.
public struct Sigmoid: Layer {
  /// Where the layer was written.
  public let location: SourceLocation

  /// A logistic sigmoid.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “sigmoid”, in reports.
  public var name: String { "sigmoid" }

  /// The function of each number of the batch, in its shape.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent, elementwise.
public struct Tanh: Layer {
  /// Where the layer was written.
  public let location: SourceLocation

  /// A hyperbolic tangent.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “tanh”, in reports.
  public var name: String { "tanh" }

  /// The function of each number of the batch, in its shape.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.tanh() }
}
