/// The index for one axis in a tensor's subscript: a number, which removes the axis, or a ``TensorRange``.
public protocol TensorIndex {
  /// The first index and the one after the last, on an axis of this extent. They may lie outside of the axis.
  func bounds(extent: Int) -> (start: Int, end: Int)
}

/// A range of indices along an axis, which keeps the axis.
public protocol TensorRange: TensorIndex {}

extension Int: TensorIndex {
  /// This index alone.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (self, self + 1) }
}

extension Range: TensorIndex, TensorRange where Bound == Int {
  /// The range itself.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (lowerBound, upperBound) }
}

extension ClosedRange: TensorIndex, TensorRange where Bound == Int {
  /// Up to and including the upper bound.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (lowerBound, upperBound + 1) }
}

extension PartialRangeFrom: TensorIndex, TensorRange where Bound == Int {
  /// Up to the end of the axis.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (lowerBound, extent) }
}

extension PartialRangeUpTo: TensorIndex, TensorRange where Bound == Int {
  /// From the beginning of the axis.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (0, upperBound) }
}

extension PartialRangeThrough: TensorIndex, TensorRange where Bound == Int {
  /// From the beginning of the axis up to and including the upper bound.
  public func bounds(extent: Int) -> (start: Int, end: Int) { (0, upperBound + 1) }
}

// Numbers alone give an element. If they could also give a tensor, `a * x[0]` would be ambiguous in longer expressions;
// so each of these subscripts contains a range.
extension Tensor {
  /// A part of the tensor, by a number or a range for each axis; further axes are kept whole.
  ///
  ///     x[0..<3, 1...]    // rows 0, 1, 2 without their first column
  ///     x[2, ...]         // row 2, a vector
  ///     x[..., 0]         // the first column, or channel
  ///
  /// A part that is not inside the tensor traps with a message that names the index and the shape.
  public subscript(first: any TensorRange, others: any TensorIndex...) -> Tensor { part([first] + others) }

  /// A part of the tensor without the first axis.
  public subscript(first: Int, second: any TensorRange, others: any TensorIndex...) -> Tensor {
    part([first, second] + others)
  }

  /// A part of the tensor without the first two axes.
  public subscript(first: Int, second: Int, third: any TensorRange, others: any TensorIndex...) -> Tensor {
    part([first, second, third] + others)
  }

  /// A part of the tensor without the first three axes.
  public subscript(
    first: Int, second: Int, third: Int, fourth: any TensorRange, others: any TensorIndex...
  ) -> Tensor {
    part([first, second, third, fourth] + others)
  }

  /// A part of the tensor at one index of its first axis: `x[2, ...]` is row 2 of a matrix, or image 2 of a batch.
  public subscript(first: Int, _: UnboundedRange) -> Tensor { part([first]) }

  /// A part of the tensor by indices for the last axes; the axes before them are kept whole.
  public subscript(_: UnboundedRange, last: any TensorIndex...) -> Tensor {
    part([any TensorIndex](repeating: 0..., count: Swift.max(0, shape.rank - last.count)) + last)
  }

  private func part(_ indices: [any TensorIndex]) -> Tensor {
    let bounds = indices.enumerated().map { axis, index in
      index.bounds(extent: axis < shape.rank ? shape[axis] : 0)
    }
    precondition(
      bounds.count <= shape.rank
        && zip(bounds, shape.extents).allSatisfy { $0.start >= 0 && $0.start <= $0.end && $0.end <= $1 },
      "index [\(text(indices, bounds))] is not in a tensor of shape \(shape)")
    let rest = shape.extents.dropFirst(bounds.count)
    let section = section(
      from: bounds.map(\.start) + rest.map { _ in 0 }, extents: bounds.map { $0.end - $0.start } + rest)
    let kept = zip(indices, bounds).filter { $0.0 is any TensorRange }.map { $0.1.end - $0.1.start }
    return section.reshaped(to: Shape(kept + rest))
  }

  private func text(_ indices: [any TensorIndex], _ bounds: [(start: Int, end: Int)]) -> String {
    zip(indices, bounds).map { index, bounds in
      index is any TensorRange ? "\(bounds.start)..<\(bounds.end)" : "\(bounds.start)"
    }.joined(separator: ", ")
  }
}
