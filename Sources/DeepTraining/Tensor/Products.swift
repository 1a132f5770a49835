extension Tensor {
  /// The matrix product: sums of products over the last axis of this tensor and the first of the other.
  ///
  /// | this | other | result |
  /// |---|---|---|
  /// | matrix `[m, k]` | matrix `[k, n]` | `[m, n]` |
  /// | row `[k]` | matrix `[k, n]` | `[n]` |
  /// | matrix `[m, k]` | column `[k]` | `[m]` |
  /// | row `[k]` | column `[k]` | `[]`, their dot product |
  ///
  /// Further axes of this tensor are kept: `[…, k]` times `[k, n]` is `[…, n]`.
  public func matrixProduct(_ other: Tensor) -> Tensor {
    guard let inner = shape.extents.last, (1...2).contains(other.shape.rank), other.shape[0] == inner else {
      preconditionFailure(
        "matrix product: shapes \(shape) and \(other.shape) do not fit; [m, k] and [k, n] are expected")
    }
    let rows = Array(shape.extents.dropLast()), columns = Array(other.shape.extents.dropFirst())
    let product = Tensor.apply(
      MatrixProduct(), reshaped(to: [rows.reduce(1, *), inner]),
      other.reshaped(to: [inner, columns.first ?? 1]))
    return product.reshaped(to: Shape(rows + columns))
  }

  /// The dot product of two vectors of the same length, a single number.
  public func dot(_ other: Tensor) -> Tensor {
    precondition(
      shape.rank == 1 && shape == other.shape,
      "the dot product needs vectors of the same length, not shapes \(shape) and \(other.shape)")
    return (self * other).sum()
  }

  /// The outer product of two vectors, `[m]` and `[n]`: the matrix `[m, n]` of all products.
  public func outerProduct(_ other: Tensor) -> Tensor {
    precondition(
      shape.rank == 1 && other.shape.rank == 1,
      "the outer product needs vectors, not shapes \(shape) and \(other.shape)")
    return reshaped(to: [count, 1]) * other
  }
}
