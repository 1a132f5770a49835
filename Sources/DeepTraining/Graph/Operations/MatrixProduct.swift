import COneDNN

/// The product of two matrices, each of which may be read transposed.
struct MatrixProduct: Operation, Hashable {
  var transposesA = false
  var transposesB = false

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

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let a = operands.inputs[0], b = operands.inputs[1], c = operands.outputs[0]
    guard c.count > 0 else { return }
    var status: Int32 = 0
    guard
      let primitive = dt_matrix_product(
        Int64(c.shape[0]), Int64(c.shape[1]), Int64(inner(a.shape, transposesA, 1)), transposesA ? 1 : 0,
        transposesB ? 1 : 0, a.constant, b.constant, c.pointer, &status)
    else { preconditionFailure("oneDNN cannot multiply \(a.shape) by \(b.shape): status \(status)") }
    instructions.append(primitive: primitive)
  }
}
