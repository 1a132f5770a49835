import Testing

@testable import DeepTraining

@Suite("Dropout")
struct DropoutTests {
  @Test("dropout drops the stated fraction in training, keeps the mean, and does nothing in inference")
  func dropout() throws {
    let x = Tensor(ones: [100, 1000])
    let (y, inference) = try results(of: Dropout(0.3), x)
    let dropped = y.scalars.count { $0 == 0 }
    #expect(abs(Double(dropped) - 30_000) < 5 * (100_000 * 0.3 * 0.7).squareRoot())
    #expect(y.scalars.allSatisfy { $0 == 0 || abs($0 - 1 / 0.7) < 1e-6 })
    #expect(inference == x)
  }

  @Test("spatial dropout drops whole channels of single examples")
  func spatialDropout() throws {
    let x = Tensor(ones: [50, 3, 5, 40])
    let (y, inference) = try results(of: SpatialDropout(0.4), x)
    let sums = y.sum(axes: [1, 2]).scalars
    #expect(sums.allSatisfy { $0 == 0 || abs($0 - 15 / 0.6) < 1e-4 })
    let dropped = sums.count { $0 == 0 }
    #expect(abs(Double(dropped) - 800) < 5 * (2000 * 0.4 * 0.6).squareRoot())
    #expect(y.max(axes: [1, 2]) == y.min(axes: [1, 2]))
    #expect(inference == x)
  }

  @Test("Gaussian dropout multiplies by noise of mean 1 and variance rate/(1 − rate)")
  func gaussianDropout() throws {
    let x = Tensor(repeating: 2, shape: [100, 1000])
    let (y, inference) = try results(of: GaussianDropout(0.2), x)
    let noise = y / x, deviation = 0.5
    #expect(abs(noise.mean().scalar - 1) < 5 * deviation / 100_000.0.squareRoot())
    #expect(abs(noise.standardDeviation().scalar - deviation) < 5 * deviation / 200_000.0.squareRoot())
    let third = ((noise - 1) / deviation).power(3).mean().scalar
    #expect(abs(third) < 5 * (15 / 100_000.0).squareRoot(), "a normal distribution is not skewed")
    #expect(inference == x)
  }

  @Test(
    "each step of a plan draws its own noise",
    arguments: [Dropout(0.5) as any Layer, SpatialDropout(0.5), GaussianDropout(0.5)])
  func steps(_ layer: any Layer) throws {
    let recorder = Recorder()
    let context = LayerContext(
      mode: .training, parameter: { _ in fatalError() }, state: { _ in fatalError() })
    let x = recorder.input("x", shape: [4, 4, 8])
    let plan = Plan(recorder, outputs: [try layer.apply(x, in: context)])
    var seen: Set<[Float]> = []
    for step in [0, 1, 2, 0] as [UInt64] {
      plan.input("x").update(repeating: 1)
      plan.run(Run(seed: 1, step: step))
      seen.insert(Array(plan.output(0)))
    }
    #expect(seen.count == 3)
  }

  @Test("training with dropout drops other inputs in each step")
  func trainer() throws {
    // One weight of rate 1 from 0 on targets 1: its change tells what the mask let through.
    let data = try Dataset(
      inputShape: [64], inputs: [Float](repeating: 1, count: 64), targets: .values([1], shape: [1]))
    let model = Model(input: [64]) {
      Dropout(0.5)
      Dense(1, initializer: .zeros, usesBias: false)
    }
    let trainer = try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1e-6), seed: 1)
    var masks: Set<[Bool]> = [], before = trainer.network.parameters[0].tensor
    for _ in 0..<5 {
      _ = try trainer.fit(data, epochs: 1, batchSize: 1)
      let after = trainer.network.parameters[0].tensor
      masks.insert((after - before).scalars.map { $0 != 0 })
      before = after
    }
    #expect(masks.count == 5)
  }

  @Test("Monte-Carlo prediction has the mean and deviation of independent samples")
  func monteCarlo() throws {
    let network = try Model(input: [200]) { Dropout(0.25) }.initialized(seed: 1)
    let x = Tensor(ones: [10, 200])
    let samples = 400.0
    let (mean, deviation) = network.monteCarlo(x, samples: Int(samples), seed: 3)
    let expected = (0.25 / 0.75).squareRoot()
    #expect(abs(mean.mean().scalar - 1) < 5 * expected / (2000 * samples).squareRoot())
    #expect(
      abs(mean.standardDeviation().scalar - expected / samples.squareRoot()) < 0.1 * expected
        / samples.squareRoot())
    #expect(abs(deviation.mean().scalar - expected) < 0.01)
    #expect(
      network.monteCarlo(x, samples: 5, seed: 3).mean == network.monteCarlo(x, samples: 5, seed: 3).mean)
    #expect(
      network.monteCarlo(x, samples: 5, seed: 3).mean != network.monteCarlo(x, samples: 5, seed: 4).mean)
  }

  @Test("Monte-Carlo prediction leaves batch normalisation in inference, and is certain without dropout")
  func certainty() throws {
    let network = try Model(input: [3]) {
      BatchNorm()
      Dense(2)
    }.initialized(seed: 1)
    let x = Tensor(normal: [6, 3], seed: 1)
    let (mean, deviation) = network.monteCarlo(x, samples: 4)
    #expect(mean == network(x))
    #expect(deviation == Tensor(zeros: [6, 2]))
  }

  private func results(of layer: any Layer, _ x: Tensor) throws -> (training: Tensor, inference: Tensor) {
    let network = try Model(input: x.shape.example) { layer }.initialized(seed: 1)
    return (network.activations(of: x, mode: .training)[0].output, network(x))
  }
}
