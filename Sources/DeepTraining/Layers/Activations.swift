/// A function that is applied to each element of a batch.
///
/// To define your own activation, declare one type. If it is made of tensor operations, its derivative follows without
/// further work, and plans compute it in one pass over memory:
///
///     struct Mish: Activation {
///       let name = "mish"
///       let location: SourceLocation
///
///       init(file: StaticString = #filePath, line: UInt = #line) {
///         location = SourceLocation(file: file, line: line)
///       }
///
///       func callAsFunction(_ x: Tensor) -> Tensor { x * x.softplus().tanh() }
///     }
public protocol Activation: Layer {
  /// The function, applied to each element.
  func callAsFunction(_ x: Tensor) -> Tensor
}

extension Activation {
  /// The function of each element of the batch, in its shape.
  public func apply(_ x: Tensor, in context: LayerContext) -> Tensor { self(x) }
}

/// max(x, 0).
public struct ReLU: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A rectifier.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “ReLU”, in reports.
  public var name: String { "ReLU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.relu() }
}

/// x if it is positive, otherwise slope · x. A. Maas et al., 2013.
public struct LeakyReLU: Activation {
  /// The factor of negative numbers; 0.01 by default, as in PyTorch (Keras has 0.3).
  public let slope: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// A leaky rectifier.
  public init(_ slope: Double = 0.01, file: StaticString = #filePath, line: UInt = #line) {
    self.slope = slope
    location = SourceLocation(file: file, line: line)
  }

  /// “leaky ReLU”, in reports.
  public var name: String { "leaky ReLU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.leakyReLU(slope) }
}

/// x if it is positive, otherwise α(eˣ − 1). D. Clevert et al., 2015 (arXiv 1511.07289).
public struct ELU: Activation {
  /// α, the magnitude of the limit −α for large negative inputs; 1 by default.
  public let alpha: Double
  /// The source location of the layer.
  public let location: SourceLocation

  /// An exponential linear unit.
  public init(_ alpha: Double = 1, file: StaticString = #filePath, line: UInt = #line) {
    self.alpha = alpha
    location = SourceLocation(file: file, line: line)
  }

  /// “ELU”, in reports.
  public var name: String { "ELU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.elu(alpha) }
}

/// λ·ELU with λ ≈ 1.0507 and α ≈ 1.6733, which preserve mean 0 and variance 1. G. Klambauer et al., 2017 (arXiv
/// 1706.02515).
public struct SELU: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A scaled exponential linear unit; initialise its weights with `.lecun`.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “SELU”, in reports.
  public var name: String { "SELU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { 1.0507009873554805 * x.elu(1.6732632423543772) }
}

/// xΦ(x), where Φ is the cumulative distribution function of the normal distribution (exact, not the tanh form). D.
/// Hendrycks, K. Gimpel, 2016 (arXiv 1606.08415).
public struct GELU: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A Gaussian error linear unit.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “GELU”, in reports.
  public var name: String { "GELU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.gelu() }
}

/// x/(1 + e⁻ˣ), also called swish. S. Elfwing et al., 2017 (arXiv 1702.03118).
public struct SiLU: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A sigmoid linear unit.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “SiLU”, in reports.
  public var name: String { "SiLU" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.silu() }
}

/// log(1 + eˣ), a smooth rectifier.
public struct Softplus: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A smooth rectifier.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “softplus”, in reports.
  public var name: String { "softplus" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.softplus() }
}

/// 1/(1 + e⁻ˣ).
public struct Sigmoid: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A logistic sigmoid.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “sigmoid”, in reports.
  public var name: String { "sigmoid" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.sigmoid() }
}

extension Sigmoid: Saturating {
  /// 0.03…0.97, outside of which the slope is less than 0.12 of its maximum.
  public var unsaturated: ClosedRange<Double> { 0.03...0.97 }
}

/// The hyperbolic tangent.
public struct Tanh: Activation {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A hyperbolic tangent.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “tanh”, in reports.
  public var name: String { "tanh" }

  /// The function, applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.tanh() }
}

extension Tanh: Saturating {
  /// −0.97…0.97, outside of which the slope is less than 0.06 of its maximum.
  public var unsaturated: ClosedRange<Double> { -0.97...0.97 }
}

/// eˣ/Σeˣ over the last axis: scores become probabilities.
///
/// ``Loss/softmaxCrossEntropy`` takes the scores themselves and combines softmax and logarithm in one step, without
/// rounding small probabilities to 0. A model trained with it has no softmax at its end; use ``Tensor/softmax()`` on
/// its predictions.
public struct Softmax: Layer {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A softmax.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “softmax”, in reports.
  public var name: String { "softmax" }

  /// The probabilities, in the shape of the scores.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    guard x.shape.rank > 1 else { throw ShapeError("needs vectors, but each example is a single number") }
    return x.softmax()
  }
}
