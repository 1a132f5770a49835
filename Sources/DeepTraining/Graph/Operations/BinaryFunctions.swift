import CKernels
import Foundation

// One definition for each function of two numbers.

extension BinaryFunction {
  static let add: BinaryFunction = .init(
    "add", kernel: dt_add, value: { $0 + $1 }, ofA: { _, _, _, dy in dy }, ofB: { _, _, _, dy in dy })

  static let subtract: BinaryFunction = .init(
    "subtract", kernel: dt_subtract, value: { $0 - $1 }, ofA: { _, _, _, dy in dy },
    ofB: { _, _, _, dy in -dy })

  static let multiply: BinaryFunction = .init(
    "multiply", kernel: dt_multiply, value: { $0 * $1 }, ofA: { _, b, _, dy in dy * b },
    ofB: { a, _, _, dy in dy * a })

  static let divide: BinaryFunction = .init(
    "divide", kernel: dt_divide, value: { $0 / $1 }, ofA: { _, b, _, dy in dy / b },
    ofB: { _, b, y, dy in -(dy * y / b) })

  // Gates instead of products, since 0 times an infinite derivative is NaN.
  static let maximum: BinaryFunction = .init(
    "maximum", kernel: dt_maximum, value: { $0 > $1 || $0.isNaN ? $0 : $1 },
    ofA: { a, b, _, dy in .apply(Binary(.gate), 1 - b.isGreater(than: a), dy) },
    ofB: { a, b, _, dy in .apply(Binary(.gate), b.isGreater(than: a), dy) })

  static let minimum: BinaryFunction = .init(
    "minimum", kernel: dt_minimum, value: { $0 < $1 || $0.isNaN ? $0 : $1 },
    ofA: { a, b, _, dy in .apply(Binary(.gate), 1 - a.isGreater(than: b), dy) },
    ofB: { a, b, _, dy in .apply(Binary(.gate), a.isGreater(than: b), dy) })
}

// MARK: - Comparisons

extension BinaryFunction {
  static let greater: BinaryFunction = .init("greater", kernel: dt_greater, value: { $0 > $1 ? 1 : 0 })

  static let greaterOrEqual: BinaryFunction = .init(
    "greaterOrEqual", kernel: dt_greater_or_equal, value: { $0 >= $1 ? 1 : 0 })

  static let equal: BinaryFunction = .init("equal", kernel: dt_equal, value: { $0 == $1 ? 1 : 0 })

  /// 0 if a is at most 0, whatever b is; otherwise b.
  static let gate: BinaryFunction = .init(
    "gate", kernel: dt_gate, value: { $0 <= 0 ? 0 : $1 }, ofB: { a, _, _, dy in .apply(Binary(.gate), a, dy) }
  )

  /// The product; 0 if b is 0, whatever a is.
  static let masked: BinaryFunction = .init(
    "masked", kernel: dt_masked, value: { $1 == 0 ? 0 : $0 * $1 },
    ofA: { _, b, _, dy in .apply(Binary(.masked), dy, b) }, ofB: { a, _, _, dy in dy * a })
}

// MARK: - Derivatives of activations, times an upstream derivative b

extension BinaryFunction {
  /// (1 − a²)b, a being the hyperbolic tangent's value.
  static let tanhGradient: BinaryFunction = .init(
    "tanhGradient", kernel: dt_tanh_gradient, value: { (1 - $0 * $0) * $1 },
    ofA: { a, b, _, dy in -2 * (dy * (a * b)) },
    ofB: { a, _, _, dy in .apply(Binary(.tanhGradient), a, dy) })

  /// a(1 − a)b, a being the sigmoid's value.
  static let sigmoidGradient: BinaryFunction = .init(
    "sigmoidGradient", kernel: dt_sigmoid_gradient, value: { $0 * (1 - $0) * $1 },
    ofA: { a, b, _, dy in dy * ((1 - 2 * a) * b) },
    ofB: { a, _, _, dy in .apply(Binary(.sigmoidGradient), a, dy) })

  /// GELU's derivative at a, times b.
  static let geluGradient: BinaryFunction = .init(
    "geluGradient", kernel: dt_gelu_gradient, value: { $1 * slopeOfGELU($0) },
    ofA: { a, b, _, dy in dy * (b * secondDerivativeOfGELU(a)) },
    ofB: { a, _, _, dy in .apply(Binary(.geluGradient), a, dy) })

  /// SiLU's derivative at a, times b.
  static let siluGradient: BinaryFunction = .init(
    "siluGradient", kernel: dt_silu_gradient, value: { $1 * slopeOfSiLU($0) },
    ofA: { a, b, _, dy in dy * (b * secondDerivativeOfSiLU(a)) },
    ofB: { a, _, _, dy in .apply(Binary(.siluGradient), a, dy) })

  private static func slopeOfGELU(_ x: Double) -> Double {
    let bounded = x.isNaN ? x : Swift.min(Swift.max(x, -60), 60)
    let density = Foundation.exp(-0.5 * bounded * bounded) / (2 * Double.pi).squareRoot()
    return 0.5 * Foundation.erfc(-x * 0.5.squareRoot()) + bounded * density
  }

  /// φ(x)(2 − x²). Beyond the interval it is 0.
  private static func secondDerivativeOfGELU(_ x: Tensor) -> Tensor {
    let square = x.clamped(to: -20...20).squared()
    return 1 / (2 * Double.pi).squareRoot() * (-0.5 * square).exp() * (2 - square)
  }

  private static func slopeOfSiLU(_ x: Double) -> Double {
    let bounded = x.isNaN ? x : Swift.min(Swift.max(x, -1000), 1000)
    let s = 1 / (1 + Foundation.exp(-bounded)), rest = 1 / (1 + Foundation.exp(bounded))
    return s * (1 + bounded * rest)
  }

  /// s(1 − s)(2 + x(1 − 2s)), s being sigmoid(x). Beyond the interval it is 0.
  private static func secondDerivativeOfSiLU(_ x: Tensor) -> Tensor {
    let s = x.sigmoid()
    return s * (1 - s) * (2 + x.clamped(to: -200...200) * (1 - 2 * s))
  }
}

// MARK: - Losses

extension BinaryFunction {
  /// −b·log p − (1 − b)·log(1 − p) with p = sigmoid(a).
  static let binaryCrossEntropy: BinaryFunction = .init(
    "binaryCrossEntropy", kernel: dt_binary_cross_entropy,
    value: { binaryCrossEntropy(score: $0, target: $1) },
    ofA: { a, b, _, dy in dy * (a.sigmoid() - b) }, ofB: { a, _, _, dy in -(dy * a) })

  private static func binaryCrossEntropy(score x: Double, target: Double) -> Double {
    let distance = (x > 0 ? 1 : 0) - target
    return (distance == 0 ? 0 : x * distance) + Foundation.log1p(Foundation.exp(-abs(x)))
  }
}
