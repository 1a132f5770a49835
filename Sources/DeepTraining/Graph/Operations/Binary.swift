import CKernels

/// A function of two numbers, applied to the elements of two tensors that are broadcast against each other.
struct Binary: ElementwiseOperation, Hashable {
  enum Function: Hashable, Sendable {
    case add, subtract, multiply, divide, maximum, minimum
    /// 1 where it is so, else 0.
    case greater, greaterOrEqual, equal
    /// `b` where `a` is positive, else 0, whatever `b` is there.
    case gate
    /// The derivatives of activations in terms of their value `a` and the upstream derivative `b`.
    case tanhGradient, sigmoidGradient
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
    case .maximum: [partial(0, dy * (1 - b.isGreater(than: a))), partial(1, dy * b.isGreater(than: a))]
    case .minimum: [partial(0, dy * (1 - a.isGreater(than: b))), partial(1, dy * a.isGreater(than: b))]
    case .greater, .greaterOrEqual, .equal: [nil, nil]
    case .gate: [nil, partial(1, .apply(Binary(.gate), a, dy))]
    case .tanhGradient:
      [partial(0, -2 * (dy * (a * b))), partial(1, .apply(Binary(.tanhGradient), a, dy))]
    case .sigmoidGradient:
      [partial(0, dy * ((1 - 2 * a) * b)), partial(1, .apply(Binary(.sigmoidGradient), a, dy))]
    }
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
    case .gate: a > 0 ? b : 0
    case .tanhGradient: (1 - a * a) * b
    case .sigmoidGradient: a * (1 - a) * b
    }
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
    case .tanhGradient: dt_tanh_gradient
    case .sigmoidGradient: dt_sigmoid_gradient
    }
  }
}
