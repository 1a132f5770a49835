/// max(x, 0), elementwise.
public struct ReLU: Layer {
  public let location: SourceLocation

  /// A rectifier.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  public var name: String { "ReLU" }

  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.relu() }
}

/// 1/(1 + e⁻ˣ), elementwise.
public struct Sigmoid: Layer {
  public let location: SourceLocation

  /// A logistic sigmoid.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  public var name: String { "sigmoid" }

  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.sigmoid() }
}

/// The hyperbolic tangent, elementwise.
public struct Tanh: Layer {
  public let location: SourceLocation

  /// A hyperbolic tangent.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  public var name: String { "tanh" }

  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x.tanh() }
}
