import Synchronization
import TestSupport
import Testing

@testable import DeepTraining

@Suite("Looking inside a training")
struct InspectionTests {
  private let model = Model(input: [28, 28]) {
    Flatten()
    Dense(20, initializer: .he)
    BatchNorm()
    ReLU()
    Dropout(0.2)
    Dense(10)
  }

  private func trainer(_ optimizer: Optimizer = .adam(learningRate: 0.01), clipping: Clipping? = nil) throws
    -> Trainer
  {
    try Trainer(model, loss: .softmaxCrossEntropy, optimizer: optimizer, clipping: clipping, seed: 5)
  }

  private func digits(_ count: Int = 100) throws -> Dataset { try Digits.synthetic(count: count, seed: 1) }

  @Test("changes no bit of it")
  func unchanged() throws {
    let data = try digits()
    let unwatched = try trainer(), watched = try trainer()
    let plain = try unwatched.fit(data, epochs: 2, batchSize: 30)
    let seen = try watched.fit(
      data, epochs: 2, batchSize: 30, inspecting: Inspection(every: .steps(1)), measuringGradientNorm: true,
      progress: { _ in })
    #expect(seen.steps.loss == plain.steps.loss)
    #expect(seen.training == plain.training)
    #expect(watched.network.parameters.map(\.tensor) == unwatched.network.parameters.map(\.tensor))
    #expect(watched.network.states.map(\.tensor) == unwatched.network.states.map(\.tensor))
    #expect(seen.inspections.records.count == 8 && plain.inspections.records.isEmpty)
    #expect(seen.steps.gradientNorm.count == 8 && plain.steps.gradientNorm.isEmpty)
  }

  @Test("sees the step's own batch: what dropout drops in it, and how it is augmented")
  func sameBatch() throws {
    let history = try trainer().fit(
      digits(), epochs: 2, batchSize: 30, augmentation: [.shift(by: 2)],
      inspecting: Inspection(every: .steps(1)), measuringGradientNorm: true)
    for (record, norm) in pairs(history.inspections.records, history.steps.gradientNorm) {
      let squares = record.parameterGradients.statistics.map { $0.norm * $0.norm }
      #expect(abs(squares.reduce(0, +).squareRoot() - norm) < 1e-5 * norm, "step \(record.step)")
    }
    #expect(Set(history.steps.gradientNorm).count == 8)
  }

  @Test(
    "happens when it was asked for",
    arguments: [
      (Inspection.Interval.epochs(1), [1, 5, 9, 13, 17]), (.epochs(2), [1, 9, 17]),
      (.steps(1), Array(1...20)), (.steps(7), [1, 8, 15]), (.steps(100), [1]),
    ])
  func intervals(_ interval: Inspection.Interval, _ steps: [Int]) throws {
    let history = try trainer().fit(
      digits(), epochs: 5, batchSize: 30, inspecting: Inspection(every: interval))
    #expect(history.inspections.steps == steps)
    #expect(history.inspections.records.map(\.epoch) == steps.map { ($0 - 1) / 4 + 1 })
  }

  @Test("goes on counting in a second call of fit")
  func resumed() throws {
    let trainer = try trainer(), data = try digits()
    _ = try trainer.fit(data, epochs: 1, batchSize: 30)
    let history = try trainer.fit(data, epochs: 1, batchSize: 30, inspecting: Inspection(every: .steps(3)))
    #expect(history.inspections.steps == [7])
  }

  @Test("has the update ratio of gradient descent, η‖g‖/‖w‖")
  func updateRatio() throws {
    let history = try trainer(.sgd(learningRate: 0.25)).fit(
      digits(), epochs: 1, batchSize: 30, inspecting: Inspection(every: .steps(1)))
    let record = history.inspections.records[1]
    for (index, name) in record.parameters.names.enumerated() {
      let expected = 0.25 * record.parameterGradients[name].norm / record.parameters[name].norm
      // Weights are rounded to single precision, so a small step is only known to a few digits. The bias before a batch
      // normalisation has no gradient but rounding errors.
      guard expected > 1e-5, name != "dense 1.bias" else { continue }
      #expect(abs(record.updateRatios[index] - expected) < 1e-3 * expected, "\(name)")
    }
    #expect(history.updateRatios("dense 1.weight")[1] == record.updateRatio("dense 1.weight"))
    #expect(record.updateRatio("dense 1.weight") > 1e-4)
    // The second layer's bias begins with zeros and moves.
    #expect(history.updateRatios("dense 2.bias")[0] == .infinity)
  }

  @Test("sees what the network gives in training mode, and the derivatives of its loss")
  func sameAsNetwork() throws {
    let model = Model(input: [2]) {
      Dense(3)
      Tanh()
      Dense(1)
    }
    let data = try Dataset(
      inputs: (0..<8).map { [Double($0) / 4 - 1, Double($0 % 3)] }, values: (0..<8).map { [Double($0 % 2)] })
    let trainer = try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), seed: 2)
    let network = trainer.network
    let history = try trainer.fit(
      data, epochs: 1, batchSize: 8, inspecting: Inspection(), measuringGradientNorm: true)
    let record = history.inspections.records[0]
    // The order of the examples is another one, which sums feel in their last digits.
    func compare(_ found: LayerStatistics, _ expected: LayerStatistics) {
      #expect(found.names == expected.names)
      for (found, expected) in pairs(found.statistics, expected.statistics) {
        #expect(abs(found.norm - expected.norm) < 1e-5 * expected.norm)
        #expect(abs(found.mean - expected.mean) < 1e-5 * expected.norm)
        #expect(found.saturatedFraction == expected.saturatedFraction)
      }
    }
    compare(record.activations, network.statistics(of: data, mode: .training))
    let gradients = try network.gradientStatistics(of: data, loss: .meanSquaredError)
    compare(record.gradients, gradients.layers)
    compare(record.parameterGradients, gradients.parameters)
    let norm = gradients.parameters.statistics.reduce(0) { $0 + $1.norm * $1.norm }.squareRoot()
    #expect(abs(history.steps.gradientNorm[0] - norm) < 1e-5 * norm)
  }

  @Test("finds ReLU dead behind a bias of −100")
  func deadReLU() throws {
    let model = Model(input: [28, 28]) {
      Flatten()
      LowBias()
      ReLU()
      Dense(10)
    }
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), seed: 1)
    let history = try trainer.fit(digits(), epochs: 2, batchSize: 50, inspecting: Inspection())
    #expect(history.activations("ReLU 1").deadFraction == [1, 1])
    #expect(history.activations("ReLU 1").standardDeviation == [0, 0])
    #expect(history.updateRatios("low bias 1.bias") == [0, 0])
    #expect(history.gradients("ReLU 1").norm[0] > 0 && history.gradients("low bias 1").norm == [0, 0])
    #expect(history.parameters("low bias 1.bias").mean == [-100, -100])
  }

  private struct LowBias: Layer {
    let name = "low bias"
    let location = SourceLocation(file: #filePath, line: #line)

    func apply(_ x: Tensor, in context: LayerContext) -> Tensor {
      x
        + context.parameter(
          "bias", shape: x.shape.example, initializer: .constant(-100), fans: Fans(input: 1, output: 1),
          role: .bias)
    }
  }

  @Test("measures the gradient before it is clipped")
  func clipped() throws {
    let data = try digits(30)
    func norm(_ clipping: Clipping?) throws -> Double {
      try trainer(clipping: clipping).fit(data, epochs: 1, batchSize: 30, measuringGradientNorm: true)
        .steps.gradientNorm[0]
    }
    let norms = try [nil, .globalNorm(1e-3)].map(norm)
    #expect(norms[0] == norms[1] && norms[0] > 1e-2)
  }

  @Test(
    "is refused when it means nothing",
    arguments: [
      (
        Inspection(every: .epochs(0)), "an inspection every 0 epochs was asked for; at least 1 is expected"
      ),
      (
        Inspection(every: .steps(-1)), "an inspection every -1 steps was asked for; at least 1 is expected"
      ),
      (Inspection(bins: 0), "an inspection with 0 bins was asked for; at least 1 is expected"),
    ])
  func errors(_ inspection: Inspection, _ message: String) throws {
    let data = try digits(10)
    #expect {
      try trainer().fit(data, epochs: 1, batchSize: 10, inspecting: inspection)
    } throws: { "\($0)" == message }
  }
}

@Suite("Progress", .serialized)
struct TrainingProgressTests {
  private func fit(
    epochs: Int, progress: ((TrainingProgress) -> Void)? = nil
  ) throws -> History {
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(10)
    }
    let data = try Digits.synthetic(count: 90, seed: 1)
    return try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.1), seed: 1)
      .fit(data, epochs: epochs, batchSize: 40, progress: progress)
  }

  @Test("is told at each epoch's end, and nothing is left at the last")
  func epochs() throws {
    var told: [TrainingProgress] = []
    let history = try fit(epochs: 3) { told.append($0) }
    let ends = told.filter { $0.step == $0.steps }
    #expect(ends.map(\.epoch) == [1, 2, 3])
    #expect(ends.map(\.loss) == history.training.loss)
    #expect(told.allSatisfy { $0.epochs == 3 && $0.steps == 3 && $0.secondsLeft >= 0 })
    #expect(ends.map(\.fraction) == [1.0 / 3, 2.0 / 3, 1])
    #expect(ends.last?.secondsLeft == 0)
  }

  @Test("within an epoch is told when a tenth of a second has passed")
  func limited() {
    var told = 0
    let beginning = ContinuousClock.now
    var reporter = ProgressReporter(epochs: 1, steps: 1_000_000) { _ in told += 1 }
    var step = 0
    while told < 3 {
      step += 1
      reporter.stepEnded(epoch: 1, step: step, loss: 0)
    }
    #expect(ContinuousClock.now - beginning >= ProgressReporter.interval * 3)
    #expect(step > 30)
  }

  @Test("of any training is told to the program's observer")
  func observer() throws {
    let told = Mutex<[TrainingProgress]>([])
    // Other tests train at the same time, of which it is told too; nobody else trains for 7 epochs of 3 steps.
    TrainingProgress.observer = { progress in told.withLock { $0.append(progress) } }
    defer { TrainingProgress.observer = nil }
    _ = try fit(epochs: 7)
    #expect(told.withLock { $0.count { $0.epochs == 7 && $0.steps == 3 && $0.step == 3 } } == 7)
  }
}
