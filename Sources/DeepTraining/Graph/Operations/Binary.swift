import CKernels
import Foundation

/// A function of two numbers, applied to the elements of two tensors that are broadcast against each other.
struct Binary: ElementwiseOperation, Hashable {
  enum Function: Hashable, Sendable {
    case add, subtract, multiply, divide, maximum, minimum
    /// 1 where it is so, else 0.
    case greater, greaterOrEqual, equal
    /// 0 where `a` is at most 0, whatever `b` is there, else `b`.
    case gate
    /// The product, and 0 where `b` is 0, whatever `a` is there.
    case masked
    /// The derivatives of activations in terms of their value `a` and the upstream derivative `b`.
    case tanhGradient, sigmoidGradient
    /// The derivatives of activations in terms of their operand `a` and the upstream derivative `b`.
    case geluGradient, siluGradient
    /// −b·log p − (1 − b)·log(1 − p) with p = sigmoid(a).
    case binaryCrossEntropy
  }

  let function: Function

  init(_ function: Function) { self.function = function }

  var name: String { "\(function)" }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard let shape = Shape.broadcasting(operands[0], operands[1]) else {
      throw ShapeError("shapes \(operands[0]) and \(operands[1]) cannot be broadcast against each other")
    }
    return [shape]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let a = node.operands[0], b = node.operands[1], y = node.results[0], dy = upstream[0]!
    func partial(_ operand: Int, _ value: @autoclosure () -> Tensor?) -> Tensor? {
      node.wanted[operand] ? value()?.summed(to: node.operands[operand].shape) : nil
    }
    return switch function {
    case .add: [partial(0, dy), partial(1, dy)]
    case .subtract: [partial(0, dy), partial(1, -dy)]
    case .multiply: [partial(0, dy * b), partial(1, dy * a)]
    case .divide: [partial(0, dy / b), partial(1, -(dy * y / b))]
    // Gates, since 0 times an infinite derivative is NaN.
    case .maximum:
      [
        partial(0, .apply(Binary(.gate), 1 - b.isGreater(than: a), dy)),
        partial(1, .apply(Binary(.gate), b.isGreater(than: a), dy)),
      ]
    case .minimum:
      [
        partial(0, .apply(Binary(.gate), 1 - a.isGreater(than: b), dy)),
        partial(1, .apply(Binary(.gate), a.isGreater(than: b), dy)),
      ]
    case .greater, .greaterOrEqual, .equal: [nil, nil]
    case .gate: [nil, partial(1, .apply(Binary(.gate), a, dy))]
    case .masked: [partial(0, .apply(Binary(.masked), dy, b)), partial(1, dy * a)]
    case .geluGradient:
      [
        partial(0, dy * (b * Self.secondDerivativeOfGELU(a))),
        partial(1, .apply(Binary(.geluGradient), a, dy)),
      ]
    case .siluGradient:
      [
        partial(0, dy * (b * Self.secondDerivativeOfSiLU(a))),
        partial(1, .apply(Binary(.siluGradient), a, dy)),
      ]
    case .binaryCrossEntropy: [partial(0, dy * (a.sigmoid() - b)), partial(1, -(dy * a))]
    case .tanhGradient:
      [partial(0, -2 * (dy * (a * b))), partial(1, .apply(Binary(.tanhGradient), a, dy))]
    case .sigmoidGradient:
      [partial(0, dy * ((1 - 2 * a) * b)), partial(1, .apply(Binary(.sigmoidGradient), a, dy))]
    }
  }

  /// φ(x)(2 − x²). Beyond the interval it is 0.
  private static func secondDerivativeOfGELU(_ x: Tensor) -> Tensor {
    let square = x.clamped(to: -20...20).squared()
    return 1 / (2 * Double.pi).squareRoot() * (-0.5 * square).exp() * (2 - square)
  }

  /// s(1 − s)(2 + x(1 − 2s)), s being sigmoid(x). Beyond the interval it is 0.
  private static func secondDerivativeOfSiLU(_ x: Tensor) -> Tensor {
    let s = x.sigmoid()
    return s * (1 - s) * (2 + x.clamped(to: -200...200) * (1 - 2 * s))
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let shape = Shape.broadcasting(operands[0].shape, operands[1].shape)!
    let pairs = zip(operands[0].broadcast(to: shape), operands[1].broadcast(to: shape))
    return [ReferenceTensor(shape, pairs.map(value))]
  }

  private func value(_ a: Double, _ b: Double) -> Double {
    switch function {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .maximum: a > b || a.isNaN ? a : b
    case .minimum: a < b || a.isNaN ? a : b
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .gate: a <= 0 ? 0 : b
    case .masked: b == 0 ? 0 : a * b
    case .geluGradient: b * Self.slopeOfGELU(a)
    case .siluGradient: b * Self.slopeOfSiLU(a)
    case .binaryCrossEntropy: Self.binaryCrossEntropy(score: a, target: b)
    case .tanhGradient: (1 - a * a) * b
    case .sigmoidGradient: a * (1 - a) * b
    }
  }

  private static func slopeOfGELU(_ x: Double) -> Double {
    let bounded = x.isNaN ? x : Swift.min(Swift.max(x, -60), 60)
    let density = Foundation.exp(-0.5 * bounded * bounded) / (2 * Double.pi).squareRoot()
    return 0.5 * Foundation.erfc(-x * 0.5.squareRoot()) + bounded * density
  }

  private static func slopeOfSiLU(_ x: Double) -> Double {
    let bounded = x.isNaN ? x : Swift.min(Swift.max(x, -1000), 1000)
    let s = 1 / (1 + Foundation.exp(-bounded)), rest = 1 / (1 + Foundation.exp(bounded))
    return s * (1 + bounded * rest)
  }

  private static func binaryCrossEntropy(score x: Double, target: Double) -> Double {
    let distance = (x > 0 ? 1 : 0) - target
    return (distance == 0 ? 0 : x * distance) + Foundation.log1p(Foundation.exp(-abs(x)))
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let a = operands.inputs[0], b = operands.inputs[1], out = operands.outputs[0]
    instructions.append(
      dt_binary,
      dt_binary_arguments(
        kind: kind, a: a.constant, b: b.constant, out: out.pointer,
        loop: .elementwise(a.shape, b.shape, out.shape)))
  }

  var form: ElementwiseForm { .binary(kind) }

  private var kind: dt_binary_kind {
    switch function {
    case .add: dt_add
    case .subtract: dt_subtract
    case .multiply: dt_multiply
    case .divide: dt_divide
    case .maximum: dt_maximum
    case .minimum: dt_minimum
    case .greater: dt_greater
    case .greaterOrEqual: dt_greater_or_equal
    case .equal: dt_equal
    case .gate: dt_gate
    case .masked: dt_masked
    case .geluGradient: dt_gelu_gradient
    case .siluGradient: dt_silu_gradient
    case .binaryCrossEntropy: dt_binary_cross_entropy
    case .tanhGradient: dt_tanh_gradient
    case .sigmoidGradient: dt_sigmoid_gradient
    }
  }
}
