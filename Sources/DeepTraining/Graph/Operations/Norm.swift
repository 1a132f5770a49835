import CKernels

/// The Euclidean norm over the axes that the result lacks or in which its extent is 1.
///
/// Squares are added in double precision, in which squares of single-precision numbers neither overflow nor underflow.
struct Norm: Operation, Hashable {
  let target: Shape

  init(to target: Shape) { self.target = target }

  var name: String { "norm" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    return [target]
  }

  /// x/‖x‖, and 0 at 0.
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [upstream[0]! * node.operands[0].withUnitNorm(along: target)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [operands[0].norms(to: target)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    Sum(to: target).keepsExamplesApart(operands, isBatch: isBatch)
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    var arguments = dt_norm_arguments(operands)
    arguments.norms = operands.outputs[0].pointer
    instructions.append(dt_norm, arguments)
  }
}

/// Two factors f and h for each vector x: (x · f) · h is x if its norm is at most `bound`; otherwise it has the norm
/// `length`.
///
/// f is 1 unless the quotient of ‖x‖ and `length` exceeds the range of single precision; then it is a power of two.
/// With a bound of 0, zero vectors have the factor 0, since they have no direction. An infinite norm gives the factor
/// 0, and so NaN for infinite elements and 0 for the others; NaN gives NaN.
struct LengthFactors: Operation, Hashable {
  let bound: Double
  let length: Double
  let target: Shape

  var name: String { "factors of length" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try target.requireBroadcast(to: operands[0])
    return [target, target]
  }

  /// f is constant; h is proportional to 1/‖x‖ if x exceeds the bound.
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    guard let upstream = upstream[1] else { return [nil] }
    let x = node.operands[0], norm = Tensor.apply(Norm(to: target), x)
    let slope = upstream * node.results[1] / norm
    let isShort = 1 - norm.isGreater(than: bound)
    return [-(slope.replacing(with: 0, where: isShort) * x.withUnitNorm(along: target))]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let factors = operands[0].norms(to: target).scalars.map { norm in
      norm <= bound ? (bound > 0 ? 1 : 0) : length / norm
    }
    return [
      ReferenceTensor(target, factors.map { _ in 1 }), ReferenceTensor(target, factors),
    ]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    var arguments = dt_norm_arguments(operands)
    (arguments.first, arguments.second) = (operands.outputs[0].pointer, operands.outputs[1].pointer)
    (arguments.bound, arguments.length) = (bound, length)
    instructions.append(dt_norm, arguments)
  }
}

extension Tensor {
  /// Scales vectors whose norm exceeds `bound` to the norm `length`; the others stay.
  ///
  /// - Parameter target: The shape of the norms: a vector extends along the axes that it lacks or in which it has
  ///   extent 1; by default all elements are one vector.
  func withNorm(_ length: Double, above bound: Double, along target: Shape = []) -> Tensor {
    let factors = Tensor.apply(LengthFactors(bound: bound, length: length, target: target), [self])
    return self * factors[0] * factors[1]
  }

  /// Vectors divided by their norm, however long or short; zero vectors stay zero, and have the derivative 0.
  func withUnitNorm(along target: Shape = []) -> Tensor { withNorm(1, above: 0, along: target) }
}

extension ReferenceTensor {
  fileprivate func norms(to target: Shape) -> ReferenceTensor {
    let squares = ReferenceTensor(shape, scalars.map { $0 * $0 }).reduced(to: target, from: 0, +)
    return ReferenceTensor(target, squares.scalars.map { $0.squareRoot() })
  }
}

extension dt_norm_arguments {
  /// The arguments without the results.
  fileprivate init(_ operands: Operands) {
    self.init()
    let x = operands.inputs[0], target = operands.outputs[0].shape
    let strides = x.shape.strides, results = target.strides(broadcastTo: x.shape)
    let extents = x.shape.extents, missing = x.shape.rank - target.rank
    func loop(_ axes: [Int]) -> dt_loop {
      .collapsed(
        axes.map { extents[$0] }, a: axes.map { strides[$0] }, b: axes.map { strides[$0] },
        out: axes.map { results[$0] })
    }
    let kept = extents.indices.filter { $0 >= missing && target[$0 - missing] == extents[$0] }
    self.x = x.constant
    self.kept = loop(kept)
    reduced = loop(extents.indices.filter { !kept.contains($0) })
    count = x.count
    self.results = target.count
  }
}
