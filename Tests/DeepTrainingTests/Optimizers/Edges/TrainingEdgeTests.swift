import Testing

@testable import DeepTraining

@Suite("Trainings at the edges of single precision")
struct TrainingEdgeTests {
  private func trainer(
    _ optimizer: Optimizer = .sgd(learningRate: 0.1), clipping: Clipping? = nil,
    averaging: WeightAveraging? = nil
  ) throws -> Trainer {
    try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: optimizer, clipping: clipping,
      averaging: averaging, seed: 1)
  }

  private func weight(_ trainer: Trainer) -> Double { trainer.network.parameters[0].tensor.scalars[0] }

  @Test("a clipped training goes on where the squares of its gradient overflow")
  func clipping() throws {
    let data = try Dataset(inputs: [[1e10], [2e10]], values: [[1], [2]])
    for clipping: Clipping in [.globalNorm(1), .parameterNorm(1), .dividingByNorm(above: 1)] {
      let trainer = try trainer(clipping: clipping)
      let before = weight(trainer)
      let history = try trainer.fit(data, epochs: 3, batchSize: 2, measuringGradientNorm: true)
      #expect(abs(abs(weight(trainer) - before) - 0.3) < 1e-6)
      #expect(history.steps.gradientNorm.allSatisfy { $0 > 1e19 && $0.isFinite })
    }
  }

  @Test("a training with normalised gradients makes steps of its rate, however short the gradients are")
  func normalised() throws {
    let data = try Dataset(inputs: [[1e-15], [2e-15]], values: [[1e-10], [2e-10]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1, initializer: .zeros, usesBias: false) }, loss: .meanSquaredError,
      optimizer: .normalisedGradient(learningRate: 0.1), seed: 1)
    _ = try trainer.fit(data, epochs: 3, batchSize: 2)
    #expect(abs(weight(trainer) - 0.3) < 1e-6)
  }

  @Test("early stopping takes any number for better than NaN")
  func earlyStopping() throws {
    let trainer = try trainer()
    var stopping = EarlyStopping(patience: 3), history = History()
    func epoch(_ loss: Double) -> Bool {
      history.training.append(Evaluation(loss: 1, metrics: [:]))
      history.validation.append(Evaluation(loss: loss, metrics: [:]))
      return stopping.epochEnded(history, trainer)
    }
    let went = [.nan, .infinity, 5, .nan, .nan, .nan].map(epoch)
    #expect(went == [true, true, true, true, true, false])
  }

  @Test("early stopping refuses a change that is no number")
  func minimumChange() {
    #expect(
      throws: TrainingError(
        "the minimum change of early stopping is nan; a finite number, at least 0, is expected")
    ) { try EarlyStopping(patience: 1, minimumChange: .nan).check(hasValidation: true) }
  }

  @Test("the mean of one epoch's weights is these weights to the last bit")
  func firstAverage() throws {
    // The first weights are so large that those of the epoch would be lost beside them.
    let network = try Model(input: [1]) { Dense(1, initializer: .constant(1e30), usesBias: false) }
      .initialized(seed: 1)
    let trainer = try Trainer(
      network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1),
      averaging: .stochastic(fromEpoch: 0))
    trainer.variables.set(0, to: [3e38])
    trainer.averageEpoch()
    #expect(try trainer.variables[#require(trainer.averageVariable)][0] == 3e38)
    trainer.position.epoch = 1
    trainer.variables.set(0, to: [-3e38])
    trainer.averageEpoch()
    #expect(try trainer.variables[#require(trainer.averageVariable)][0] == 0)
  }

  @Test("statistics of nothing are NaN, of one number that number, of huge ones finite")
  func statistics() {
    let empty = Statistics(of: Tensor([Double]()))
    #expect(empty.count == 0 && empty.norm == 0)
    #expect(
      [empty.mean, empty.standardDeviation, empty.minimum, empty.maximum, empty.zeroFraction].allSatisfy {
        $0.isNaN
      })
    let one = Statistics(of: Tensor([3e38]))
    let number = Double(Float(3e38))
    #expect([one.mean, one.norm, one.minimum, one.maximum] == [number, number, number, number])
    #expect(one.standardDeviation == 0)
    let huge = Statistics(of: Tensor([3e38, -3e38]))
    #expect(huge.mean == 0 && huge.standardDeviation == number)
    #expect(abs(huge.norm - number * 2.0.squareRoot()) < 1e-9 * number)
    let none = Statistics(of: Tensor([.nan, .nan]))
    #expect(none.minimum.isNaN && none.maximum.isNaN && none.norm.isNaN)
    let subnormal = Statistics(of: Tensor([3e-45, -3e-45]))
    #expect(subnormal.standardDeviation > 0 && subnormal.frequencies.counts.reduce(0, +) == 2)
  }

  @Test("what dropout makes of huge outputs has a finite deviation")
  func monteCarlo() throws {
    let network = try Model(input: [8]) {
      Dropout(0.5)
      Dense(1, initializer: .constant(1e20), usesBias: false)
    }
    .initialized(seed: 1)
    let (mean, deviation) = network.monteCarlo(Tensor(ones: [1, 8]), samples: 20, seed: 1)
    #expect(mean.scalar > 1e20 && deviation.scalar > 1e19 && deviation.scalar < 1e21)
  }

  @Test("settings that single precision takes for 0 or ∞ are refused")
  func settings() {
    let expected = "; in single precision, a number from 1.4e-45 to 3.4e+38 is expected"
    for (optimizer, name) in [
      (Optimizer.adam(learningRate: 1, epsilon: 1e-50), "ε is 1e-50"),
      (.adagrad(learningRate: 1, epsilon: 1e-46), "Adagrad's ε is 1e-46"),
      (.rmsProp(learningRate: 1, epsilon: 1e39), "RMSProp's ε is 1e+39"),
      (.adaMax(learningRate: 1, epsilon: 1e-60), "ε is 1e-60"),
    ] {
      #expect(throws: TrainingError(name + expected)) { try optimizer.check() }
    }
    #expect(throws: TrainingError("the clipping's θ is 1e-50" + expected)) {
      try Clipping.value(1e-50).check()
    }
    #expect(
      throws: TrainingError("the L2 penalty's λ is 1e+39; in single precision, at most 3.4e+38 is expected")
    ) { try Regularization.l2(1e39).check() }
  }

  @Test("ε is needed by Adadelta too")
  func adadelta() {
    #expect(throws: TrainingError("Adadelta's ε is 0.0; a finite number above 0 is expected")) {
      try Optimizer.adadelta(learningRate: 1, epsilon: 0).check()
    }
  }

  @Test(
    "the last step that can be counted has finite corrections of the start, with β from 0 to just below 1",
    arguments: [0, 0.9, 1 - 0x1p-53])
  func lateSteps(_ beta: Double) throws {
    for optimizer in [
      Optimizer.adam(learningRate: 1, beta1: beta, beta2: beta),
      .adaMax(learningRate: 1, beta1: beta, beta2: beta),
      .amsGrad(learningRate: 1, beta1: beta, beta2: beta),
      .nadam(learningRate: 1, beta1: beta, beta2: beta, momentumDecay: 0),
      .nadam(learningRate: 1, beta1: beta, beta2: beta),
      .nadam(learningRate: 1, beta1: beta, momentumDecay: .infinity),
    ] {
      for step in [0, 1, 1_000_000, Int.max - 1, .max] {
        let position = StepPosition(step: step), weights = Tensor([1.0, -1])
        var state = optimizer.initialState(for: weights)
        let context = UpdateContext(
          layout: ParameterLayout(weight: [2]), learningRate: Tensor(1), number: { Tensor($0(position)) })
        let found = optimizer.update(weights, gradient: Tensor([1e-3, 1e3]), state: &state, in: context)
        #expect(found.scalars.allSatisfy { $0.isFinite }, "step \(step): \(found.scalars)")
      }
    }
  }
}
