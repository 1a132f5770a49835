import Testing

@testable import DeepTraining

@Suite("Impossible settings of a training")
struct SettingTests {
  private let model = Model(input: [1]) { Dense(1) }

  private func message(_ make: () throws -> Any) -> String {
    do {
      _ = try make()
      return "nothing was thrown"
    } catch { return "\(error)" }
  }

  private func message(
    _ optimizer: Optimizer, clipping: Clipping? = nil, constraint: Constraint? = nil,
    regularization: Regularization? = nil, averaging: WeightAveraging? = nil
  ) -> String {
    message {
      try Trainer(
        model, loss: .meanSquaredError, optimizer: optimizer, regularization: regularization,
        clipping: clipping, constraint: constraint, averaging: averaging)
    }
  }

  @Test(
    "a constant rate that is not above 0 is refused",
    arguments: [(0, "0.0"), (-0.1, "-0.1"), (.nan, "nan"), (.infinity, "inf")] as [(Double, String)])
  func rate(_ rate: Double, _ shown: String) {
    let expected = "the learning rate is \(shown); a finite number above 0 is expected"
    #expect(message(.sgd(learningRate: rate)) == expected)
    #expect(message(.adam(learningRate: .constant(rate))) == expected)
  }

  @Test("a schedule may touch 0, and is stopped at the step where it is negative or no number")
  func schedule() throws {
    let data = try Dataset(inputs: [[1], [2], [3]], values: [[1], [2], [3]])
    func message(_ rule: @escaping @Sendable (StepPosition) -> Double) -> String {
      self.message {
        let trainer = try Trainer(
          model, loss: .meanSquaredError, optimizer: .sgd(learningRate: LearningRate(rule)))
        return try trainer.fit(data, epochs: 2, batchSize: 1)
      }
    }
    #expect(message { $0.step == 1 ? 0 : 0.01 } == "nothing was thrown")
    #expect(
      message { 0.03 - 0.01 * Double($0.step) }
        == "the learning rate is -0.010000000000000002 in step 5, epoch 2; a finite number, at least 0, is expected"
    )
    #expect(
      message { $0.step == 2 ? .nan : 0.01 }
        == "the learning rate is nan in step 3, epoch 1; a finite number, at least 0, is expected")
  }

  @Test(
    "impossible schedules are refused before anything is learned",
    arguments: [
      (.cosine(from: 1, over: 0), "the learning rate's schedule is 0 epochs long; at least 1 is expected"),
      (.oneCycle(peak: 1, over: -3), "the learning rate's schedule is -3 steps long; at least 1 is expected"),
      (
        LearningRate.constant(1).warmedUp(over: 0),
        "a warm-up of 0 steps was asked for; at least 1 is expected"
      ),
      (
        .piecewise([1, 2], boundaries: [1, 2]), "2 boundaries separate 3 learning rates; 2 were given"
      ),
      (
        .piecewise([1, 2, 3], boundaries: [2, 1]),
        "the boundaries between learning rates must rise, found [2, 1]"
      ),
    ] as [(LearningRate, String)])
  func schedules(_ rate: LearningRate, _ expected: String) {
    #expect(message(.sgd(learningRate: rate)) == expected)
  }

  @Test(
    "a setting of an optimizer is named, with what was found and what was expected",
    arguments: [
      (.momentum(1, learningRate: 1), "momentum is 1.0; at least 0 and less than 1 is expected"),
      (.nesterov(-0.1, learningRate: 1), "momentum is -0.1; at least 0 and less than 1 is expected"),
      (.adam(learningRate: 1, beta1: 1.5), "β₁ is 1.5; at least 0 and less than 1 is expected"),
      (.amsGrad(learningRate: 1, beta2: .nan), "β₂ is nan; at least 0 and less than 1 is expected"),
      (.adaMax(learningRate: 1, epsilon: 0), "ε is 0.0; a finite number above 0 is expected"),
      (.adagrad(learningRate: 1, epsilon: -1), "Adagrad's ε is -1.0; a finite number above 0 is expected"),
      (
        .adadelta(learningRate: 1, decay: 1),
        "Adadelta's decay is 1.0; at least 0 and less than 1 is expected"
      ),
      (.rmsProp(learningRate: 1, decay: 2), "RMSProp's decay is 2.0; at least 0 and less than 1 is expected"),
      (
        .adamW(learningRate: 1, weightDecay: -1),
        "weight decay is -1.0; a finite number, at least 0, is expected"
      ),
      (.lion(learningRate: 1, beta1: -1), "β₁ is -1.0; at least 0 and less than 1 is expected"),
      (.nadam(learningRate: 1, momentumDecay: -1), "Nadam's momentum decay is -1.0; at least 0 is expected"),
      (.muon(learningRate: 1, momentum: 1), "momentum is 1.0; at least 0 and less than 1 is expected"),
      (
        .muon(learningRate: 1, adamRate: -1),
        "Muon's rate of AdamW is -1.0; a finite number, at least 0, is expected"
      ),
      (
        Optimizer.sgd(learningRate: 1).withDecoupledWeightDecay(-1),
        "weight decay is -1.0; a finite number, at least 0, is expected"
      ),
    ] as [(Optimizer, String)])
  func optimizers(_ optimizer: Optimizer, _ expected: String) {
    #expect(message(optimizer) == expected)
  }

  @Test("clipping, penalties, constraints and averages are refused likewise")
  func others() {
    let sgd = Optimizer.sgd(learningRate: 1)
    for clipping in [Clipping.value(0), .parameterNorm(0), .globalNorm(0), .dividingByNorm(above: 0)] {
      #expect(
        message(sgd, clipping: clipping) == "the clipping's θ is 0.0; a finite number above 0 is expected")
    }
    #expect(
      message(sgd, constraint: .maxNorm(-3))
        == "the max-norm constraint's bound is -3.0; a finite number above 0 is expected")
    #expect(
      message(sgd, regularization: .elasticNet(l1: -1, l2: 0))
        == "the L1 penalty's λ is -1.0; a finite number, at least 0, is expected")
    #expect(
      message(sgd, regularization: .l2(.nan))
        == "the L2 penalty's λ is nan; a finite number, at least 0, is expected")
    #expect(
      message(sgd, averaging: .exponential(decay: 1))
        == "the decay of weight averaging is 1.0; at least 0 and less than 1 is expected")
    #expect(
      message(sgd, averaging: .stochastic(fromEpoch: -1))
        == "weight averaging was to begin with epoch -1; at least 0 is expected")
  }
}
