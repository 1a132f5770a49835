import CKernels
import COneDNN
import Testing

@testable import DeepTraining

@Suite("Products of matrices")
struct MatrixProductTests {
  struct Extents: CustomTestStringConvertible {
    let m: Int, k: Int, n: Int
    var testDescription: String { "[\(m), \(k)] · [\(k), \(n)]" }
  }

  /// All heights and widths of tiles, panels that end within them, one block and several, one thread and two.
  static let extents = [
    (1, 1, 1), (1, 300, 10), (1, 40, 100), (2, 9, 64), (3, 257, 130), (4, 8, 16), (5, 16, 17), (6, 3, 24),
    (7, 20, 9),
    (8, 256, 8), (9, 5, 33), (11, 31, 7), (13, 513, 23), (30, 12, 25), (60, 784, 100), (250, 30, 12),
    (97, 70, 300),
  ].map { Extents(m: $0.0, k: $0.1, n: $0.2) }

  static let transpositions = [(false, false), (true, false), (false, true), (true, true)]

  /// Both factors, as they are stored.
  private func factors(_ e: Extents) -> (a: [Float], b: [Float]) {
    (Tensor(normal: [e.m * e.k], seed: 1).floats, Tensor(normal: [e.k * e.n], seed: 2).floats)
  }

  /// The element in a row and a column, as the kernel promises it.
  private func element(
    _ e: Extents, _ a: [Float], _ b: [Float], transposed: (a: Bool, b: Bool), row: Int, column: Int,
    addedTo before: (weight: Float, scale: Float)? = nil
  ) -> Float {
    var element = before?.weight ?? 0
    for block in stride(from: 0, to: e.k, by: 256) {
      var sum: Float = 0
      for l in block..<min(block + 256, e.k) {
        sum.addProduct(
          a[transposed.a ? l * e.m + row : row * e.k + l],
          b[transposed.b ? column * e.k + l : l * e.n + column])
      }
      if let before { element += before.scale * sum } else { element = block == 0 ? sum : element + sum }
    }
    return element
  }

  @Test(
    "each element is sums of 256 products, one after the other; nothing is written beside",
    arguments: extents, [nil, -0.3] as [Float?])
  func bits(_ e: Extents, scale: Float?) {
    let (a, b) = factors(e), margin = 40, count = e.m * e.n
    for transposed in Self.transpositions {
      let before = Tensor(normal: [count + 2 * margin], seed: 3).floats
      var c = before
      c.withUnsafeMutableBufferPointer { c in
        withUnsafePointer(to: scale ?? 0) { factor in
          var arguments = dt_product_arguments(
            a: nil, b: nil, c: c.baseAddress! + margin, m: Int64(e.m), n: Int64(e.n), k: Int64(e.k),
            transposes_a: transposed.0 ? 1 : 0, transposes_b: transposed.1 ? 1 : 0,
            scale: scale == nil ? nil : factor)
          run(&arguments, a, b)
        }
      }
      let wanted = (0..<count).map { index in
        element(
          e, a, b, transposed: transposed, row: index / e.n, column: index % e.n,
          addedTo: scale.map { (before[margin + index], $0) })
      }
      #expect(c[..<margin] == before[..<margin] && c[(margin + count)...] == before[(margin + count)...])
      #expect(Array(c[margin..<margin + count]) == wanted, "transposed \(transposed)")
    }
  }

  /// With factors that stay where they are until the kernel has ended.
  private func run(_ arguments: inout dt_product_arguments, _ a: [Float], _ b: [Float]) {
    var context = dt_context(seed: 0, step: 0)
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        arguments.a = a.baseAddress
        arguments.b = b.baseAddress
        dt_product(&arguments, &context)
      }
    }
  }

  @Test("a row's product has the same bits whatever other rows there are")
  func rows() {
    let x = Tensor(normal: [61, 300], seed: 3), weight = Tensor(normal: [300, 130], seed: 4)
    let together = x.matrixProduct(weight).floats
    for row in [0, 5, 30, 60] {
      let alone = Tensor(x.scalars[row * 300..<(row + 1) * 300].map { $0 }, shape: [1, 300]).matrixProduct(
        weight)
      #expect(alone.floats == Array(together[row * 130..<(row + 1) * 130]))
    }
  }

  @Test("a product of nothing is zeros")
  func nothing() {
    var c: [Float] = [1, 2, 3, 4, 5, 6]
    c.withUnsafeMutableBufferPointer { c in
      var arguments = dt_product_arguments(
        a: nil, b: nil, c: c.baseAddress, m: 2, n: 3, k: 0, transposes_a: 0, transposes_b: 0, scale: nil)
      run(&arguments, [], [])
    }
    #expect(c == [0, 0, 0, 0, 0, 0])
  }

  @Test(
    "oneDNN, which multiplies where processors cannot round a · b + c once, agrees", arguments: transpositions
  )
  func oneDNN(transposesA: Bool, transposesB: Bool) throws {
    let e = Extents(m: 17, k: 70, n: 33), (a, b) = factors(e)
    var c = [Float](repeating: 1, count: e.m * e.n), status: Int32 = 0
    try a.withUnsafeBufferPointer { a in
      try b.withUnsafeBufferPointer { b in
        try c.withUnsafeMutableBufferPointer { c in
          let primitive = try #require(
            dt_matrix_product(
              Int64(e.m), Int64(e.n), Int64(e.k), transposesA ? 1 : 0, transposesB ? 1 : 0, a.baseAddress,
              b.baseAddress, c.baseAddress, &status))
          defer { dt_primitive_destroy(primitive) }
          var arguments = dt_onednn_arguments(primitive: primitive)
          dt_onednn_run(&arguments, nil)
        }
      }
    }
    for index in c.indices {
      let product = element(
        e, a, b, transposed: (transposesA, transposesB), row: index / e.n, column: index % e.n)
      #expect(abs(c[index] - product) <= 1e-4)
    }
  }
}
