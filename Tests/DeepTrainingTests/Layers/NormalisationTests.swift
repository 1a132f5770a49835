import Testing

@testable import DeepTraining

@Suite("Normalisation")
struct NormalisationTests {
  @Test("group normalisation gives each group of an example mean 0 and deviation 1")
  func groups() throws {
    let x = Tensor(normal: [4, 5, 3, 6], mean: 3, standardDeviation: 5, seed: 1)
    let y = try Model(input: [5, 3, 6]) { GroupNorm(groups: 2) }.initialized(seed: 1)(x)
    for example in 0..<4 {
      for group in [0..<3, 3..<6] {
        let part = y[example, 0..., 0..., group]
        #expect(abs(part.mean().scalar) < 1e-5)
        #expect(abs(part.standardDeviation().scalar - 1) < 1e-5)
      }
    }
  }

  @Test("on vectors one group is layer normalisation")
  func oneGroup() throws {
    let x = Tensor(normal: [3, 8], seed: 1)
    let group = try Model(input: [8]) { GroupNorm(groups: 1) }.initialized(seed: 1)(x)
    let layer = try Model(input: [8]) { LayerNorm() }.initialized(seed: 1)(x)
    #expect((group - layer).magnitude().max().scalar < 1e-6)
  }

  @Test("channels that do not divide, and groups of one number, are refused at their layer")
  func refusals() {
    #expect(
      problem(GroupNorm(groups: 4), [3, 3, 6]) == "group norm 1 cannot divide 6 channels into 4 groups")
    #expect(problem(GroupNorm(groups: 0), [6]) == "group norm 1 cannot divide 6 channels into 0 groups")
    #expect(
      problem(GroupNorm(groups: 6), [6])
        == "group norm 1 has groups of a single number, whose distance from its mean is always 0")
    #expect(problem(WeightNorm(ReLU()), [6]) == "weight norm 1 holds a ReLU layer, which has no weights")
    #expect(
      problem(WeightNorm(Dense(2, initializer: .zeros)), [6])
        == "weight norm 1 holds a dense layer whose weights begin with zeros, which have no direction")
  }

  @Test("weight normalisation learns length and direction apart: a longer v changes nothing")
  func lengthAndDirection() throws {
    let x = Tensor(normal: [3, 5], seed: 1), v = Tensor(normal: [5, 2], seed: 2), g = Tensor([2, 3])
    func output(_ v: Tensor) throws -> Tensor {
      let context = LayerContext(
        mode: .inference, parameter: { $0.name.hasSuffix("gain") ? g : v }, state: { _ in fatalError() })
      return try WeightNorm(Dense(2, usesBias: false)).apply(x, in: context)
    }
    let y = try output(v)
    #expect((try output(7 * v) - y).magnitude().max().scalar < 1e-5)
    let unit = v / v.squared().sum(axes: [0]).squareRoot()
    #expect((y - x.matrixProduct(unit) * g).magnitude().max().scalar < 1e-5)
  }

  @Test(
    "a weight-normalised layer begins with units as long as its initializer's are in the mean",
    arguments: [
      .he, .glorot, .truncatedNormal(standardDeviation: 0.2), .orthogonal(gain: 2), .constant(0.5),
    ] as [Initializer])
  func firstLength(_ initializer: Initializer) throws {
    let plain = try Model(input: [400]) { Dense(50, initializer: initializer) }.initialized(seed: 1)
    let lengths = plain.parameters[0].tensor.squared().sum(axes: [0])
    let normed = try Model(input: [400]) { WeightNorm(Dense(50, initializer: initializer)) }.initialized(
      seed: 1)
    #expect(
      normed.parameters.map(\.name) == [
        "weight norm 1.dense 1.weight", "weight norm 1.dense 1.gain", "weight norm 1.dense 1.bias",
      ])
    let gains = normed.parameters[1].tensor.squared()
    // Squared lengths of 400 normal numbers have a relative deviation of √(2/400), their mean over 50 units less.
    #expect(abs(lengths.mean().scalar / gains.mean().scalar - 1) < 5 * (2 / 400.0 / 50).squareRoot())
  }

  private func problem(_ layer: any Layer, _ shape: Shape) -> String? {
    do {
      _ = try Model(input: shape) { layer }.initialized(seed: 1)
      return nil
    } catch { return "\(error)" }
  }
}
