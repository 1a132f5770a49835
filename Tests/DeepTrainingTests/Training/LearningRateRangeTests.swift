import Testing

@testable import DeepTraining

@Suite("The learning-rate range finder")
struct LearningRateRangeTests {
  private func trainer(_ optimizer: Optimizer = .adam(learningRate: 0.01)) throws -> Trainer {
    try Trainer(
      Model(input: [28, 28]) {
        Flatten()
        Dense(32, initializer: .he)
        BatchNorm()
        ReLU()
        Dropout(0.2)
        Dense(10)
      }, loss: .softmaxCrossEntropy, optimizer: optimizer, averaging: .exponential(decay: 0.9), seed: 1)
  }

  @Test("rates rise from first to last, and the suggestion lies where the loss falls")
  func suggestion() throws {
    let data = try Digits.synthetic(count: 300, seed: 1)
    let range = try trainer(.sgd(learningRate: 0.1)).findLearningRate(
      on: data, from: 1e-4, to: 1, steps: 60, batchSize: 50)
    #expect(range.rates.count == 60 && range.losses.count == 60 && range.smoothedLosses.count == 60)
    #expect(range.rates[0] == 1e-4 && abs(range.rates[59] - 1) < 1e-12)
    #expect(abs(range.rates[31] / range.rates[30] - range.rates[11] / range.rates[10]) < 1e-9)
    let suggestion = try #require(range.suggestion)
    #expect((1e-3...0.9).contains(suggestion), "\(suggestion)")
  }

  @Test("the suggestion is the rate of the steepest fall before the lowest loss")
  func steepest() {
    let rates = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]
    let losses = [5.0, 4.9, 4, 2, 1.5, 9]
    #expect(LearningRateRange(rates: rates, losses: losses, smoothedLosses: losses).suggestion == 0.4)
    #expect(
      LearningRateRange(rates: rates, losses: losses, smoothedLosses: [1, 2, 3, 4, 5, 6]).suggestion == nil)
    #expect(LearningRateRange(rates: [], losses: [], smoothedLosses: []).suggestion == nil)
  }

  @Test("the trainer is left as it was, to the bit, in the middle of a training")
  func restores() throws {
    let data = try Digits.synthetic(count: 200, seed: 1)
    let asked = try trainer(), unasked = try trainer()
    for trainer in [asked, unasked] { _ = try trainer.fit(data, epochs: 1, batchSize: 32) }
    let before = asked.state
    _ = try asked.findLearningRate(on: data, steps: 30, batchSize: 64)
    #expect(asked.state.contents == before.contents && asked.state.position == before.position)
    for trainer in [asked, unasked] { _ = try trainer.fit(data, epochs: 1, batchSize: 32) }
    #expect(asked.state.contents == unasked.state.contents)
  }

  @Test("a loss that explodes, or is no number, ends the trial without an error")
  func explodes() throws {
    let data = try Dataset(inputs: [[1], [2], [3], [4]], values: [[1], [2], [3], [4]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), seed: 1)
    let exploding = try trainer.findLearningRate(on: data, from: 1e-3, to: 1e3, steps: 100, batchSize: 4)
    #expect(exploding.rates.count < 100)
    #expect(exploding.smoothedLosses.last! > 4 * exploding.smoothedLosses.min()!)
    let overflowing = try trainer.findLearningRate(on: data, from: 1e36, to: 1e38, steps: 100, batchSize: 4)
    #expect(overflowing.losses.allSatisfy(\.isFinite) && overflowing.losses.count < 3)
    #expect(trainer.network.parameters.allSatisfy { $0.tensor.scalars.allSatisfy(\.isFinite) })
  }

  @Test("impossible settings are named")
  func errors() throws {
    let data = try Digits.synthetic(count: 20, seed: 1)
    func message(_ find: (Trainer) throws -> LearningRateRange) -> String {
      do {
        _ = try find(trainer())
        return "nothing was thrown"
      } catch { return "\(error)" }
    }
    #expect(
      message { try $0.findLearningRate(on: data, from: 0, to: 1) }
        == "learning rates from 0.0 to 1.0 were asked for; 0 < from < to is expected")
    #expect(
      message { try $0.findLearningRate(on: data, steps: 1) }
        == "1 steps were asked for; at least 2 are expected")
    #expect(
      message { try $0.findLearningRate(on: data, batchSize: 21) }
        == "the batch size is 21; with 20 examples 1...20 is expected")
  }
}
