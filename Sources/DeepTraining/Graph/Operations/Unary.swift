import CKernels

/// A function of one number, applied to each element.
struct Unary: ElementwiseOperation, Hashable {
  let function: UnaryFunction

  init(_ function: UnaryFunction) { self.function = function }

  var name: String { "\(function)" }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) -> [Shape] { operands }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [function.derivative(node.operands[0], node.results[0], upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(operands[0].shape, operands[0].scalars.map(function.value))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    instructions.append(
      dt_unary,
      dt_unary_arguments(
        kind: function.kernel, p: Float(function.kernelParameter), x: x.constant, y: y.pointer, count: y.count
      ))
  }

  var form: ElementwiseForm { .unary(function.kernel, Float(function.kernelParameter)) }
}

/// A function of one number: its value in double precision, its derivative, and its kernel.
///
/// The kernel is a line of `UnaryFunctions.h`. A function without a kernel is written with tensor operations instead,
/// which plans join into one pass over memory.
struct UnaryFunction: Sendable {
  /// Computes the derivative of a loss with respect to x, from x, the function's value y and the derivative with
  /// respect to y.
  typealias Derivative = @Sendable (_ x: Tensor, _ y: Tensor, _ upstream: Tensor) -> Tensor?

  let name: String
  /// The number that distinguishes functions of the same name.
  let parameter: Double?
  let kernel: dt_unary_kind
  let kernelParameter: Double
  let value: @Sendable (Double) -> Double
  let derivative: Derivative

  /// A function, identified by its name and its parameter.
  ///
  /// - Parameters:
  ///   - kernelParameter: The number passed to the kernel; `parameter` by default.
  ///   - value: The function in double precision.
  ///   - derivative: With `nil`, the default, the function counts as a constant.
  init(
    _ name: String, _ parameter: Double? = nil, kernel: dt_unary_kind, kernelParameter: Double? = nil,
    value: @escaping @Sendable (Double) -> Double, derivative: @escaping Derivative = { _, _, _ in nil }
  ) {
    self.name = name
    self.parameter = parameter
    self.kernel = kernel
    self.kernelParameter = kernelParameter ?? parameter ?? 0
    self.value = value
    self.derivative = derivative
  }
}

extension UnaryFunction: Hashable, CustomStringConvertible, CustomReflectable {
  static func == (a: UnaryFunction, b: UnaryFunction) -> Bool {
    a.name == b.name && a.parameter == b.parameter
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(parameter)
  }

  var description: String { parameter.map { "\(name)(\($0))" } ?? name }

  /// Name and parameter identify the function, so they represent it in a training's description.
  var customMirror: Mirror { Mirror(self, children: ["name": name, "parameter": parameter as Any]) }
}
