import CKernels
import Foundation

/// A function of one number, applied to each element.
struct Unary: ElementwiseOperation, Hashable {
  enum Function: Hashable, Sendable {
    case negate, absolute, sign, positive, square, squareRoot
    case exponential, exponentialMinusOne, logarithm, tanh, sigmoid, relu, gelu, silu, softplus
    case errorFunction, sine, cosine
    /// x where it is positive, else a number times x; and the function's derivative.
    case leakyReLU(Double), leakyReLUSlope(Double)
    /// x where it is positive, else a number times eˣ − 1; and the function's derivative.
    case elu(Double), eluSlope(Double)
    case scale(Double), offset(Double), power(Double)
    /// x divided by a number, and a number divided by x.
    case divisor(Double), dividend(Double)
  }

  let function: Function

  init(_ function: Function) { self.function = function }

  var name: String { "\(function)" }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) -> [Shape] { operands }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let x = node.operands[0], y = node.results[0], dy = upstream[0]!
    return switch function {
    case .negate: [-dy]
    case .absolute: [dy * x.sign()]
    case .sign, .positive, .leakyReLUSlope: [nil]
    // 2x may overflow where the product does not.
    case .square: [(2 * dy) * x]
    case .squareRoot: [dy / (2 * y)]
    case .exponential: [dy * y]
    case .exponentialMinusOne: [dy * x.exp()]
    case .logarithm: [dy / x]
    case .tanh: [.apply(Binary(.tanhGradient), y, dy)]
    case .sigmoid: [.apply(Binary(.sigmoidGradient), y, dy)]
    case .relu: [.apply(Binary(.gate), y, dy)]
    case .leakyReLU(let slope): [dy * .apply(Unary(.leakyReLUSlope(slope)), x)]
    case .elu(let scale): [dy * .apply(Unary(.eluSlope(scale)), x)]
    case .eluSlope: [dy * (y - .apply(Unary(.positive), x))]
    case .gelu: [.apply(Binary(.geluGradient), x, dy)]
    case .silu: [.apply(Binary(.siluGradient), x, dy)]
    case .softplus: [dy * x.sigmoid()]
    case .errorFunction: [dy * (2 / Double.pi.squareRoot() * (-x.squared()).exp())]
    case .sine: [dy * x.cos()]
    case .cosine: [-(dy * x.sin())]
    case .scale(let factor): [factor * dy]
    case .offset: [dy]
    case .divisor(let divisor): [dy / divisor]
    case .dividend: [-(dy * y / x)]
    // Not 0 · x⁻¹, which is NaN at 0.
    case .power(0): [nil]
    case .power(let exponent): [dy * (exponent * x.power(exponent - 1))]
    }
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(operands[0].shape, operands[0].scalars.map(value))]
  }

  private func value(_ x: Double) -> Double {
    switch function {
    case .negate: -x
    case .absolute: abs(x)
    case .sign: x > 0 ? 1 : (x < 0 ? -1 : x + 0)
    case .positive: x > 0 ? 1 : 0
    case .square: x * x
    case .squareRoot: x.squareRoot()
    case .exponential: Foundation.exp(x)
    case .exponentialMinusOne: Foundation.expm1(x)
    case .logarithm: Foundation.log(x)
    case .tanh: Foundation.tanh(x)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    case .relu: x < 0 ? 0 : x
    case .leakyReLU(let slope): x > 0 ? x : slope * x
    case .leakyReLUSlope(let slope): x > 0 ? 1 : slope
    case .elu(let scale): x > 0 ? x : scale * Foundation.expm1(x)
    case .eluSlope(let scale): x > 0 ? 1 : scale * Foundation.exp(x)
    // At −∞ it is what it tends to, as in the kernels.
    case .gelu: Swift.max(x, -.greatestFiniteMagnitude) * 0.5 * Foundation.erfc(-x * 0.5.squareRoot())
    case .silu: Swift.max(x, -.greatestFiniteMagnitude) / (1 + Foundation.exp(-x))
    case .softplus: Swift.max(x, 0) + Foundation.log1p(Foundation.exp(-abs(x)))
    case .errorFunction: Foundation.erf(x)
    case .sine: Foundation.sin(x)
    case .cosine: Foundation.cos(x)
    case .scale(let factor): factor * x
    case .offset(let term): x + term
    case .divisor(let divisor): x / divisor
    case .dividend(let dividend): dividend / x
    case .power(let exponent): Foundation.pow(x, exponent)
    }
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let (kind, parameter) = kernel
    let x = operands.inputs[0], y = operands.outputs[0]
    instructions.append(
      dt_unary,
      dt_unary_arguments(kind: kind, p: Float(parameter), x: x.constant, y: y.pointer, count: y.count))
  }

  var form: ElementwiseForm {
    let (kind, parameter) = kernel
    return .unary(kind, Float(parameter))
  }

  private var kernel: (dt_unary_kind, Double) {
    switch function {
    case .negate: (dt_negate, 0)
    case .absolute: (dt_absolute, 0)
    case .sign: (dt_sign, 0)
    case .positive: (dt_positive, 0)
    case .square: (dt_square, 0)
    case .squareRoot: (dt_square_root, 0)
    case .exponential: (dt_exponential, 0)
    case .exponentialMinusOne: (dt_exponential_minus_one, 0)
    case .logarithm: (dt_logarithm, 0)
    case .tanh: (dt_tanh, 0)
    case .sigmoid: (dt_sigmoid, 0)
    case .relu: (dt_relu, 0)
    case .leakyReLU(let slope): (dt_leaky_relu, slope)
    case .leakyReLUSlope(let slope): (dt_leaky_relu_slope, slope)
    case .elu(let scale): (dt_elu, scale)
    case .eluSlope(let scale): (dt_elu_slope, scale)
    case .gelu: (dt_gelu, 0)
    case .silu: (dt_silu, 0)
    case .softplus: (dt_softplus, 0)
    case .errorFunction: (dt_error_function, 0)
    case .sine: (dt_sine, 0)
    case .cosine: (dt_cosine, 0)
    case .scale(let factor): (dt_scale, factor)
    case .offset(let term): (dt_offset, term)
    case .divisor(let divisor): divisor.exactReciprocal.map { (dt_scale, $0) } ?? (dt_divisor, divisor)
    case .dividend(let dividend): (dt_dividend, dividend)
    case .power(let exponent): (dt_power, exponent)
    }
  }
}

extension Double {
  /// Its reciprocal, if single precision has both exactly: then a product with it is the quotient, in less time.
  fileprivate var exactReciprocal: Double? {
    let divisor = Float(self), reciprocal = 1 / divisor
    return divisor.isFinite && reciprocal.isFinite && divisor.significand == 1 && 1 / reciprocal == divisor
      ? Double(reciprocal) : nil
  }
}
