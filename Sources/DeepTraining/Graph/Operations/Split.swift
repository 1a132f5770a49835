/// The parts of a tensor along its first axis, each without that axis.
///
/// Parts could be views, and their derivatives tensors of zeros around one part each. Added up, those of n parts take
/// n² parts' work; the derivatives of this operation are joined instead.
struct Split: Operation, Hashable {
  var name: String { "split" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard operands[0].rank > 0 else { throw ShapeError("a single number has no axis to split") }
    return (0..<operands[0][0]).map { _ in operands[0].example }
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let parts = zip(node.results, upstream).map { $1 ?? Tensor(zeros: $0.shape) }
    return [Tensor.apply(Join(), parts)[0].reshaped(to: node.operands[0].shape)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], part = x.shape.example
    return (0..<x.shape[0]).map { index in
      ReferenceTensor(part, Array(x.scalars[index * part.count..<(index + 1) * part.count]))
    }
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    for (index, part) in operands.outputs.enumerated() where part.count > 0 {
      instructions.append(
        copy: operands.inputs[0].constant + index * part.count, to: part.pointer, count: part.count)
    }
  }
}

extension Tensor {
  /// The parts of this tensor along its first axis, each without that axis; the inverse of ``stacked(_:axis:)``.
  ///
  ///     Tensor([[1, 2], [3, 4]]).unstacked()    // [Tensor([1, 2]), Tensor([3, 4])]
  ///
  /// The derivative takes as much work as one copy, however many parts there are. A single number traps.
  public func unstacked() -> [Tensor] {
    precondition(shape.rank > 0, "a single number has no axis to split")
    return Tensor.apply(Split(), [self])
  }
}
