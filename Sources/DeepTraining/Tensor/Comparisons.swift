extension Tensor {
  /// 1 where an element is larger than the other tensor's, 0 elsewhere. Comparisons have no derivative.
  public func isGreater(than other: Tensor) -> Tensor { .apply(Binary(.greater), self, other) }
  /// 1 where an element is larger than a number, else 0.
  public func isGreater(than other: Double) -> Tensor { isGreater(than: Tensor(other)) }
  /// 1 where an element is at least the other tensor's, else 0.
  public func isGreaterOrEqual(to other: Tensor) -> Tensor { .apply(Binary(.greaterOrEqual), self, other) }
  /// 1 where an element is at least a number, else 0.
  public func isGreaterOrEqual(to other: Double) -> Tensor { isGreaterOrEqual(to: Tensor(other)) }
  /// 1 where an element is smaller than the other tensor's, else 0.
  public func isLess(than other: Tensor) -> Tensor { other.isGreater(than: self) }
  /// 1 where an element is smaller than a number, else 0.
  public func isLess(than other: Double) -> Tensor { isLess(than: Tensor(other)) }
  /// 1 where an element is at most the other tensor's, else 0.
  public func isLessOrEqual(to other: Tensor) -> Tensor { other.isGreaterOrEqual(to: self) }
  /// 1 where an element is at most a number, else 0.
  public func isLessOrEqual(to other: Double) -> Tensor { isLessOrEqual(to: Tensor(other)) }
  /// 1 where two elements are equal, else 0; `==` compares whole tensors.
  public func isEqual(to other: Tensor) -> Tensor { .apply(Binary(.equal), self, other) }
  /// 1 where an element equals a number, 0 elsewhere.
  public func isEqual(to other: Double) -> Tensor { isEqual(to: Tensor(other)) }

  /// These elements, and those of another tensor where `mask` is positive.
  ///
  ///     x.replacing(with: 0.1 * x, where: x.isLess(than: 0))
  ///
  /// Each element comes from only one of the two: an element that is not selected may be infinite or NaN, and has the
  /// derivative 0.
  public func replacing(with other: Tensor, where mask: Tensor) -> Tensor {
    let replaced = mask.isGreater(than: 0)
    return .apply(Binary(.gate), 1 - replaced, self) + .apply(Binary(.gate), replaced, other)
  }

  /// These elements, and a number where `mask` is positive.
  public func replacing(with other: Double, where mask: Tensor) -> Tensor {
    replacing(with: Tensor(other), where: mask)
  }
}
