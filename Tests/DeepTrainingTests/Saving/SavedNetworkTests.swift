import Foundation
import Testing

@testable import DeepTraining

@Suite("Saved networks and checkpoints")
struct SavedNetworkTests {
  private let model = Model(input: [28, 28]) {
    Flatten()
    Dense(20)
    BatchNorm()
    ReLU()
    Dropout(0.2)
    Dense(10)
  }

  private func trainer(
    _ model: Model? = nil, seed: Int = 4, optimizer: Optimizer = .adam(learningRate: 0.01)
  ) throws -> Trainer {
    try Trainer(model ?? self.model, loss: .softmaxCrossEntropy, optimizer: optimizer, seed: seed)
  }

  private func withFile<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url)
  }

  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "no error"
  }

  @Test("a training that is saved, and resumed by another trainer, has the bits of an unbroken one")
  func resumed() throws {
    let data = try Digits.synthetic(count: 100, seed: 1)
    let unbroken = try trainer()
    let whole = try unbroken.fit(data, epochs: 4, batchSize: 32)

    let first = try trainer(), second = try trainer()
    let parts = try withFile { url in
      let beginning = try first.fit(data, epochs: 2, batchSize: 32)
      try first.saveCheckpoint(to: url)
      try second.resume(from: url)
      return try beginning.training.loss + second.fit(data, epochs: 2, batchSize: 32).training.loss
    }
    #expect(parts == whole.training.loss)
    #expect(second.state.contents == unbroken.state.contents)
    #expect(second.position == unbroken.position)
  }

  @Test("a network that is saved predicts the same when it is read, also from a checkpoint")
  func network() throws {
    let data = try Digits.synthetic(count: 64, seed: 1)
    let trainer = try trainer()
    _ = try trainer.fit(data, epochs: 1, batchSize: 32)
    let x = Tensor(uniform: [5, 28, 28], in: 0...1, seed: 2)
    let expected = trainer.network(x)
    try withFile { url in
      try trainer.network.save(to: url)
      #expect(try model.network(from: url)(x) == expected)
      try trainer.saveCheckpoint(to: url)
      #expect(try model.network(from: url)(x) == expected)
    }
  }

  @Test("what does not belong to a trainer is refused, and the trainer stays as it was")
  func refusals() throws {
    try withFile { url in
      let trainer = try trainer()
      let before = trainer.state.contents
      try trainer.network.save(to: url)
      #expect(
        message { try trainer.resume(from: url) }
          == "\(url.path): not a checkpoint of a training: its metadata has no 'step'")
      try self.trainer(seed: 5).saveCheckpoint(to: url)
      #expect(
        message { try trainer.resume(from: url) }
          == "\(url.path): the checkpoint was made with seed 5, this trainer has 4")
      try self.trainer(optimizer: .amsGrad(learningRate: 0.1)).saveCheckpoint(to: url)
      #expect(
        message { try trainer.resume(from: url) }
          == "\(url.path): the checkpoint holds more state than this trainer keeps, training.5; "
          + "was it made with another optimizer?")
      #expect(trainer.state.contents == before)
    }
  }

  @Test("a file of another model is refused by the names and shapes of its tensors")
  func otherModel() throws {
    let small = Model(input: [2]) { Dense(3) },
      large = Model(input: [2]) {
        Dense(3)
        Dense(3)
      }
    try withFile { url in
      try large.initialized(seed: 1).save(to: url)
      #expect(
        message { _ = try small.network(from: url) }
          == "\(url.path): holds dense 2.weight, which the model does not have")
      try small.initialized(seed: 1).save(to: url)
      #expect(message { _ = try large.network(from: url) }.contains("dense 2.weight"))
      let wide = Model(input: [4]) { Dense(3) }
      #expect(message { _ = try wide.network(from: url) }.contains("[2, 3]"))
    }
  }
}
