import CKernels

/// The same elements with another shape.
struct Reshaping: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "reshape" }

  var placement: Placement { .view(offset: 0) }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard operands[0].count == target.count else {
      throw ShapeError(
        "shape \(operands[0]) has \(operands[0].count) elements, \(target) has \(target.count)")
    }
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [upstream[0]!.reshaped(to: node.operands[0].shape)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(target, operands[0].scalars)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    operands[0].rank > 0 && target.rank > 0 && operands[0][0] == target[0]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {}
}

/// A run of a vector's elements, with a shape.
struct Slice: Operation, Hashable {
  let offset: Int
  let target: Shape

  var name: String { "slice" }

  var placement: Placement { .view(offset: offset) }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard operands[0].rank == 1, offset >= 0, offset + target.count <= operands[0].count else {
      throw ShapeError("elements \(offset)..<\(offset + target.count) are not in shape \(operands[0])")
    }
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let whole = node.operands[0].count
    let parts = [
      Tensor(zeros: [offset]), upstream[0]!, Tensor(zeros: [whole - offset - target.count]),
    ]
    return [Tensor.apply(Join(), parts.filter { $0.count > 0 })[0]]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [ReferenceTensor(target, Array(operands[0].scalars[offset..<(offset + target.count)]))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {}
}

/// The elements of all operands, concatenated to a vector.
struct Join: Operation, Hashable {
  var name: String { "join" }

  var placement: Placement { .joined }

  func shapes(of operands: [Shape]) -> [Shape] { [[operands.reduce(0) { $0 + $1.count }]] }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    var offset = 0
    return node.operands.map { operand in
      defer { offset += operand.count }
      return .apply(Slice(offset: offset, target: operand.shape), upstream[0]!)
    }
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let scalars = operands.flatMap(\.scalars)
    return [ReferenceTensor([scalars.count], scalars)]
  }

  /// Copies the operands that were not computed in place.
  func lower(_ operands: Operands, into instructions: inout Instructions) {
    var destination = operands.outputs[0].pointer
    for operand in operands.inputs {
      if operand.pointer != destination {
        instructions.append(copy: operand.constant, to: destination, count: operand.count)
      }
      destination += operand.count
    }
  }
}

/// The axes in another order.
struct Permute: Operation, Hashable {
  let order: [Int]

  init(_ order: [Int]) { self.order = order }

  var name: String { "permutation" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard order.sorted() == Array(0..<operands[0].rank) else {
      throw ShapeError("\(order) is not an order of the axes of shape \(operands[0])")
    }
    return [Shape(order.map { operands[0][$0] })]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [upstream[0]!.permuted(order.indices.map { order.firstIndex(of: $0)! })]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], strides = order.map { x.shape.strides[$0] }
    let shape = Shape(order.map { x.shape[$0] })
    return [
      ReferenceTensor(
        shape, shape.indices.map { index in x.scalars[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] })
    ]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    let strides = order.map { x.shape.strides[$0] }
    instructions.append(
      dt_copy,
      dt_copy_arguments(
        x: x.constant, y: y.pointer,
        loop: .collapsed(y.shape.extents, a: strides, b: strides, out: y.shape.strides)))
  }
}

extension Instructions {
  mutating func append(
    copy source: UnsafePointer<Float>, to destination: UnsafeMutablePointer<Float>, count: Int
  ) {
    append(
      dt_copy,
      dt_copy_arguments(
        x: source, y: destination, loop: .collapsed([count], a: [1], b: [1], out: [1])))
  }
}
