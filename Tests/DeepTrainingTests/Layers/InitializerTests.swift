import Testing

@testable import DeepTraining

@Suite("Initializers")
struct InitializerTests {
  @Test("a truncated normal distribution ends at two deviations of the uncut one")
  func truncation() {
    let numbers = values(.truncatedNormal(standardDeviation: 1), [20_000])
    let end = Float(2 / 0.8796256610342398)
    #expect(numbers.allSatisfy { abs($0) <= end })
    #expect(numbers.map(abs).max()! > 0.99 * end)
  }

  @Test(
    "orthogonal weights have orthonormal rows or columns, whichever are fewer, times the gain",
    arguments: [[7, 7], [60, 20], [20, 60], [3, 3, 4, 8], [1, 1, 2, 16], [1, 5], [5, 1]] as [Shape])
  func orthogonality(_ shape: Shape) {
    let gain = 1.5, columns = shape.extents.last!
    let matrix = Tensor(
      shape: [shape.count / columns, columns], floats: values(.orthogonal(gain: gain), shape))
    let isWide = matrix.shape[0] < columns
    let products =
      isWide ? matrix.matrixProduct(matrix.transposed()) : matrix.transposed().matrixProduct(matrix)
    for row in 0..<products.shape[0] {
      for column in 0..<products.shape[1] {
        #expect(abs(products[row, column] - (row == column ? gain * gain : 0)) < 1e-5)
      }
    }
  }

  @Test("orthogonal weights favour no direction: each element has mean 0 and variance 1/n")
  func fairness() {
    let n = 4, draws = 2000.0
    let matrices = (0..<Int(draws)).map { values(.orthogonal(), [n, n], seed: $0) }
    for element in 0..<(n * n) {
      let numbers = matrices.map { Double($0[element]) }
      let mean = numbers.reduce(0, +) / draws
      let square = numbers.reduce(0) { $0 + $1 * $1 } / draws
      #expect(abs(mean) < 5 * (1 / Double(n) / draws).squareRoot())
      // E x⁴ of a coordinate of a random unit vector is 3/(n(n + 2)).
      let variance = 3 / Double(n * (n + 2)) - 1 / Double(n * n)
      #expect(abs(square - 1 / Double(n)) < 5 * (variance / draws).squareRoot())
    }
  }

  private func values(_ initializer: Initializer, _ shape: Shape, seed: Int = 1) -> [Float] {
    initializer.values(shape: shape, fans: Fans(input: 1, output: 1), stream: RandomStream(seed: seed))
  }
}
