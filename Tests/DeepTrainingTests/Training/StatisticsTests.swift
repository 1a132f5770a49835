import Foundation
import Testing

@testable import DeepTraining

@Suite("Statistics")
struct StatisticsTests {
  private func near(_ found: Double, _ expected: Double, within tolerance: Double = 1e-6) -> Bool {
    abs(found - expected) <= tolerance * max(1, abs(expected))
  }

  @Test("of known numbers are what the definitions give")
  func known() {
    let statistics = Statistics(of: Tensor([[-1, 0], [2, 3]]), bins: 4)
    #expect(statistics.count == 4)
    #expect(statistics.mean == 1)
    #expect(near(statistics.standardDeviation, 2.5.squareRoot()))
    #expect(near(statistics.norm, 14.0.squareRoot()))
    #expect((statistics.minimum, statistics.maximum) == (-1, 3))
    #expect(statistics.zeroFraction == 0.25)
    #expect(statistics.deadFraction == nil && statistics.saturatedFraction == nil)
    #expect(statistics.frequencies.bounds == -1...3)
    #expect(statistics.frequencies.counts == [1, 1, 0, 2])
    #expect(statistics.frequencies.edges == [-1, 0, 1, 2, 3])
  }

  @Test("put all of equal numbers into one bin, and none that is not a number")
  func bins() {
    let equal = Statistics(of: Tensor([2, 2, 2]), bins: 5).frequencies
    #expect(equal.counts == [0, 0, 3, 0, 0] && equal.bounds.contains(2))
    let zeros = Statistics(of: Tensor(zeros: [4]), bins: 2).frequencies
    #expect(zeros.counts.reduce(0, +) == 4)
    let broken = Statistics(of: Tensor([1, .nan, .infinity, 3]), bins: 2)
    #expect(broken.frequencies.counts == [1, 1] && broken.mean.isNaN)
  }

  @Test("of numbers far from 0 keep their precision")
  func cancellation() {
    // In single precision the sum of squares would lose the deviation altogether.
    let statistics = Statistics(of: Tensor((0..<1000).map { 4096 + Double($0 % 2) / 64 }))
    #expect(near(statistics.standardDeviation, 1.0 / 128))
  }

  private func network(_ activation: any Layer, weights: Initializer) throws -> Network {
    try Model(input: [6]) {
      Dense(8, initializer: weights)
      activation
    }.initialized(seed: 1)
  }

  private let x = Tensor((0..<60).map { Double($0 % 7) - 2.5 }, shape: [10, 6])

  @Test("find a tanh layer with huge weights saturated, one with tiny weights not", arguments: [true, false])
  func tanhSaturation(isHuge: Bool) throws {
    let network = try network(Tanh(), weights: .normal(standardDeviation: isHuge ? 1e6 : 1e-3))
    let statistics = network.statistics(of: x)
    #expect(statistics["tanh 1"].saturatedFraction == (isHuge ? 1 : 0))
    #expect(statistics["dense 1"].saturatedFraction == nil)
  }

  @Test("count the outputs of a sigmoid below 0.03 and above 0.97 as saturated")
  func sigmoidSaturation() throws {
    let network = try Model(input: [4]) { Sigmoid() }.initialized(seed: 1)
    let statistics = network.statistics(of: Tensor([[-3.6, -3.4, 3.4, 3.6]]))
    #expect(statistics["sigmoid 1"].saturatedFraction == 0.5)
  }

  @Test("know dead units, which are 0 for the whole batch, from zeros")
  func dead() throws {
    let network = try Model(input: [3]) { ReLU() }.initialized(seed: 1)
    let statistics = network.statistics(of: Tensor([[-1, -1, 1], [-2, 1, 1]]))["ReLU 1"]
    #expect(near(statistics.zeroFraction, 0.5))
    #expect(near(statistics.deadFraction!, 1.0 / 3))
  }

  @Test("of several layers have frequencies between the same bounds")
  func sharedBounds() throws {
    let statistics = try network(ReLU(), weights: .he).statistics(of: x, bins: 12)
    #expect(statistics.names == ["dense 1", "ReLU 1"])
    let dense = statistics["dense 1"]
    for each in statistics.statistics {
      #expect(each.frequencies.bounds == dense.minimum...dense.maximum)
      #expect(each.frequencies.counts.count == 12 && each.frequencies.counts.reduce(0, +) == 80)
    }
  }

  @Test("of gradients are those of the derivatives by hand")
  func gradients() throws {
    // y = w·x + b, loss = mean (y − t)²: dL/dy = 2(y − t)/n, dL/dw = Σ x·dL/dy, dL/db = Σ dL/dy.
    let network = try Model(input: [1]) { Dense(1, initializer: .constant(2)) }.initialized(seed: 1)
    let found = network.gradientStatistics(
      of: Tensor([[1], [2]]), Tensor([[1], [1]]), loss: .meanSquaredError)
    #expect(near(found.loss, 5))
    #expect(near(found.layers["dense 1"].norm, 10.0.squareRoot()))
    #expect(near(found.parameters["dense 1.weight"].mean, 7))
    #expect(near(found.parameters["dense 1.bias"].mean, 4))
  }

  @Test("of gradients reach layers without parameters, and the first one too")
  func gradientsOfAll() throws {
    let data = try Digits.synthetic(count: 30, seed: 1)
    let network = try Model(input: [28, 28]) {
      Flatten()
      Dense(12)
      Residual {
        Tanh()
        Dense(12)
      }
      Dense(10)
    }.initialized(seed: 1)
    let found = try network.gradientStatistics(of: data, loss: .softmaxCrossEntropy)
    #expect(
      found.layers.names == [
        "flatten 1", "dense 1", "residual 1.tanh 1", "residual 1.dense 1", "residual 1", "dense 2",
      ])
    #expect(found.layers.statistics.allSatisfy { $0.norm > 0 && $0.norm.isFinite })
    #expect(found.parameters.names == network.parameters.map(\.name))
    #expect(found.parameters.statistics.allSatisfy { $0.norm > 0 })
  }

  @Test("of gradients with data that does not fit are refused")
  func misfit() throws {
    let network = try Model(input: [1]) { Dense(1) }.initialized(seed: 1)
    let data = try Dataset(inputs: [[1]], classes: [0])
    #expect {
      try network.gradientStatistics(of: data, loss: .meanSquaredError)
    } throws: { "\($0)" == "the mean squared error needs numbers as targets; the data has classes" }
    let digits = try Digits.synthetic(count: 2, seed: 1)
    #expect {
      try network.gradientStatistics(of: digits, loss: .meanSquaredError)
    } throws: { "\($0)" == "the model takes examples of shape [1], the data has [28, 28]" }
  }

  @Test("of a layer that there is not stop the program")
  func unknown() async {
    await #expect(processExitsWith: .failure) {
      _ = try Model(input: [1]) { ReLU() }.initialized().statistics(of: Tensor([[1]]))["dense 1"]
    }
  }
}
