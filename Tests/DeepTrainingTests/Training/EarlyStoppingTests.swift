import Testing

@testable import DeepTraining

@Suite("Early stopping")
struct EarlyStoppingTests {
  private func trainer() throws -> Trainer {
    try Trainer(
      Model(input: [28, 28]) {
        Flatten()
        Dense(64, initializer: .he)
        ReLU()
        Dense(10)
      }, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.1), metrics: [.accuracy],
      seed: 1)
  }

  @Test(
    "a training ends when the validation loss has not fallen for so many epochs, and the best network is kept"
  )
  func stops() throws {
    // Few examples are soon learned by heart, after which the validation loss rises.
    let (train, held) = try Digits.synthetic(count: 160, seed: 1).split(holdingOut: 0.5)
    let trainer = try trainer()
    let history = try trainer.fit(
      train, validation: held, epochs: 200, batchSize: 16, callbacks: [EarlyStopping(patience: 4)])
    let losses = history.validation.loss
    let best = losses.indices.min { losses[$0] < losses[$1] }!
    #expect(history.epochs < 200)
    #expect(history.epochs == best + 1 + 4)
    #expect(try abs(trainer.evaluate(held).loss - losses[best]) < 1e-6)
  }

  @Test("without validation data it says what it needs")
  func needsValidation() throws {
    let data = try Digits.synthetic(count: 20, seed: 1)
    #expect {
      try trainer().fit(data, epochs: 1, batchSize: 10, callbacks: [EarlyStopping(patience: 1)])
    } throws: {
      "\($0)" == "early stopping watches the validation loss; give `fit` validation data"
    }
  }
}
