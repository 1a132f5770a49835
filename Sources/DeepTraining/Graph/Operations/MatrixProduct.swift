import CKernels
import COneDNN

/// The product of two matrices, each of which may be read transposed.
///
/// Each element is added up in blocks of 256 products, in order, and its bits do not depend on the other rows and
/// columns. oneDNN, which guarantees neither, computes products of 2²⁶ multiplications or more, and all products on
/// processors that cannot compute a · b + c with one rounding.
struct MatrixProduct: Operation, Hashable {
  var transposesA = false
  var transposesB = false

  /// From this number of multiplications on, oneDNN is faster.
  private static let enoughForOneDNN: Int64 = 1 << 26

  var name: String { "matrix product" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let (a, b) = (operands[0], operands[1])
    guard a.rank == 2, b.rank == 2, inner(a, transposesA, 1) == inner(b, transposesB, 0) else {
      throw ShapeError(
        "shapes \(a)\(transposesA ? "ᵀ" : "") and \(b)\(transposesB ? "ᵀ" : "") do not fit; "
          + "[m, k] and [k, n] are expected")
    }
    return [[inner(a, transposesA, 0), inner(b, transposesB, 1)]]
  }

  /// The extent of an axis after the transposition.
  private func inner(_ shape: Shape, _ isTransposed: Bool, _ axis: Int) -> Int {
    shape[isTransposed ? 1 - axis : axis]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let a = node.operands[0], b = node.operands[1], dy = upstream[0]!
    func product(_ a: Tensor, _ transposesA: Bool, _ b: Tensor, _ transposesB: Bool) -> Tensor {
      .apply(MatrixProduct(transposesA: transposesA, transposesB: transposesB), a, b)
    }
    let da = transposesA ? (b, transposesB, dy, true) : (dy, false, b, !transposesB)
    let db = transposesB ? (dy, true, a, transposesA) : (a, !transposesA, dy, false)
    return [
      node.wanted[0] ? product(da.0, da.1, da.2, da.3) : nil,
      node.wanted[1] ? product(db.0, db.1, db.2, db.3) : nil,
    ]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let a = operands[0], b = operands[1]
    let m = inner(a.shape, transposesA, 0), k = inner(a.shape, transposesA, 1),
      n = inner(b.shape, transposesB, 1)
    func elementOfA(_ i: Int, _ l: Int) -> Double { a.scalars[transposesA ? l * m + i : i * k + l] }
    func elementOfB(_ l: Int, _ j: Int) -> Double { b.scalars[transposesB ? j * k + l : l * n + j] }
    var product: [Double] = []
    for i in 0..<m {
      for j in 0..<n {
        product.append((0..<k).reduce(0) { $0 + elementOfA(i, $1) * elementOfB($1, j) })
      }
    }
    return [ReferenceTensor([m, n], product)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    isBatch == [true, false] && !transposesA
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let a = operands.inputs[0], b = operands.inputs[1], c = operands.outputs[0]
    guard c.count > 0 else { return }
    let arguments = arguments(a, b, c: c.pointer)
    guard !Engine.hasFusedSums || arguments.m * arguments.n * arguments.k >= Self.enoughForOneDNN else {
      instructions.append(dt_product, arguments)
      return
    }
    instructions.appendPrimitive("multiply \(a.shape) by \(b.shape)") { status in
      dt_matrix_product(
        arguments.m, arguments.n, arguments.k, arguments.transposes_a, arguments.transposes_b, a.constant,
        b.constant, c.pointer, &status)
    }
  }

  /// Whether the engine's own kernel can add the product to a tensor before storing it: the product must fit in one
  /// block of sums.
  func canDescend(_ a: Shape) -> Bool { Engine.hasFusedSums && inner(a, transposesA, 1) <= 256 }

  /// The arguments of the engine's own kernel; the result replaces the contents of `c`.
  fileprivate func arguments(
    _ a: Operands.Operand, _ b: Operands.Operand, c: UnsafeMutablePointer<Float>
  ) -> dt_product_arguments {
    dt_product_arguments(
      a: a.constant, b: b.constant, c: c, m: Int64(inner(a.shape, transposesA, 0)),
      n: Int64(inner(b.shape, transposesB, 1)), k: Int64(inner(a.shape, transposesA, 1)),
      transposes_a: transposesA ? 1 : 0, transposes_b: transposesB ? 1 : 0, scale: nil)
  }
}

/// Weights plus a number times the product of two matrices: w + s · (a · b). The bits equal those of the three separate
/// operations if the engine's own kernel multiplies; here it always does, even for products that oneDNN would compute.
/// Plans make it of the step of plain gradient descent. Operands: w, s, a, b.
struct DescendedProduct: PlanOperation, Hashable {
  let product: MatrixProduct

  var name: String { "descent by \(product.name)" }

  var placement: Placement { .overFirst }

  func shapes(of operands: [Shape]) -> [Shape] { [operands[0]] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let scale = operands[1].scalars[0]
    let gradient = product.reference(Array(operands.dropFirst(2)), run: run)[0]
    return [
      ReferenceTensor(
        operands[0].shape, zip(operands[0].scalars, gradient.scalars).map { $0 + scale * $1 })
    ]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let weights = operands.inputs[0], result = operands.outputs[0]
    guard result.count > 0 else { return }
    if weights.pointer != result.pointer {
      instructions.append(copy: weights.constant, to: result.pointer, count: weights.count)
    }
    var arguments = product.arguments(operands.inputs[2], operands.inputs[3], c: result.pointer)
    arguments.scale = operands.inputs[1].constant
    instructions.append(dt_product, arguments)
  }
}
