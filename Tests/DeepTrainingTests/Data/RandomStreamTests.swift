import CKernels
import Foundation
import Testing

@testable import DeepTraining

@Suite("Random streams")
struct RandomStreamTests {
  /// From `tests/kat_vectors` of Random123 1.14 (D. E. Shaw Research), the lines `philox4x32 10`.
  @Test("Philox4x32-10 gives the known answers of Random123")
  func knownAnswers() {
    func words(_ seed: UInt64, _ stream: UInt64, _ block: UInt64) -> [UInt32] {
      let found = dt_philox4x32(seed, stream, block)
      return [found.w0, found.w1, found.w2, found.w3]
    }
    #expect(words(0, 0, 0) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(words(.max, .max, .max) == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      words(0x299f_31d0_a409_3822, 0x0370_7344_1319_8a2e, 0x85a3_08d3_243f_6a88)
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  @Test("the same seed gives the same numbers, another seed or stream gives others")
  func seeds() {
    func draws(_ stream: RandomStream) -> [UInt64] {
      var stream = stream
      return (0..<64).map { _ in stream.next() }
    }
    let reference = draws(RandomStream(seed: 7))
    #expect(draws(RandomStream(seed: UInt64(7))) == reference)
    #expect(Set(reference).count == 64)
    let others = [
      RandomStream(seed: 8), RandomStream(seed: 7, stream: 1), RandomStream(seed: 7 << 32),
      RandomStream(seed: -7),
      RandomStream(seed: 7).split(0), RandomStream(seed: 7).split(1),
      RandomStream(seed: 7).split(0).split(0),
    ]
    let all = [reference] + others.map(draws)
    #expect(Set(all.joined()).count == 64 * all.count)
  }

  @Test("a split stream does not depend on how much its parent has drawn")
  func splitIgnoresPosition() {
    var parent = RandomStream(seed: 3)
    let before = parent.split(5)
    _ = parent.uniform()
    #expect(parent.split(5) == before)
  }

  @Test("a draw is two words of the stream: the bulk generator's floats are their upper 24 bits")
  func bulkEqualsStream() {
    var stream = RandomStream(seed: 11, stream: 4)
    let expected = (0..<100).flatMap { _ in
      let bits = stream.next()
      return [bits & 0xffff_ffff, bits >> 32].map { Float($0 >> 8) * 0x1p-24 }
    }
    for (offset, count) in [
      (0, 200), (0, 0), (1, 2), (3, 1), (5, 97), (8, 64), (66, 131), (199, 1),
    ] {
      var found = [Float](repeating: -1, count: count)
      dt_random_uniform(11, 4, UInt64(offset), &found, count)
      #expect(
        found == Array(expected[offset..<(offset + count)]), "offset \(offset), count \(count)")
    }
  }

  @Test("the bulk generator counts on over the 32-bit boundary of the block number")
  func bulkOverBoundary() {
    let first = UInt64(1) << 32 - 3
    var found = [Float](repeating: -1, count: 64)
    dt_random_uniform(1, 2, first * 4, &found, found.count)
    let expected = (0..<16).flatMap { number in
      let block = dt_philox4x32(1, 2, first + UInt64(number))
      return [block.w0, block.w1, block.w2, block.w3].map(dt_random_unit)
    }
    #expect(found == expected)
  }

  @Test(
    "uniform numbers have mean 1/2 and variance 1/12, normal ones mean 0, variance 1 and kurtosis 3, within 5 standard errors"
  )
  func moments() {
    let count = 200_000.0
    var stream = RandomStream(seed: 2)
    let uniforms = (0..<Int(count)).map { _ in stream.uniform() }
    #expect(uniforms.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(mean(uniforms) - 0.5) < 5 * (1 / 12 / count).squareRoot())
    // The variance of (u − 1/2)² is 1/80 − 1/144.
    #expect(
      abs(mean(uniforms.map { ($0 - 0.5) * ($0 - 0.5) }) - 1 / 12) < 5
        * (1.0 / 180 / count).squareRoot())

    let normals = (0..<Int(count)).map { _ in stream.normal() }
    #expect(abs(mean(normals)) < 5 * (1 / count).squareRoot())
    #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 5 * (2 / count).squareRoot())
    // E z⁸ − (E z⁴)² = 105 − 9.
    #expect(abs(mean(normals.map { $0 * $0 * $0 * $0 }) - 3) < 5 * (96 / count).squareRoot())
    let neighbours = zip(normals, normals.dropFirst()).map { $0 * $1 }
    #expect(abs(mean(neighbours)) < 5 * (1 / count).squareRoot())
  }

  @Test("the bulk generator's floats fill [0, 1) evenly")
  func bulkHistogram() {
    var values = [Float](repeating: 0, count: 160_000)
    dt_random_uniform(5, 0, 0, &values, values.count)
    var bins = [Double](repeating: 0, count: 16)
    for value in values { bins[Int(value * 16)] += 1 }
    let chiSquared = bins.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
    // 15 degrees of freedom: mean 15, variance 30.
    #expect(abs(chiSquared - 15) < 5 * 30.0.squareRoot())
  }

  @Test("numbers in a range stay inside it, and a half-open range never gives its upper bound")
  func ranges() {
    var stream = RandomStream(seed: 1)
    for _ in 0..<1_000 {
      #expect((-2.0...3.0).contains(stream.uniform(in: -2...3)))
      #expect((-2.0..<3.0).contains(stream.uniform(in: -2..<3)))
      #expect(stream.uniform(in: 1..<1.0.nextUp) == 1)
    }
  }

  @Test("bounded integers are unbiased")
  func boundedIntegers() {
    var stream = RandomStream(seed: 9)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.integer(below: 7)] += 1 }
    let sigma = (70_000.0 * 1 / 7 * 6 / 7).squareRoot()
    for count in counts { #expect(abs(Double(count) - 10_000) < 5 * sigma) }
    // With a bound of ¾·2⁶³ the draws that must be repeated are common.
    let bound = Int.max / 4 * 3
    let low = (0..<20_000).count { _ in stream.integer(below: bound) < bound / 3 }
    #expect(abs(Double(low) - 20_000 / 3) < 5 * (20_000.0 * 2 / 9).squareRoot())
  }

  @Test("shuffled indices are a permutation, and every order of four is equally likely")
  func shuffling() {
    var stream = RandomStream(seed: 4)
    #expect(stream.shuffledIndices(0) == [])
    #expect(stream.shuffledIndices(1) == [0])
    #expect(stream.shuffledIndices(1_000).sorted() == Array(0..<1_000))
    var orders: [[Int]: Double] = [:]
    for _ in 0..<24_000 { orders[stream.shuffledIndices(4), default: 0] += 1 }
    #expect(orders.count == 24)
    let chiSquared = orders.values.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) / 1_000 }
    #expect(abs(chiSquared - 23) < 5 * 46.0.squareRoot())
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
