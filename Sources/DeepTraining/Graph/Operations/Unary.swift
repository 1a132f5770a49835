import CKernels
import Foundation

/// A function of one number, applied to each element.
struct Unary: ElementwiseOperation, Hashable {
  enum Function: Hashable, Sendable {
    case negate, absolute, sign, positive, square, squareRoot, reciprocal
    case exponential, logarithm, tanh, sigmoid, relu, softplus, errorFunction, sine, cosine
    case scale(Double), offset(Double), power(Double)
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
    case .sign, .positive: [nil]
    case .square: [dy * (2 * x)]
    case .squareRoot: [dy * (0.5 / y)]
    case .reciprocal: [-(dy * y.squared())]
    case .exponential: [dy * y]
    case .logarithm: [dy / x]
    case .tanh: [.apply(Binary(.tanhGradient), y, dy)]
    case .sigmoid: [.apply(Binary(.sigmoidGradient), y, dy)]
    case .relu: [.apply(Binary(.gate), y, dy)]
    case .softplus: [dy * x.sigmoid()]
    case .errorFunction: [dy * (2 / Double.pi.squareRoot() * (-x.squared()).exp())]
    case .sine: [dy * x.cos()]
    case .cosine: [-(dy * x.sin())]
    case .scale(let factor): [factor * dy]
    case .offset: [dy]
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
    case .sign: x > 0 ? 1 : (x < 0 ? -1 : x)
    case .positive: x > 0 ? 1 : 0
    case .square: x * x
    case .squareRoot: x.squareRoot()
    case .reciprocal: 1 / x
    case .exponential: Foundation.exp(x)
    case .logarithm: Foundation.log(x)
    case .tanh: Foundation.tanh(x)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    case .relu: x < 0 ? 0 : x
    case .softplus: Swift.max(x, 0) + Foundation.log1p(Foundation.exp(-abs(x)))
    case .errorFunction: Foundation.erf(x)
    case .sine: Foundation.sin(x)
    case .cosine: Foundation.cos(x)
    case .scale(let factor): factor * x
    case .offset(let term): x + term
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
    case .reciprocal: (dt_reciprocal, 0)
    case .exponential: (dt_exponential, 0)
    case .logarithm: (dt_logarithm, 0)
    case .tanh: (dt_tanh, 0)
    case .sigmoid: (dt_sigmoid, 0)
    case .relu: (dt_relu, 0)
    case .softplus: (dt_softplus, 0)
    case .errorFunction: (dt_error_function, 0)
    case .sine: (dt_sine, 0)
    case .cosine: (dt_cosine, 0)
    case .scale(let factor): (dt_scale, factor)
    case .offset(let term): (dt_offset, term)
    case .power(let exponent): (dt_power, exponent)
    }
  }
}
