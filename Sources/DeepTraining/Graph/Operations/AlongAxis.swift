import CKernels

/// The cumulative sums along an axis, or from the last element down.
struct CumulativeSum: Operation, Hashable {
  let axis: Int
  var isReversed = false

  var name: String { "cumulative sum" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try operands[0].require(axis: axis)
    return operands
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    // An element is part of its own sum and of all later ones.
    [.apply(CumulativeSum(axis: axis, isReversed: !isReversed), upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], stride = x.shape.strides[axis]
    var y = x
    let places = isReversed ? Array(x.scalars.indices.reversed()) : Array(x.scalars.indices)
    for place in places {
      let index = place / stride % x.shape[axis]
      if index != (isReversed ? x.shape[axis] - 1 : 0) {
        y.scalars[place] += y.scalars[isReversed ? place + stride : place - stride]
      }
    }
    return [y]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_cumulative_sum, dt_along_arguments(operands, axis: axis, isReversed: isReversed))
  }
}

/// The index of the largest element along an axis; the first one of several. NaN counts as the largest.
struct ArgMax: Operation, Hashable {
  let axis: Int

  var name: String { "argmax" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try operands[0].require(axis: axis)
    guard operands[0][axis] > 0 else {
      throw ShapeError("shape \(operands[0]) has no elements along axis \(axis)")
    }
    var extents = operands[0].extents
    extents.remove(at: axis)
    return [Shape(extents)]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [nil] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], stride = x.shape.strides[axis], extent = x.shape[axis]
    let starts = x.scalars.indices.filter { $0 / stride % extent == 0 }
    let places = starts.map { start in
      let run = (0..<extent).map { x.scalars[start + $0 * stride] }
      return Double(run.firstIndex(where: \.isNaN) ?? run.firstIndex(of: run.max()!)!)
    }
    var extents = x.shape.extents
    extents.remove(at: axis)
    return [ReferenceTensor(Shape(extents), places)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(dt_argmax, dt_along_arguments(operands, axis: axis, isReversed: false))
  }
}

extension Shape {
  fileprivate func require(axis: Int) throws(ShapeError) {
    guard extents.indices.contains(axis) else { throw ShapeError("shape \(self) has no axis \(axis)") }
  }
}

extension dt_along_arguments {
  fileprivate init(_ operands: Operands, axis: Int, isReversed: Bool) {
    let x = operands.inputs[0], extents = x.shape.extents
    self.init(
      x: x.constant, y: operands.outputs[0].pointer, outer: extents[..<axis].reduce(1, *),
      extent: extents[axis], inner: extents[(axis + 1)...].reduce(1, *), reversed: isReversed ? 1 : 0)
  }
}
