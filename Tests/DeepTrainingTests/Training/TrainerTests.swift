import Foundation
import Testing

@testable import DeepTraining

@Suite("Training")
struct TrainerTests {
  private let model = Model(input: [28, 28]) {
    Flatten()
    Dense(32, initializer: .he)
    BatchNorm()
    ReLU()
    Dropout(0.1)
    Dense(10)
  }

  private func trainer(_ model: Model, seed: Int = 7, rate: Double = 0.1) throws -> Trainer {
    try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: rate), metrics: [.accuracy],
      seed: seed)
  }

  @Test("a network learns to tell synthetic digits apart")
  func learns() throws {
    let (train, held) = try Digits.synthetic(count: 1_500, seed: 1).split(holdingOut: 0.2)
    let history = try trainer(model).fit(train, validation: held, epochs: 8, batchSize: 50)
    #expect(history.epochs == 8)
    #expect(history.training.loss[0] > history.training.loss[7])
    #expect(history.validation.accuracy[7] > 0.85)
  }

  @Test("the same seed gives the same bits, another seed other ones")
  func reproducible() throws {
    let data = try Digits.synthetic(count: 210, seed: 1)
    func weights(seed: Int) throws -> [Float] {
      let trainer = try trainer(model, seed: seed)
      _ = try trainer.fit(data, epochs: 2, batchSize: 32)
      return trainer.network.parameters.flatMap(\.tensor.floats)
    }
    let first = try weights(seed: 3)
    let again = try weights(seed: 3), other = try weights(seed: 4)
    #expect(again == first)
    #expect(other != first)
  }

  @Test("a second call of fit goes on where the first ended")
  func goesOn() throws {
    let data = try Digits.synthetic(count: 200, seed: 1)
    let once = try trainer(model), twice = try trainer(model)
    let whole = try once.fit(data, epochs: 3, batchSize: 32)
    let beginning = try twice.fit(data, epochs: 1, batchSize: 32)
    let rest = try twice.fit(data, epochs: 2, batchSize: 32)
    #expect(whole.training.loss == beginning.training.loss + rest.training.loss)
    #expect(once.network.parameters.map(\.tensor) == twice.network.parameters.map(\.tensor))
  }

  @Test("a network predicts what its trainer measures")
  func network() throws {
    let data = try Digits.synthetic(count: 300, seed: 2)
    let trainer = try trainer(model)
    _ = try trainer.fit(data, epochs: 2, batchSize: 50)
    let scores = trainer.network(Tensor(shape: [300, 28, 28], floats: data.inputs))
    let labels = Tensor(data.classLabels!.map(Double.init))
    let correct = Tensor.apply(CorrectCount(), scores, labels).scalar
    let evaluation = try trainer.evaluate(data)
    #expect(abs(evaluation.accuracy - correct / 300) < 1e-6)
    let loss = Loss.softmaxCrossEntropy.apply(scores, labels).scalar
    #expect(abs(evaluation.loss - loss) < 1e-5 * loss)
  }

  @Test("a linear regression finds the line that the data lies on")
  func regression() throws {
    let xs = (0..<64).map { Double($0) / 32 - 1 }
    let data = try Dataset(inputs: xs.map { [$0] }, values: xs.map { [3 * $0 - 0.5] })
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), seed: 1)
    let history = try trainer.fit(data, epochs: 100, batchSize: 16)
    #expect(history.training.loss.last! < 1e-6)
    let parameters = trainer.network.parameters.map(\.tensor.scalar)
    #expect(abs(parameters[0] - 3) < 1e-2 && abs(parameters[1] + 0.5) < 1e-2)
  }

  @Test(
    "784-128-10 with momentum reaches 96.5 % on MNIST in two epochs", .enabled(if: SharedData.mnist != nil))
  func mnist() throws {
    let (train, test) = try MNIST.load(from: SharedData.mnist!)
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(128, initializer: .he)
      ReLU()
      Dense(10)
    }
    let trainer = try trainer(model, seed: 1)
    _ = try trainer.fit(train, epochs: 2, batchSize: 64)
    let accuracy = try trainer.evaluate(test).accuracy
    #expect(accuracy >= 0.965, "accuracy \(accuracy)")
  }
}

@Suite("Errors of training")
struct TrainingErrorTests {
  private func message(_ model: Model, loss: Loss = .softmaxCrossEntropy, data: Dataset, batchSize: Int = 4)
    -> String
  {
    do {
      let trainer = try Trainer(model, loss: loss, optimizer: .sgd(learningRate: 0.1), seed: 1)
      _ = try trainer.fit(data, epochs: 1, batchSize: batchSize)
      return "nothing was thrown"
    } catch { return "\(error)" }
  }

  private func digits() throws -> Dataset { try Digits.synthetic(count: 20, seed: 1) }

  @Test("a layer that does not fit is named, with the line where it was written")
  func misfit() {
    let line = #line + 2
    let model = Model(input: [28, 28]) {
      Dense(10)
    }
    #expect(throws: ModelError.self) { try model.initialized(seed: 1) }
    do { _ = try model.initialized(seed: 1) } catch let error as ModelError {
      #expect(error.location.line == line)
      #expect(
        error.description
          == "dense 1 needs vectors, but each example has the shape [28, 28]; put Flatten() before it")
    } catch { Issue.record(error) }
  }

  @Test("classes that do not fit the last layer are counted")
  func classes() throws {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(9)
    }
    #expect(
      try message(model, data: digits())
        == "the data has 10 classes, so the last layer should give a vector of 10 scores; it gives the shape [9]"
    )
  }

  @Test("a batch that is larger than the data is refused")
  func batch() throws {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(10)
    }
    #expect(
      try message(model, data: digits(), batchSize: 21)
        == "the batch size is 21; with 20 examples 1...20 is expected")
  }

  @Test("a trainer that is given a network begins with its parameters and running statistics")
  func network() throws {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(10)
      BatchNorm()
    }
    let data = try Digits.synthetic(count: 64, seed: 1)
    let first = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), seed: 1)
    _ = try first.fit(data, epochs: 2, batchSize: 16)
    let second = try Trainer(
      first.network, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), seed: 2)
    #expect(try second.evaluate(data) == first.evaluate(data))
    _ = try second.fit(data, epochs: 1, batchSize: 16)
    #expect(try second.evaluate(data) != first.evaluate(data))
  }

  @Test("training images are augmented anew in each epoch, validation images never")
  func augmentation() throws {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(10)
    }
    // With a rate of almost 0 the weights stand still, so a loss tells what the network was shown.
    func losses(_ augmentation: Augmentation?, seed: Int = 1) throws -> History {
      let trainer = try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 1e-30), seed: seed)
      let data = try Digits.synthetic(count: 64, seed: 1)
      return try trainer.fit(data, validation: data, epochs: 2, batchSize: 32, augmentation: augmentation)
    }
    let plain = try losses(nil), shifted = try losses([.shift(by: 3)])
    #expect(abs(plain.training.loss[0] - plain.training.loss[1]) < 1e-6)
    #expect(abs(shifted.training.loss[0] - shifted.training.loss[1]) > 1e-4)
    #expect(shifted.validation.loss == plain.validation.loss)
    #expect(try losses([.shift(by: 3)]) == shifted)
  }

  @Test(
    "impossible settings of a layer are refused",
    arguments: [
      (Dropout(1) as any Layer, "dropout 1 has rate 1.0; 0..<1 is expected"),
      (BatchNorm(epsilon: 0) as any Layer, "batch norm 1 has ε 0.0; more than 0 is expected"),
      (Dense(0) as any Layer, "dense 1 has 0 units; at least 1 is expected"),
    ])
  func settings(_ layer: any Layer, _ expected: String) {
    let model = Model(input: [4]) { layer }
    #expect(throws: ModelError.self) { try model.initialized(seed: 1) }
    do { _ = try model.initialized(seed: 1) } catch { #expect("\(error)" == expected) }
  }
}
