import CKernels
import COneDNN

/// The product of two matrices, each of which may be read transposed.
///
/// Each element is added up in blocks of 256 products, in their order, and has the same bits whatever the other rows and
/// columns are. Products of 2²⁶ multiplications or more, and all on processors that cannot round a · b + c once, are
/// oneDNN's, which promises neither.
struct MatrixProduct: Operation, Hashable {
  var transposesA = false
  var transposesB = false

  /// From so many products on, oneDNN is faster.
  private static let enoughForOneDNN: Int64 = 1 << 26

  var name: String { "matrix product" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let (a, b) = (operands[0], operands[1])
    guard a.rank == 2, b.rank == 2, inner(a, transposesA, 1) == inner(b, transposesB, 0) else {
      throw ShapeError(
        "shapes \(a)\(transposesA ? "ᵀ" : "") and \(b)\(transposesB ? "ᵀ" : "") do not fit; "
          + "[m, k] and [k, n] are expected")
    }
    return [product(a, b)]
  }

  /// The shape of the product of matrices that fit.
  fileprivate func product(_ a: Shape, _ b: Shape) -> Shape {
    [inner(a, transposesA, 0), inner(b, transposesB, 1)]
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
    lower(
      operands.inputs[0], operands.inputs[1], to: operands.outputs[0], accumulates: false, into: &instructions
    )
  }

  fileprivate func lower(
    _ a: Operands.Operand, _ b: Operands.Operand, to c: Operands.Operand, accumulates: Bool,
    into instructions: inout Instructions
  ) {
    guard c.count > 0 else { return }
    let (m, n, k) = (Int64(c.shape[0]), Int64(c.shape[1]), Int64(inner(a.shape, transposesA, 1)))
    let (transposesA, transposesB) = (Int32(transposesA ? 1 : 0), Int32(transposesB ? 1 : 0))
    guard dt_has_fused_sums() == 0 || m * n * k >= Self.enoughForOneDNN else {
      instructions.append(
        dt_product,
        dt_product_arguments(
          a: a.constant, b: b.constant, c: c.pointer, m: m, n: n, k: k, transposes_a: transposesA,
          transposes_b: transposesB, accumulates: accumulates ? 1 : 0))
      return
    }
    var status: Int32 = 0
    guard
      let primitive = dt_matrix_product(
        m, n, k, transposesA, transposesB, a.constant, b.constant, c.pointer, accumulates ? 1 : 0, &status)
    else { preconditionFailure("oneDNN cannot multiply \(a.shape) by \(b.shape): status \(status)") }
    instructions.append(primitive: primitive)
  }
}

/// A product of two matrices added to what is there: c + a·b.
///
/// Plans make it of a sum that was recorded. Operands: c, a, b.
struct AccumulatedProduct: PlanOperation, Hashable {
  let product: MatrixProduct

  var name: String { "accumulated \(product.name)" }

  var placement: Placement { .overFirst }

  func shapes(of operands: [Shape]) -> [Shape] { [operands[0]] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let products = product.reference(Array(operands.dropFirst()), run: run)[0]
    return [ReferenceTensor(operands[0].shape, zip(operands[0].scalars, products.scalars).map(+))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let c = operands.inputs[0], result = operands.outputs[0]
    if c.pointer != result.pointer {
      instructions.append(copy: c.constant, to: result.pointer, count: c.count)
    }
    let matrix = Operands.Operand(
      pointer: result.pointer, shape: product.product(operands.inputs[1].shape, operands.inputs[2].shape))
    product.lower(operands.inputs[1], operands.inputs[2], to: matrix, accumulates: true, into: &instructions)
  }
}
