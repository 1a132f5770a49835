import TestSupport
import Testing

@testable import DeepTraining

@Suite("Norms")
struct NormEdgeTests {
  @Test(
    "neither overflow nor vanish, and have the derivative x/‖x‖",
    arguments: [3e-45, 1e-40, 1e-30, 1, 1e20, 6e37])
  func scales(_ scale: Double) {
    let x = Tensor([3 * scale, -4 * scale])
    let (norm, derivative) = valueAndGradient(at: x) { $0.norm() }
    let exact = x.scalars.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(norm.scalar == Double(Float(exact)))
    #expect(pairs(derivative.scalars, x.scalars).allSatisfy { abs($0 - $1 / exact) < 2e-7 })
  }

  @Test("are infinite only where single precision does not hold them, and then the direction is still right")
  func longest() {
    let x = Tensor([3e38, 3e38])
    #expect(x.norm().scalar == .infinity)
    #expect(x.withUnitNorm().scalars.allSatisfy { abs($0 - 0.5.squareRoot()) < 1e-7 })
    #expect(x.withNorm(1e-3, above: 1e-3).scalars.allSatisfy { abs($0 - 1e-3 * 0.5.squareRoot()) < 1e-10 })
  }

  @Test("along any axes are the reference's, however the numbers lie in memory")
  func axes() {
    for shape: Shape in [
      [1], [7], [5, 70], [70, 5], [3, 4, 5], [2, 3, 4, 130], [300, 300], [1, 6], [6, 1], [200, 400],
    ] {
      let x = Tensor(normal: shape, seed: 1)
      for chosen in 0..<(1 << shape.rank) {
        let axes = (0..<shape.rank).filter { chosen & (1 << $0) != 0 }
        let found = (1e30 * x).norm(axes: axes)
        let expected = x.squared().sum(axes: axes).squareRoot()
        #expect(found.shape == expected.shape)
        #expect(
          pairs(found.scalars, expected.scalars).allSatisfy { abs($0 / 1e30 - $1) <= 1e-6 * $1 },
          "axes \(axes) of \(shape)")
      }
    }
  }

  @Test("of no numbers are 0")
  func empty() {
    #expect(Tensor([Double]()).norm().scalar == 0)
    #expect(Tensor([], shape: [0, 2]).norm(axes: [0]).scalars == [0, 0])
    #expect(Tensor([], shape: [2, 0]).norm(axes: [0]).scalars == [])
    #expect(Tensor([Double]()).standardDeviation().scalar.isNaN)
    // Rounded once.
    #expect(Tensor([1, -1]).standardDeviation().scalar == 1)
    #expect(Tensor([0.5, -0.5]).standardDeviation().scalar == 0.5)
    #expect(Tensor([3, -3]).standardDeviation().scalar == 3)
    #expect(Tensor([3e38, -3e38]).standardDeviation().scalar == Double(Float(3e38)))
  }

  @Test("of zeros have the derivative 0, and so has the deviation of equal numbers")
  func zeros() {
    #expect(gradient(at: Tensor([0, 0])) { $0.norm() }.scalars == [0, 0])
    #expect(gradient(at: Tensor([2, 2])) { $0.standardDeviation() }.scalars == [0, 0])
    #expect(
      gradient(at: Tensor([[0, 3], [0, 4]])) { $0.norm(axes: [0]).sum() }.scalars == [
        0, Double(Float(0.6)), 0, Double(Float(0.8)),
      ])
    // A penalty on the squared norm is smooth there.
    #expect(gradient(at: Tensor([0, 0])) { $0.norm().squared() }.scalars == [0, 0])
  }

  @Test("have a second derivative, (1 − uuᵀ)/‖x‖, and 0 at 0")
  func second() {
    func second(_ x: [Double]) -> [Double] {
      gradient(at: Tensor(x)) { x in (gradients(of: x.norm(), at: [x])[0] * Tensor([1, 0])).sum() }.scalars
    }
    #expect(pairs(second([3, 4]), [(1 - 0.36) / 5, -0.48 / 5]).allSatisfy { abs($0 - $1) < 1e-7 })
    #expect(second([0, 0]) == [0, 0])
  }

  @Test(
    "standard deviations are right where squares are not numbers of single precision",
    arguments: [1e-30, 1, 1e30])
  func deviation(_ scale: Double) {
    let found = (scale * Tensor([1, 2, 3, 4])).standardDeviation().scalar
    #expect(abs(found / scale - 1.25.squareRoot()) < 1e-6)
  }

  @Test("weights that are normalised may be as long or short as they like")
  func weightNorm() throws {
    let model = Model(input: [2]) { WeightNorm(Dense(1, usesBias: false)) }
    for scale in [1e-30, 1, 1e30] {
      let network = try model.initialized(seed: 1)
      let x = Tensor([[1, 2]])
      var parameters = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0.tensor) })
      let name = try #require(parameters.keys.first { $0.hasSuffix("weight") })
      parameters[name] = scale * Tensor([[3], [4]])
      let gain = try #require(parameters.first { $0.key.hasSuffix("gain") }).value.scalars[0]
      let found = network.apply(to: x, mode: .inference, noiseStream: 0, parameters: parameters).results.last!
        .output
      #expect(abs(found.scalar - gain * (0.6 + 2 * 0.8)) < 1e-5, "\(scale)")
    }
  }
}
