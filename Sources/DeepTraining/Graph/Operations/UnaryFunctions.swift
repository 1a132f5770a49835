import CKernels
import Foundation

// One definition for each function that has a kernel.

extension UnaryFunction {
  static let negate: UnaryFunction = .init("negate", kernel: dt_negate, value: { -$0 }) { _, _, dy in -dy }

  static let absolute: UnaryFunction = .init("absolute", kernel: dt_absolute, value: { abs($0) }) {
    x, _, dy in
    dy * x.sign()
  }

  static let sign: UnaryFunction = .init(
    "sign", kernel: dt_sign, value: { $0 > 0 ? 1 : ($0 < 0 ? -1 : $0 + 0) })

  /// 1 if x is positive, otherwise 0.
  static let positive: UnaryFunction = .init("positive", kernel: dt_positive, value: { $0 > 0 ? 1 : 0 })

  // 2x may overflow although the product does not.
  static let square: UnaryFunction = .init("square", kernel: dt_square, value: { $0 * $0 }) { x, _, dy in
    (2 * dy) * x
  }

  static let squareRoot: UnaryFunction = .init(
    "squareRoot", kernel: dt_square_root, value: { $0.squareRoot() }
  ) { _, y, dy in dy / (2 * y) }

  static let errorFunction: UnaryFunction = .init(
    "errorFunction", kernel: dt_error_function, value: { Foundation.erf($0) }
  ) { x, _, dy in dy * (2 / Double.pi.squareRoot() * (-x.squared()).exp()) }

  static let sine: UnaryFunction = .init("sine", kernel: dt_sine, value: { Foundation.sin($0) }) { x, _, dy in
    dy * x.cos()
  }

  static let cosine: UnaryFunction = .init("cosine", kernel: dt_cosine, value: { Foundation.cos($0) }) {
    x, _, dy in
    -(dy * x.sin())
  }
}

// MARK: - Exponentials

extension UnaryFunction {
  static let exponential: UnaryFunction = .init(
    "exponential", kernel: dt_exponential, value: { Foundation.exp($0) }
  ) { _, y, dy in dy * y }

  static let exponentialMinusOne: UnaryFunction = .init(
    "exponentialMinusOne", kernel: dt_exponential_minus_one, value: { Foundation.expm1($0) }
  ) { x, _, dy in dy * x.exp() }

  static let logarithm: UnaryFunction = .init(
    "logarithm", kernel: dt_logarithm, value: { Foundation.log($0) }
  ) { x, _, dy in dy / x }
}

// MARK: - Activations

extension UnaryFunction {
  static let tanh: UnaryFunction = .init("tanh", kernel: dt_tanh, value: { Foundation.tanh($0) }) {
    _, y, dy in
    .apply(Binary(.tanhGradient), y, dy)
  }

  static let sigmoid: UnaryFunction = .init(
    "sigmoid", kernel: dt_sigmoid, value: { 1 / (1 + Foundation.exp(-$0)) }
  ) { _, y, dy in .apply(Binary(.sigmoidGradient), y, dy) }

  static let relu: UnaryFunction = .init("relu", kernel: dt_relu, value: { $0 < 0 ? 0 : $0 }) { _, y, dy in
    .apply(Binary(.gate), y, dy)
  }

  /// x if it is positive, otherwise a number times x.
  static func leakyReLU(_ slope: Double) -> UnaryFunction {
    UnaryFunction("leakyReLU", slope, kernel: dt_leaky_relu, value: { $0 > 0 ? $0 : slope * $0 }) {
      x, _, dy in
      dy * .apply(Unary(.leakyReLUSlope(slope)), x)
    }
  }

  /// The derivative of `leakyReLU`.
  static func leakyReLUSlope(_ slope: Double) -> UnaryFunction {
    UnaryFunction("leakyReLUSlope", slope, kernel: dt_leaky_relu_slope, value: { $0 > 0 ? 1 : slope })
  }

  /// x if it is positive, otherwise a number times eˣ − 1.
  static func elu(_ scale: Double) -> UnaryFunction {
    UnaryFunction("elu", scale, kernel: dt_elu, value: { $0 > 0 ? $0 : scale * Foundation.expm1($0) }) {
      x, _, dy in
      dy * .apply(Unary(.eluSlope(scale)), x)
    }
  }

  /// The derivative of `elu`.
  static func eluSlope(_ scale: Double) -> UnaryFunction {
    UnaryFunction(
      "eluSlope", scale, kernel: dt_elu_slope, value: { $0 > 0 ? 1 : scale * Foundation.exp($0) }
    ) { x, y, dy in dy * (y - .apply(Unary(.positive), x)) }
  }

  /// At −∞ it has its limit, as in the kernel.
  static let gelu: UnaryFunction = .init(
    "gelu", kernel: dt_gelu,
    value: { Swift.max($0, -.greatestFiniteMagnitude) * 0.5 * Foundation.erfc(-$0 * 0.5.squareRoot()) }
  ) { x, _, dy in .apply(Binary(.geluGradient), x, dy) }

  /// At −∞ it has its limit, as in the kernel.
  static let silu: UnaryFunction = .init(
    "silu", kernel: dt_silu,
    value: { Swift.max($0, -.greatestFiniteMagnitude) / (1 + Foundation.exp(-$0)) }
  ) { x, _, dy in .apply(Binary(.siluGradient), x, dy) }

  static let softplus: UnaryFunction = .init(
    "softplus", kernel: dt_softplus, value: { Swift.max($0, 0) + Foundation.log1p(Foundation.exp(-abs($0))) }
  ) { x, _, dy in dy * x.sigmoid() }
}

// MARK: - With a number

extension UnaryFunction {
  static func scale(_ factor: Double) -> UnaryFunction {
    UnaryFunction("scale", factor, kernel: dt_scale, value: { factor * $0 }) { _, _, dy in factor * dy }
  }

  static func offset(_ term: Double) -> UnaryFunction {
    UnaryFunction("offset", term, kernel: dt_offset, value: { $0 + term }) { _, _, dy in dy }
  }

  /// x divided by a number.
  static func divisor(_ divisor: Double) -> UnaryFunction {
    let reciprocal = divisor.exactReciprocal
    return UnaryFunction(
      "divisor", divisor, kernel: reciprocal == nil ? dt_divisor : dt_scale, kernelParameter: reciprocal,
      value: { $0 / divisor }
    ) { _, _, dy in dy / divisor }
  }

  /// A number divided by x.
  static func dividend(_ dividend: Double) -> UnaryFunction {
    UnaryFunction("dividend", dividend, kernel: dt_dividend, value: { dividend / $0 }) { x, y, dy in
      -(dy * y / x)
    }
  }

  static func power(_ exponent: Double) -> UnaryFunction {
    UnaryFunction("power", exponent, kernel: dt_power, value: { Foundation.pow($0, exponent) }) { x, _, dy in
      // Instead of 0 · x⁻¹, which is NaN at 0.
      exponent == 0 ? nil : dy * (exponent * x.power(exponent - 1))
    }
  }
}

extension Double {
  /// The reciprocal, if single precision represents both exactly: then a product equals the quotient, and is faster.
  fileprivate var exactReciprocal: Double? {
    let divisor = Float(self), reciprocal = 1 / divisor
    return divisor.isFinite && reciprocal.isFinite && divisor.significand == 1 && 1 / reciprocal == divisor
      ? Double(reciprocal) : nil
  }
}
