import Foundation
import TestSupport
import Testing

@testable import DeepTraining

@Suite("Weight averaging")
struct WeightAveragingTests {
  private let plain = Model(input: [28, 28]) {
    Flatten()
    Dense(8)
    ReLU()
    Dense(10)
  }
  private let normalised = Model(input: [28, 28]) {
    Flatten()
    Dense(8)
    BatchNorm()
    ReLU()
    Dense(10)
  }

  private func trainer(_ model: Model, _ averaging: WeightAveraging?) throws -> Trainer {
    try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.1), averaging: averaging,
      seed: 3)
  }

  private func weights(_ network: Network) -> [Double] { network.parameters.flatMap(\.tensor.scalars) }

  /// The weights at the end of each epoch of a training of 4 epochs with one batch each, the first weights before them.
  private func path(_ data: Dataset) throws -> [[Double]] {
    let trainer = try trainer(plain, nil)
    return try [weights(trainer.network)]
      + (0..<4).map { _ in
        _ = try trainer.fit(data, epochs: 1, batchSize: data.count)
        return weights(trainer.network)
      }
  }

  private func expectClose(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    let distance = pairs(found, expected).map { abs($0 - $1) }.max()!
    #expect(distance < 1e-6, "\(distance)")
  }

  @Test("exponential averaging begins with the first weights and follows each step, changing nothing else")
  func exponential() throws {
    let data = try Digits.synthetic(count: 40, seed: 1)
    let path = try path(data)
    let trainer = try trainer(plain, .exponential(decay: 0.75))
    _ = try trainer.fit(data, epochs: 4, batchSize: 40)
    let expected = path.dropFirst().reduce(path[0]) { mean, weights in
      pairs(mean, weights).map { 0.75 * $0 + 0.25 * $1 }
    }
    expectClose(try weights(trainer.averagedNetwork()), expected)
    #expect(weights(trainer.network) == path[4])
  }

  @Test("stochastic averaging is the mean of the weights at the ends of epochs, over several calls of fit")
  func stochastic() throws {
    let data = try Digits.synthetic(count: 40, seed: 1)
    let path = try path(data)
    let trainer = try trainer(plain, .stochastic(fromEpoch: 1))
    _ = try trainer.fit(data, epochs: 1, batchSize: 40)
    #expect {
      try trainer.averagedNetwork()
    } throws: {
      "\($0)" == "averaging begins with epoch 1, counted from 0; so far 1 epochs have ended"
    }
    _ = try trainer.fit(data, epochs: 1, batchSize: 40)
    _ = try trainer.fit(data, epochs: 2, batchSize: 40)
    let expected = path[0].indices.map { (path[2][$0] + path[3][$0] + path[4][$0]) / 3 }
    expectClose(try weights(trainer.averagedNetwork()), expected)
  }

  @Test("running statistics of an averaged network are the means of its batches' own")
  func statistics() throws {
    let data = try Digits.synthetic(count: 90, seed: 1)
    let trainer = try trainer(normalised, .exponential(decay: 0.9))
    _ = try trainer.fit(data, epochs: 2, batchSize: 30)
    let before = trainer.network
    let network = try trainer.averagedNetwork(statisticsFrom: data, batchSize: 40)
    // Batches of 40, 40 and 10, in the order of the first epoch.
    var shuffling = RandomStream(seed: 3, stream: Streams.shuffling).split(0)
    let order = shuffling.shuffledIndices(90)
    var mean = [Double](repeating: 0, count: 8), variance = mean
    for part in [0..<40, 40..<80, 80..<90] {
      let batch = Tensor(
        shape: [part.count, 28, 28], floats: data.selecting(Array(order[part])).inputs)
      let units = network.activations(of: batch).first { $0.layer == "dense 1" }!.output
      let share = Double(part.count) / 90
      let m = units.mean(axes: [0]).scalars, v = units.variance(axes: [0]).scalars
      for unit in 0..<8 {
        mean[unit] += share * m[unit]
        variance[unit] += share * v[unit] * Double(part.count) / Double(part.count - 1)
      }
    }
    for (found, expected) in pairs(network.states.map(\.tensor.scalars), [mean, variance]) {
      #expect(
        pairs(found, expected).allSatisfy { abs($0 - $1) < 1e-4 * max(1, abs($1)) }, "\(found), \(expected)")
    }
    // Asking changes nothing.
    #expect(trainer.network.parameters.map(\.tensor) == before.parameters.map(\.tensor))
    #expect(trainer.network.states.map(\.tensor) == before.states.map(\.tensor))
    #expect(before.states.map(\.tensor) != network.states.map(\.tensor))
  }

  @Test("an averaged network is evaluated like any other")
  func evaluation() throws {
    let data = try Digits.synthetic(count: 300, seed: 1)
    let trainer = try Trainer(
      normalised, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.1),
      averaging: .exponential(decay: 0.9), metrics: [.accuracy], seed: 3)
    _ = try trainer.fit(data, epochs: 3, batchSize: 50)
    let own = try trainer.network.evaluate(data, loss: .softmaxCrossEntropy, metrics: [.accuracy])
    let measured = try trainer.evaluate(data)
    #expect(abs(own.loss - measured.loss) < 1e-5 * measured.loss && own.accuracy == measured.accuracy)
    let averaged = try trainer.averagedNetwork(statisticsFrom: data)
      .evaluate(data, loss: .softmaxCrossEntropy, metrics: [.accuracy])
    #expect(averaged.accuracy > 0.5)
  }

  @Test("what is missing is named")
  func errors() throws {
    func message(_ averaging: WeightAveraging?) -> String {
      do {
        _ = try trainer(normalised, averaging).averagedNetwork()
        return "nothing was thrown"
      } catch { return "\(error)" }
    }
    #expect(message(nil) == "no weights are averaged; give the trainer `averaging: .exponential()`")
    #expect(
      message(.exponential())
        == "the model keeps batch norm 1.running mean, which must fit the averaged weights; "
        + "give `averagedNetwork` the training data")
  }

  @Test("a resumed training goes on averaging to the same bits")
  func checkpoint() throws {
    let data = try Digits.synthetic(count: 40, seed: 1)
    let url = FileManager.default.temporaryDirectory.appending(path: "averaging-\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    for averaging in [WeightAveraging.exponential(decay: 0.5), .stochastic(fromEpoch: 0)] {
      let unbroken = try trainer(plain, averaging), first = try trainer(plain, averaging)
      let second = try trainer(plain, averaging)
      _ = try unbroken.fit(data, epochs: 3, batchSize: 16)
      _ = try first.fit(data, epochs: 1, batchSize: 16)
      first.learningRateFactor = 0.3
      try first.saveCheckpoint(to: url)
      try second.resume(from: url)
      #expect(second.learningRateFactor == 0.3)
      second.learningRateFactor = 1
      _ = try second.fit(data, epochs: 2, batchSize: 16)
      let found = try weights(second.averagedNetwork()), expected = try weights(unbroken.averagedNetwork())
      #expect(found == expected)
    }
  }
}
