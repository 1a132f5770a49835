extension Tensor {
  /// The magnitude of each element.
  public func magnitude() -> Tensor { .apply(Unary(.absolute), self) }
  /// −1, 0 or 1 for each element, NaN for NaN as in NumPy.
  public func sign() -> Tensor { .apply(Unary(.sign), self) }
  /// Each element times itself.
  public func squared() -> Tensor { .apply(Unary(.square), self) }
  /// The square root of each element.
  public func squareRoot() -> Tensor { .apply(Unary(.squareRoot), self) }
  /// e to the power of each element.
  public func exp() -> Tensor { .apply(Unary(.exponential), self) }
  /// eˣ − 1 of each element, with full precision near 0, where `exp() - 1` loses digits. NumPy and PyTorch call it
  /// `expm1`.
  public func expMinusOne() -> Tensor { .apply(Unary(.exponentialMinusOne), self) }
  /// The natural logarithm of each element.
  public func log() -> Tensor { .apply(Unary(.logarithm), self) }
  /// The sine of each element, in radians.
  public func sin() -> Tensor { .apply(Unary(.sine), self) }
  /// The cosine of each element, in radians.
  public func cos() -> Tensor { .apply(Unary(.cosine), self) }
  /// The hyperbolic tangent of each element.
  public func tanh() -> Tensor { .apply(Unary(.tanh), self) }
  /// 1/(1 + e⁻ˣ) of each element.
  public func sigmoid() -> Tensor { .apply(Unary(.sigmoid), self) }
  /// The larger of each element and 0; its derivative at 0 is 0.
  public func relu() -> Tensor { .apply(Unary(.relu), self) }
  /// x if it is positive, otherwise αx; the derivative at 0 is α.
  public func leakyReLU(_ slope: Double = 0.01) -> Tensor { .apply(Unary(.leakyReLU(slope)), self) }
  /// x if it is positive, otherwise α(eˣ − 1), with full precision near 0; the derivative at 0 is α.
  public func elu(_ scale: Double = 1) -> Tensor { .apply(Unary(.elu(scale)), self) }
  /// xΦ(x), where Φ is the cumulative distribution function of the standard normal distribution; the limit −0 at −∞.
  public func gelu() -> Tensor { .apply(Unary(.gelu), self) }
  /// x/(1 + e⁻ˣ), also called swish; the limit −0 at −∞.
  public func silu() -> Tensor { .apply(Unary(.silu), self) }
  /// log(1 + eˣ) of each element.
  public func softplus() -> Tensor { .apply(Unary(.softplus), self) }
  /// The error function, 2/√π times the integral of e^−t² from 0 to each element.
  public func errorFunction() -> Tensor { .apply(Unary(.errorFunction), self) }
  /// Each element to the power of a number.
  public func power(_ exponent: Double) -> Tensor { .apply(Unary(.power(exponent)), self) }

  /// The elementwise maximum, NaN if either element is; for equal elements the derivative belongs to `self`.
  public func maximum(_ other: Tensor) -> Tensor { .apply(Binary(.maximum), self, other) }
  /// The elementwise minimum, NaN if either element is; for equal elements the derivative belongs to `self`.
  public func minimum(_ other: Tensor) -> Tensor { .apply(Binary(.minimum), self, other) }
  /// The larger of each element and a number.
  public func maximum(_ other: Double) -> Tensor { maximum(Tensor(other)) }
  /// The smaller of each element and a number.
  public func minimum(_ other: Double) -> Tensor { minimum(Tensor(other)) }
  /// Each element, limited to an interval; outside of it the derivative is 0.
  public func clamped(to interval: ClosedRange<Double>) -> Tensor {
    maximum(interval.lowerBound).minimum(interval.upperBound)
  }

  /// eˣ/Σeˣ over the last axis: each row becomes probabilities. Large numbers do not overflow.
  public func softmax() -> Tensor { .apply(NormalizedExponential(), self) }
  /// The logarithm of ``softmax()``, which stays exact even if probabilities underflow.
  public func logSoftmax() -> Tensor {
    let distances = self - max(axes: [-1], keepingAxes: true).withoutGradient()
    return distances - distances.exp().sum(axes: [-1], keepingAxes: true).log()
  }

  /// The same elements, which count as constants in derivatives: the operations before get no gradient.
  ///
  /// PyTorch calls it `detach`, TensorFlow and JAX `stop_gradient`.
  public func withoutGradient() -> Tensor { .apply(GradientBarrier(), self) }
}

extension Tensor {
  /// The sum over `axes`, or over all axes; negative axes count from the end.
  ///
  /// With `keepingAxes`, the reduced axes are kept with extent 1, so that the result broadcasts to the shape of `self`.
  public func sum(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    reduce(axes, keepingAxes) { .apply(Sum(to: $0), self) }
  }

  /// The mean over `axes`, or over all axes; NaN if there are no elements. The mean of equal numbers is exactly that
  /// number, and the mean of large numbers does not overflow.
  public func mean(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    reduce(axes, keepingAxes) { .apply(Mean(to: $0), self) }
  }

  /// The variance over `axes`, or over all axes: the mean squared distance from the mean (divided by n, not n − 1).
  public func variance(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    (self - mean(axes: axes, keepingAxes: true)).squared().mean(axes: axes, keepingAxes: keepingAxes)
  }

  /// The square root of the variance, computed so that squares neither overflow nor underflow.
  ///
  /// If all elements are equal, its derivative is defined as 0, a subgradient, as for ``norm(axes:keepingAxes:)``.
  public func standardDeviation(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    let centred = self - mean(axes: axes, keepingAxes: true)
    return centred.reduce(axes, keepingAxes) { .apply(RootMeanSquare(target: $0, epsilon: 0), centred) }
  }

  /// The maximum over `axes`, or over all axes; equal maxima share the derivative. NaN counts as the largest.
  public func max(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    reduce(axes, keepingAxes) { .apply(Maximum(to: $0), self) }
  }

  /// The minimum over `axes`, or over all axes. NaN counts as the smallest.
  public func min(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    -(-self).max(axes: axes, keepingAxes: keepingAxes)
  }

  /// log Σeˣ over `axes`, or over all axes; large numbers do not overflow. Its derivative is softmax.
  ///
  /// If all elements are −∞, or there are none, the result is −∞, with the derivative 0.
  public func logSumExp(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    guard count > 0 else { return exp().sum(axes: axes, keepingAxes: keepingAxes).log() }
    // The derivatives through the maximum cancel. Infinite derivatives would give NaN instead.
    let maximum = max(axes: axes, keepingAxes: true).withoutGradient()
    let largest = maximum.replacing(with: 0, where: maximum.magnitude().isEqual(to: .infinity))
    let sum = (self - largest).exp().sum(axes: axes, keepingAxes: true)
    let isEmpty = sum.isEqual(to: 0)
    let logarithm =
      sum.replacing(with: 1, where: isEmpty).log().replacing(with: -.infinity, where: isEmpty) + largest
    return logarithm.reshaped(to: keepingAxes ? logarithm.shape : shape.removing(axes))
  }

  /// The cumulative sums along an axis; −1 is the last axis.
  public func cumulativeSum(axis: Int) -> Tensor { .apply(CumulativeSum(axis: resolved(axis)), self) }

  /// The index of the largest element along an axis, as whole numbers, without that axis; −1 is the last axis.
  ///
  /// Among equal elements the first one wins, and NaN counts as the largest. The result has no derivative.
  public func argmax(axis: Int) -> Tensor { .apply(ArgMax(axis: resolved(axis)), self) }

  /// The index of the largest element of a vector, the first one of several. NaN counts as the largest.
  public func argmax() -> Int {
    precondition(shape.rank == 1, "argmax() needs a vector, not shape \(shape); argmax(axis:) takes any")
    return Int(argmax(axis: 0).scalar)
  }

  private func resolved(_ axis: Int) -> Int { axis < 0 ? axis + shape.rank : axis }

  /// The Euclidean norm over `axes`, or over all axes: the square root of the sum of the squares.
  ///
  /// Squares are added in double precision, so the norm of (3e20, 4e20) is 5e20 and that of (3e-30, 4e-30) is 5e-30;
  /// only a norm beyond the range of single precision is infinite. NumPy and PyTorch square in single precision, which
  /// gives ∞ and 0. The norm of no elements is 0. The derivative is x/‖x‖. At 0, where it is undefined, the result is
  /// 0, a subgradient, as in PyTorch; JAX and TensorFlow give NaN.
  public func norm(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    reduce(axes, keepingAxes) { .apply(Norm(to: $0), self) }
  }

  private func reduce(_ axes: [Int]?, _ keepingAxes: Bool, _ operation: (Shape) -> Tensor) -> Tensor {
    guard let reduced = shape.resolved(axes: axes ?? Array(0..<shape.rank)) else {
      preconditionFailure("axes \(axes!) are not axes of a tensor of shape \(shape)")
    }
    let result = operation(shape.reducing(reduced))
    guard !keepingAxes else { return result }
    return result.reshaped(to: shape.removing(axes))
  }
}

extension Shape {
  /// The shape without some axes, or without all of them if `nil`.
  fileprivate func removing(_ axes: [Int]?) -> Shape {
    let removed = axes.flatMap(resolved) ?? Array(0..<rank)
    return Shape(extents.enumerated().filter { !removed.contains($0.offset) }.map(\.element))
  }
}

extension Tensor {
  /// The same elements in the same order, with another shape.
  public func reshaped(to shape: Shape) -> Tensor {
    shape == self.shape ? self : .apply(Reshaping(to: shape), self)
  }

  /// The elements, repeated along axes to this shape.
  public func broadcast(to shape: Shape) -> Tensor {
    shape == self.shape ? self : .apply(Broadcast(to: shape), self)
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of this tensor.
  public func permuted(_ order: [Int]) -> Tensor { .apply(Permute(order), self) }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Tensor { permuted([1, 0]) }
}
