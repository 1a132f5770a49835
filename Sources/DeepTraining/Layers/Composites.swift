/// Consecutive layers as one layer: a branch of ``Parallel``, or a reusable part.
public struct Sequential: Layer {
  /// The layers in order.
  public let layers: [any Layer]
  /// The source location of the layer.
  public let location: SourceLocation

  /// Consecutive layers.
  public init(
    file: StaticString = #filePath, line: UInt = #line, @LayerBuilder _ layers: () -> [any Layer]
  ) {
    self.layers = layers()
    location = SourceLocation(file: file, line: line)
  }

  /// “sequential”, in reports.
  public var name: String { "sequential" }

  /// The output of the last layer.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    try context.apply(layers, to: x)
  }
}

/// Layers with a shortcut around them: y = layers(x) + shortcut(x).
///
///     Residual {
///       Conv2D(32, kernel: 3, padding: .same)
///       BatchNorm()
///       ReLU()
///       Conv2D(32, kernel: 3, padding: .same)
///       BatchNorm()
///     }
///     ReLU()
///
/// Without `shortcut:`, the shortcut is x itself, which must then have the shape of the layers' output. No activation
/// is applied to the sum. K. He et al.: Deep Residual Learning for Image Recognition, 2015 (arXiv 1512.03385),
/// equations 1 and 2.
public struct Residual: Layer {
  /// The layers whose output is added to the shortcut's.
  public let layers: [any Layer]
  /// The layers of the shortcut; empty for the identity.
  public let shortcut: [any Layer]
  /// The source location of the layer.
  public let location: SourceLocation

  /// Layers with a shortcut around them.
  public init(
    file: StaticString = #filePath, line: UInt = #line, @LayerBuilder _ layers: () -> [any Layer],
    @LayerBuilder shortcut: () -> [any Layer] = { [] }
  ) {
    self.layers = layers()
    self.shortcut = shortcut()
    location = SourceLocation(file: file, line: line)
  }

  /// “residual”, in reports.
  public var name: String { "residual" }

  /// layers(x) + shortcut(x), both of the same shape.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let y = try context.apply(layers, to: x)
    let around = try context.apply(shortcut, to: x)
    guard y.shape == around.shape else {
      throw ShapeError(
        "adds examples of shape \(y.shape.example) from its layers to \(around.shape.example) from its shortcut; "
          + "give it a shortcut: that makes \(y.shape.example) of its input \(x.shape.example)")
    }
    return y + around
  }
}

/// Branches that have the same input; their outputs are concatenated along the last axis, the channels.
///
///     Parallel {
///       Conv2D(16, kernel: 1)
///       Sequential {
///         Conv2D(16, kernel: 1)
///         ReLU()
///         Conv2D(24, kernel: 3, padding: .same)
///       }
///     }
///
/// Each layer of the block is a separate branch. C. Szegedy et al.: Going Deeper with Convolutions, 2014 (arXiv
/// 1409.4842), section 4.
public struct Parallel: Layer {
  /// The branches.
  public let branches: [any Layer]
  /// The source location of the layer.
  public let location: SourceLocation

  /// Parallel branches.
  public init(
    file: StaticString = #filePath, line: UInt = #line, @LayerBuilder _ branches: () -> [any Layer]
  ) {
    self.branches = branches()
    location = SourceLocation(file: file, line: line)
  }

  /// “parallel”, in reports.
  public var name: String { "parallel" }

  /// The branches' outputs, which may differ only in the last axis, concatenated along it.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard !branches.isEmpty else { throw ShapeError("has no branches; at least one is expected") }
    let results = try branches.map { try context.apply([$0], to: x) }
    let shapes = results.map(\.shape.example)
    guard let first = shapes.first, first.rank > 0,
      shapes.allSatisfy({ $0.extents.dropLast() == first.extents.dropLast() })
    else {
      throw ShapeError(
        "has branches that give examples of shapes \(shapes.map(\.description).joined(separator: " and ")); "
          + "all axes but the last must agree")
    }
    return Tensor.concatenated(results, axis: -1)
  }
}
