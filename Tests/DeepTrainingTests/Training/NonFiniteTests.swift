import Testing

@testable import DeepTraining

@Suite("A loss that is not a number")
struct NonFiniteTests {
  private func failure(_ model: Model, _ data: Dataset, learningRate: Double, batchSize: Int) -> String {
    do {
      let trainer = try Trainer(
        model, loss: .meanSquaredError, optimizer: .sgd(learningRate: learningRate), seed: 1)
      _ = try trainer.fit(data, epochs: 50, batchSize: batchSize)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test("names its step, and that only the loss is at fault")
  func loss() throws {
    let data = try Dataset(inputs: [[1e20], [-1e20]], values: [[1], [2]])
    #expect(
      failure(Model(input: [1]) { Dense(1) }, data, learningRate: 0.1, batchSize: 2)
        == "the loss is inf in step 1, epoch 1: all layers give finite numbers, but their loss is not one; "
        + "try a smaller learning rate or another initialisation")
  }

  @Test("names the first layer that gave something else than finite numbers")
  func layer() throws {
    let data = try Dataset(inputs: [[1e20], [-1e20]], values: [[1], [2]])
    let model = Model(input: [1]) {
      Tanh()
      Dense(1, initializer: .constant(1))
      Residual {
        Dense(1, initializer: .constant(3e38))
        Dense(1, initializer: .constant(2))
      }
    }
    let found = failure(model, data, learningRate: 0.1, batchSize: 2)
    #expect(
      found.hasPrefix("the loss is inf in step 1, epoch 1: residual 1.dense 2 is the first layer to give "),
      "\(found)")
  }

  @Test("names the step whose update spoiled a parameter")
  func update() throws {
    let data = try Dataset(inputs: [[1], [-1], [2]], values: [[1], [2], [0]])
    let found = failure(Model(input: [1]) { Dense(1) }, data, learningRate: 1e39, batchSize: 2)
    #expect(
      found.hasPrefix(
        "the loss is nan in step 2, epoch 1: the update of step 1 made dense 1.weight infinite or nan"),
      "\(found)")
  }

  @Test("leaves the trainer as it was before the step that failed")
  func trainer() throws {
    let data = try Dataset(inputs: [[1], [-1], [2]], values: [[1], [2], [0]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError,
      optimizer: .momentum(0.9, learningRate: LearningRate { $0.step == 4 ? 1e39 : 0.1 }), seed: 1)
    let unbroken = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError,
      optimizer: .momentum(0.9, learningRate: LearningRate { $0.step == 4 ? 1e39 : 0.1 }), seed: 1)
    // The fifth step spoils the parameters, the sixth shows it.
    #expect(throws: TrainingError.self) { try trainer.fit(data, epochs: 5, batchSize: 1) }
    #expect(trainer.position == StepPosition(step: 5, epoch: 1))
    _ = try unbroken.fit(data, epochs: 1, batchSize: 1)
    #expect(unbroken.position == StepPosition(step: 3, epoch: 1))
  }
}
