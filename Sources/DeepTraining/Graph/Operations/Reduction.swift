import CKernels

/// The sum over the axes that the result lacks or in which its extent is 1.
struct Sum: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "sum" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [upstream[0]!.broadcast(to: node.operands[0].shape)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [operands[0].reduced(to: target, from: 0, +)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    target.rank == operands[0].rank && target.rank > 0 && target[0] == operands[0][0]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let y = operands.outputs[0]
    if operands.inputs[0].count == 0 {
      instructions.append(dt_fill, dt_fill_arguments(y: y.pointer, count: y.count, value: 0))
    } else {
      instructions.append(dt_sum, dt_reduce_arguments(operands))
    }
  }
}

/// The mean over the axes that the result lacks or in which its extent is 1; NaN if there are no elements.
///
/// It is rounded once: the mean of equal numbers is that number, and that of large ones is finite.
struct Mean: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "mean" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let shape = node.operands[0].shape
    return [(upstream[0]! / (Double(shape.count) / Double(target.count))).broadcast(to: shape)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let count = Double(operands[0].shape.count) / Double(target.count)
    let sum = operands[0].reduced(to: target, from: 0, +)
    return [ReferenceTensor(target, sum.scalars.map { $0 / count })]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    Sum(to: target).keepsExamplesApart(operands, isBatch: isBatch)
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_mean, dt_mean_arguments(reduction: dt_reduce_arguments(operands), epsilon: 0))
  }
}

/// √(mean(x²) + ε) over the axes in which the result's extent is 1: the divisor of normalisations.
///
/// It is rounded once, so squares of large numbers do not overflow, and those of small ones do not underflow.
struct RootMeanSquare: Operation, Hashable {
  let target: Shape
  let epsilon: Double

  var name: String { "root of the mean square" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let x = node.operands[0], count = Double(x.count) / Double(target.count)
    // Without ε it is the norm divided by √count, which has the derivative 0 at 0.
    guard epsilon > 0 else { return [x.withUnitNorm(along: target) * (upstream[0]! / count.squareRoot())] }
    return [x / node.results[0] * (upstream[0]! / count)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let count = Double(operands[0].shape.count) / Double(target.count)
    let squares = operands[0].reduced(to: target, from: 0) { $0 + $1 * $1 }
    return [ReferenceTensor(target, squares.scalars.map { ($0 / count + epsilon).squareRoot() })]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    Sum(to: target).keepsExamplesApart(operands, isBatch: isBatch)
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_root_mean_square, dt_mean_arguments(reduction: dt_reduce_arguments(operands), epsilon: epsilon))
  }
}

/// The largest element along the axes that the result lacks or in which its extent is 1; NaN if any element is NaN.
struct Maximum: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "maximum" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    guard operands[0].count > 0 else { throw ShapeError("shape \(operands[0]) has no elements") }
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let x = node.operands[0]
    // Equal to the result, or NaN, because then the result is NaN too.
    let isLargest = x.isEqual(to: node.results[0].broadcast(to: x.shape)) + (1 - x.isEqual(to: x))
    let share = upstream[0]! / isLargest.summed(to: target)
    return [.apply(Binary(.gate), isLargest, share.broadcast(to: x.shape))]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [operands[0].reduced(to: target, from: -.infinity) { $0 >= $1 || $0.isNaN ? $0 : $1 }]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(dt_max, dt_reduce_arguments(operands))
  }
}

/// The elements repeated along axes.
struct Broadcast: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "broadcast" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try operands[0].requireBroadcast(to: target)
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [upstream[0]!.summed(to: node.operands[0].shape)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(target, operands[0].broadcast(to: target))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    let strides = x.shape.strides(broadcastTo: y.shape)
    instructions.append(
      dt_copy,
      dt_copy_arguments(
        x: x.constant, y: y.pointer,
        loop: .collapsed(y.shape.extents, a: strides, b: strides, out: y.shape.strides)))
  }
}

extension Tensor {
  /// The derivative of broadcasting from `shape` to this tensor's shape: the sum over the repeated axes.
  func summed(to shape: Shape) -> Tensor { shape == self.shape ? self : .apply(Sum(to: shape), self) }
}

extension Shape {
  func requireBroadcast(to wider: Shape) throws(ShapeError) {
    guard broadcasts(to: wider) else { throw ShapeError("shape \(self) cannot be broadcast to \(wider)") }
  }
}

extension ReferenceTensor {
  func reduced(
    to target: Shape, from start: Double, _ combine: (Double, Double) -> Double
  ) -> ReferenceTensor {
    var result = [Double](repeating: start, count: target.count)
    let strides = target.strides(broadcastTo: shape)
    for (index, scalar) in zip(shape.indices, scalars) {
      let place = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      result[place] = combine(result[place], scalar)
    }
    return ReferenceTensor(target, result)
  }
}

extension dt_reduce_arguments {
  fileprivate init(_ operands: Operands) {
    let x = operands.inputs[0], y = operands.outputs[0]
    let strides = y.shape.strides(broadcastTo: x.shape)
    self.init(
      x: x.constant, y: y.pointer, y_count: y.count,
      loop: .collapsed(x.shape.extents, a: x.shape.strides, b: strides, out: strides))
  }
}
