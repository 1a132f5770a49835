import CKernels

/// A function of two numbers, applied to the elements of two tensors, which are broadcast to each other's shape.
struct Binary: ElementwiseOperation, Hashable {
  let function: BinaryFunction

  init(_ function: BinaryFunction) { self.function = function }

  var name: String { function.name }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard let shape = Shape.broadcasting(operands[0], operands[1]) else {
      throw ShapeError("shapes \(operands[0]) and \(operands[1]) cannot be broadcast against each other")
    }
    return [shape]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let a = node.operands[0], b = node.operands[1], y = node.results[0], dy = upstream[0]!
    return [function.derivativeOfA, function.derivativeOfB].enumerated().map { operand, derivative in
      guard node.wanted[operand] else { return nil }
      return derivative?(a, b, y, dy).summed(to: node.operands[operand].shape)
    }
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let shape = Shape.broadcasting(operands[0].shape, operands[1].shape)!
    let pairs = zip(operands[0].broadcast(to: shape), operands[1].broadcast(to: shape))
    return [ReferenceTensor(shape, pairs.map(function.value))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let a = operands.inputs[0], b = operands.inputs[1], out = operands.outputs[0]
    instructions.append(
      dt_binary,
      dt_binary_arguments(
        kind: function.kernel, a: a.constant, b: b.constant, out: out.pointer,
        loop: .elementwise(a.shape, b.shape, out.shape)))
  }

  var form: ElementwiseForm { .binary(function.kernel) }
}

/// A function of two numbers: its value in double precision, its derivatives, and its kernel, a line of
/// `BinaryFunctions.h`.
struct BinaryFunction: Sendable {
  /// Computes the derivative of a loss with respect to an operand, from a, b, the function's value y and the derivative
  /// with respect to y.
  typealias Derivative = @Sendable (_ a: Tensor, _ b: Tensor, _ y: Tensor, _ upstream: Tensor) -> Tensor

  let name: String
  let kernel: dt_binary_kind
  let value: @Sendable (Double, Double) -> Double
  let derivativeOfA: Derivative?
  let derivativeOfB: Derivative?

  /// A function, identified by its name. An operand without a derivative counts as a constant.
  init(
    _ name: String, kernel: dt_binary_kind, value: @escaping @Sendable (Double, Double) -> Double,
    ofA derivativeOfA: Derivative? = nil, ofB derivativeOfB: Derivative? = nil
  ) {
    self.name = name
    self.kernel = kernel
    self.value = value
    self.derivativeOfA = derivativeOfA
    self.derivativeOfB = derivativeOfB
  }
}

extension BinaryFunction: Hashable, CustomStringConvertible, CustomReflectable {
  static func == (a: BinaryFunction, b: BinaryFunction) -> Bool { a.name == b.name }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }

  var description: String { name }

  /// The name identifies the function, so it represents the function in a training's description.
  var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
