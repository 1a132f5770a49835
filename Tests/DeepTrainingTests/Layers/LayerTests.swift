import TestSupport
import Testing

@testable import DeepTraining

@Suite("Layers")
struct LayerTests {
  private static let deviations: [(Initializer, Double)] = {
    let average = (2 / 500.0).squareRoot()
    var deviations: [(Initializer, Double)] = []
    deviations.append((.normal(standardDeviation: 0.3), 0.3))
    deviations.append((.normal(variance: 0.25), 0.5))
    deviations.append((.lecun, (1 / 200.0).squareRoot()))
    deviations.append((.he, 0.1))
    deviations.append((.he(.uniform), 0.1))
    deviations.append((.glorot, average))
    deviations.append((.glorot(.normal), average))
    deviations.append((.truncatedNormal(standardDeviation: 0.3), 0.3))
    deviations.append((.he(.truncatedNormal), 0.1))
    deviations.append((.uniform(-1...1), (1 / 3.0).squareRoot()))
    deviations.append((.varianceScaling(scale: 3, fan: .output), 0.1))
    return deviations
  }()

  @Test("an initializer's numbers have the deviation that its formula states", arguments: deviations)
  func initializer(_ initializer: Initializer, _ deviation: Double) throws {
    let model = Model(input: [200]) { Dense(300, initializer: initializer) }
    let weight = try model.initialized(seed: 5).parameters[0].tensor
    let count = Double(weight.count)
    #expect(weight.shape == [200, 300])
    #expect(abs(weight.mean().scalar) < 5 * deviation / count.squareRoot())
    // A normal distribution's sample deviation has deviation σ/√2n; a uniform one's is smaller.
    #expect(abs(weight.standardDeviation().scalar - deviation) < 5 * deviation / (2 * count).squareRoot())
  }

  @Test("parameters are named by layer and number, and biases begin with zeros")
  func names() throws {
    let model = Model(input: [2]) {
      Dense(3)
      BatchNorm()
      ReLU()
      Dense(1, usesBias: false)
    }
    let parameters = try model.initialized(seed: 1).parameters
    #expect(
      parameters.map(\.name) == [
        "dense 1.weight", "dense 1.bias", "batch norm 1.scale", "batch norm 1.offset", "dense 2.weight",
      ])
    #expect(parameters[1].tensor == Tensor(zeros: [3]))
    #expect(parameters[2].tensor == Tensor(ones: [3]))
  }

  @Test("batch normalisation gives each channel mean 0 and deviation 1 in training")
  func batchNormInTraining() throws {
    let network = try Model(input: [4]) { BatchNorm() }.initialized(seed: 1)
    let x = Tensor(normal: [500, 4], mean: 3, standardDeviation: 5, seed: 1)
    let y = network.activations(of: x, mode: .training)[0].output
    for (mean, deviation) in pairs(y.mean(axes: [0]).scalars, y.standardDeviation(axes: [0]).scalars) {
      #expect(abs(mean) < 1e-5 && abs(deviation - 1) < 1e-5)
    }
    #expect(abs(network(x).standardDeviation().scalar - 5) < 0.5, "fresh running statistics change nothing")
  }

  @Test("batch normalisation keeps running averages for inference")
  func runningStatistics() throws {
    // The weights stand still, so the running averages approach the data's statistics as 0.9ⁿ.
    let x = Tensor(normal: [64, 3], mean: 2, standardDeviation: 3, seed: 2)
    let data = try Dataset(
      inputShape: [3], inputs: x.floats, targets: .values([Float](repeating: 0, count: 64), shape: [1]))
    let model = Model(input: [3]) {
      BatchNorm()
      Dense(1, initializer: .zeros)
    }
    let trainer = try Trainer(
      model, loss: .meanSquaredError, optimizer: .sgd(learningRate: LearningRate { _ in 0 }), seed: 1)
    _ = try trainer.fit(data, epochs: 60, batchSize: 64)
    let y = trainer.network.activations(of: x)[0].output
    let remainder = 0.01  // 0.9⁶⁰ and 64 against 63 in the variance
    for (mean, deviation) in pairs(y.mean(axes: [0]).scalars, y.standardDeviation(axes: [0]).scalars) {
      #expect(abs(mean) < remainder && abs(deviation - 1) < remainder)
    }
  }

  @Test("layer normalisation gives each example mean 0 and deviation 1, RMS normalisation mean square 1")
  func normalisationOfExamples() throws {
    let x = Tensor(normal: [20, 50], mean: 3, standardDeviation: 5, seed: 1)
    let layerNorm = try Model(input: [50]) { LayerNorm() }.initialized(seed: 1)(x)
    for (mean, deviation) in pairs(
      layerNorm.mean(axes: [1]).scalars, layerNorm.standardDeviation(axes: [1]).scalars)
    {
      #expect(abs(mean) < 1e-5 && abs(deviation - 1) < 1e-5)
    }
    let rmsNorm = try Model(input: [50]) { RMSNorm() }.initialized(seed: 1)(x)
    #expect(rmsNorm.squared().mean(axes: [1]).scalars.allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test(
    "a whole layer's derivatives are its slopes, through its parameters too",
    arguments: [
      LayerNorm() as any Layer, RMSNorm(), GroupNorm(groups: 2), WeightNorm(Dense(6)), SELU(), GELU(),
      Softplus(), ELU(0.5), LeakyReLU(), SiLU(),
    ])
  func derivatives(_ layer: any Layer) throws {
    let model = Model(input: [4]) {
      Dense(6)
      layer
      Dense(3)
    }
    let x = Tensor(uniform: [5, 4], in: -1...1, seed: 2)
    let data = try Dataset(inputShape: [4], inputs: x.floats, targets: .classes([0, 1, 2, 0, 1], count: 3))
    // Descent along the derivative by a small step must lower the loss by η‖∇‖², which the step's length tells.
    let rate = 1e-3
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: rate), seed: 3)
    let before = try trainer.evaluate(data).loss
    let start = trainer.network.parameters.flatMap { $0.tensor.scalars }
    _ = try trainer.fit(data, epochs: 1, batchSize: 5)
    let end = trainer.network.parameters.flatMap { $0.tensor.scalars }
    let step = Tensor(end) - Tensor(start)
    let squared = step.squared().sum().scalar / rate
    let fall = try before - trainer.evaluate(data).loss
    #expect(squared > 1e-5)
    #expect(abs(fall - squared) < 0.03 * squared, "fell by \(fall), expected \(squared)")
  }

  @Test("models are built with loops and conditions")
  func builder() {
    let isDeep = true
    let model = Model(input: [8]) {
      for width in [16, 8] {
        Dense(width)
        Tanh()
      }
      if isDeep { Dense(4) }
      Dense(2)
    }
    #expect(model.layers.map(\.name) == ["dense", "tanh", "dense", "tanh", "dense", "dense"])
  }
}
