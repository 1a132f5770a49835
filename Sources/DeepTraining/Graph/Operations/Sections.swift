import CKernels

/// The box of a tensor with this start and these extents.
struct Section: Operation, Hashable {
  let start: [Int]
  let extents: [Int]

  var name: String { "section" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try Shape(extents).requirePlace(at: start, in: operands[0])
    return [Shape(extents)]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [.apply(Embedding(start: start, target: node.operands[0].shape), upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], shape = Shape(extents)
    return [ReferenceTensor(shape, shape.indices.map { x.scalars[x.shape.place(of: $0, from: start)] })]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    instructions.append(
      copy: x.constant + x.shape.place(of: start), strides: x.shape.strides, to: y.pointer,
      strides: y.shape.strides, shape: y.shape)
  }
}

/// A tensor inside zeros of the shape `target`, beginning at `start`.
struct Embedding: Operation, Hashable {
  let start: [Int]
  let target: Shape

  var name: String { "embedding" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try operands[0].requirePlace(at: start, in: target)
    return [target]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [.apply(Section(start: start, extents: node.operands[0].shape.extents), upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0]
    var y = ReferenceTensor(target, [Double](repeating: 0, count: target.count))
    for (index, scalar) in zip(x.shape.indices, x.scalars) {
      y.scalars[target.place(of: index, from: start)] = scalar
    }
    return [y]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let x = operands.inputs[0], y = operands.outputs[0]
    if x.count < y.count {
      instructions.append(dt_fill, dt_fill_arguments(y: y.pointer, count: y.count, value: 0))
    }
    instructions.append(
      copy: x.constant, strides: x.shape.strides, to: y.pointer + target.place(of: start),
      strides: target.strides, shape: x.shape)
  }
}

/// Tensors concatenated along an axis; along the other axes their extents are equal.
struct Concatenation: Operation, Hashable {
  let axis: Int

  var name: String { "concatenation" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard let first = operands.first, (0..<first.rank).contains(axis) else {
      throw ShapeError("shapes \(operands) have no axis \(axis)")
    }
    let sides = operands.map { $0.rank == first.rank ? $0.reducing([axis]) : nil }
    guard sides.allSatisfy({ $0 == sides[0] }) else {
      throw ShapeError("shapes \(operands) may differ only along axis \(axis)")
    }
    var extents = first.extents
    extents[axis] = operands.reduce(0) { $0 + $1[axis] }
    return [Shape(extents)]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    zip(node.operands, zip(node.wanted, starts(node.operands.map(\.shape)))).map { operand, part in
      part.0 ? upstream[0]!.section(from: part.1, extents: operand.shape.extents) : nil
    }
  }

  /// The start of each part.
  private func starts(_ parts: [Shape]) -> [[Int]] {
    var start = [Int](repeating: 0, count: parts[0].rank)
    return parts.map { part in
      defer { start[axis] += part[axis] }
      return start
    }
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let shapes = operands.map(\.shape)
    var extents = shapes[0].extents
    extents[axis] = shapes.reduce(0) { $0 + $1[axis] }
    let whole = Shape(extents)
    var y = ReferenceTensor(whole, [Double](repeating: 0, count: whole.count))
    for (part, start) in zip(operands, starts(shapes)) {
      for (index, scalar) in zip(part.shape.indices, part.scalars) {
        y.scalars[whole.place(of: index, from: start)] = scalar
      }
    }
    return [y]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let y = operands.outputs[0]
    for (part, start) in zip(operands.inputs, starts(operands.inputs.map(\.shape))) {
      instructions.append(
        copy: part.constant, strides: part.shape.strides, to: y.pointer + y.shape.place(of: start),
        strides: y.shape.strides, shape: part.shape)
    }
  }
}

extension Tensor {
  /// Tensors concatenated along an axis.
  ///
  /// - Parameters:
  ///   - tensors: At least one; their extents may differ only along `axis`.
  ///   - axis: The axis along which they are concatenated; −1 is the last.
  public static func concatenated(_ tensors: [Tensor], axis: Int) -> Tensor {
    guard let first = tensors.first else { preconditionFailure("there is no tensor to concatenate") }
    let concatenation = Concatenation(axis: axis < 0 ? axis + first.shape.rank : axis)
    let shape: Shape
    do {
      shape = try concatenation.shapes(of: tensors.map(\.shape))[0]
    } catch {
      preconditionFailure("concatenation along axis \(axis): \(error)")
    }
    guard shape.extents.prefix(concatenation.axis).allSatisfy({ $0 == 1 }) else {
      return apply(concatenation, tensors)[0]
    }
    // The parts are contiguous, so a plan can compute them in place.
    return apply(Join(), tensors)[0].reshaped(to: shape)
  }

  /// The box of this tensor with this start and these extents; a box that is not inside traps.
  func section(from start: [Int], extents: [Int]) -> Tensor {
    let section = Section(start: start, extents: extents)
    // For an impossible box the operation reports the error.
    guard (try? section.shapes(of: [shape])) != nil else { return .apply(section, self) }
    guard let cut = extents.indices.last(where: { extents[$0] != shape[$0] }) else { return self }
    guard extents.prefix(cut).allSatisfy({ $0 == 1 }) else { return .apply(section, self) }
    // A run of adjacent elements is a view.
    return .apply(Slice(offset: shape.place(of: start), target: Shape(extents)), reshaped(to: [count]))
  }
}

extension Shape {
  /// The row-major index of the element at `index`, counted from `start`.
  fileprivate func place(of index: [Int], from start: [Int]? = nil) -> Int {
    let steps = start.map { zip($0, index).map(+) } ?? index
    return zip(steps, strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  fileprivate func requirePlace(at start: [Int], in whole: Shape) throws(ShapeError) {
    let isInside =
      rank == whole.rank && start.count == rank
      && zip(extents, zip(start, whole.extents)).allSatisfy { $0 >= 0 && $1.0 >= 0 && $1.0 + $0 <= $1.1 }
    guard isInside else { throw ShapeError("a box of extents \(self) at \(start) is not in shape \(whole)") }
  }
}

extension Instructions {
  /// Copies a box between two layouts.
  fileprivate mutating func append(
    copy source: UnsafePointer<Float>, strides a: [Int], to destination: UnsafeMutablePointer<Float>,
    strides out: [Int], shape: Shape
  ) {
    guard shape.count > 0 else { return }
    append(
      dt_copy,
      dt_copy_arguments(
        x: source, y: destination, loop: .collapsed(shape.extents, a: a, b: a, out: out)))
  }
}
