import Testing

@testable import DeepTraining

@Suite("Golden learning rates")
struct GoldenScheduleTests {
  private static func schedule(_ name: String, _ unit: ScheduleUnit) throws -> LearningRate {
    let rate = Golden.schedules.rate
    return switch name {
    case "exponential": .exponential(from: rate, factor: 0.9, per: unit)
    case "step": .step(from: rate, factor: 0.5, every: 4, unit)
    case "piecewise":
      .piecewise([rate, rate / 4, rate / 16, rate / 64], boundaries: [3, 7, 8], unit)
    case "linear": .polynomial(from: rate, over: 12, unit)
    case "polynomial": .polynomial(from: rate, over: 12, unit, power: 2)
    case "cosine": .cosine(from: rate, to: 0.125, over: 19, unit)
    case "warmRestarts": .warmRestarts(from: rate, to: 0.125, over: 3, unit, growth: 2)
    case "warmUp": LearningRate.constant(rate).warmedUp(over: 5, unit)
    case "warmUpThenExponential":
      LearningRate.exponential(from: rate, factor: 0.9, per: unit).warmedUp(over: 5, unit)
    case "oneCycle": .oneCycle(peak: rate, over: 20, unit)
    default: throw UnknownSchedule(name: name)
    }
  }

  private struct UnknownSchedule: Error {
    let name: String
  }

  @Test(
    "a schedule's rates are those of PyTorch's, by epochs and by steps", arguments: Golden.schedules.schedules
  )
  func rates(_ golden: ScheduleCases.Schedule) throws {
    let byEpochs = try Self.schedule(golden.name, .epochs), bySteps = try Self.schedule(golden.name, .steps)
    for (index, expected) in golden.rates.enumerated() {
      let found = [
        byEpochs.learningRate(at: StepPosition(step: 1000 - index, epoch: index)),
        bySteps.learningRate(at: StepPosition(step: index, epoch: 3)),
      ]
      #expect(found.allSatisfy { abs($0 - expected) <= 1e-9 * expected }, "\(index): \(found), \(expected)")
    }
  }

  @Test(
    "a rate is reduced on a plateau where PyTorch reduces it", arguments: Golden.schedules.plateaus.indices)
  func plateau(_ index: Int) throws {
    let golden = Golden.schedules.plateaus[index]
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError,
      optimizer: .sgd(learningRate: Golden.schedules.rate))
    var callback = ReduceOnPlateau(
      factor: 0.25, patience: golden.patience, minimumChange: golden.minimumChange,
      cooldown: golden.cooldown, minimumRate: golden.minimumRate)
    var history = History(), rates: [Double] = []
    for loss in golden.losses {
      history.validation.append(Evaluation(loss: loss, metrics: [:]))
      let goesOn = callback.epochEnded(history, trainer)
      #expect(goesOn)
      rates.append(trainer.learningRate)
    }
    expectAgreement(rates, golden.rates, within: 1e-9, "the rates")
    #expect(Set(golden.rates).count > 1)
  }

  @Test("a rate that was reduced on a plateau is what steps are made with, and history tells it")
  func training() throws {
    // Nothing can be learned from an input of 0 without a bias, so the loss never falls.
    let data = try Dataset(inputs: [[0]], values: [[1]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1, usesBias: false) }, loss: .meanSquaredError,
      optimizer: .sgd(learningRate: 0.5))
    let history = try trainer.fit(
      data, epochs: 5, batchSize: 1,
      callbacks: [ReduceOnPlateau(factor: 0.5, patience: 1, watching: .trainingLoss)])
    #expect(history.learningRates == [0.5, 0.5, 0.5, 0.25, 0.25])
    #expect(trainer.learningRate == 0.125)
  }

  @Test("without validation data it says what it needs")
  func needsValidation() throws {
    let data = try Dataset(inputs: [[0]], values: [[1]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.5))
    #expect {
      try trainer.fit(data, epochs: 1, batchSize: 1, callbacks: [ReduceOnPlateau()])
    } throws: {
      "\($0)"
        == "ReduceOnPlateau watches the validation loss; give `fit` validation data or watch the training loss"
    }
  }
}
