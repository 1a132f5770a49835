import Testing

@testable import DeepTraining

@Suite("Schedules at their edges")
struct ScheduleEdgeTests {
  private func rate(_ schedule: some LearningRateSchedule, _ step: Int) -> Double {
    schedule.learningRate(at: StepPosition(step: step))
  }

  @Test("up to their ends schedules have PyTorch's rates", arguments: Golden.optimizerEdges.schedules)
  func rates(_ golden: OptimizerEdges.Schedule) throws {
    let schedule = try Golden.optimizerEdges.schedule(golden)
    try schedule.check()
    // Cosines reach their end in step `length`, one cycle in the step before.
    let end =
      switch golden.name {
      case "cosine": golden.length!
      case "oneCycle": golden.length! - 1
      default: Int.max
      }
    for (step, expected) in golden.rates.enumerated() where step <= end {
      let found = rate(schedule, step)
      #expect(abs(found - expected) <= 1e-12, "step \(step): \(found), \(expected)")
    }
    // PyTorch's chained form of the cosine rises again, and one cycle gives one rate more and then refuses.
    let isOver = end < golden.rates.count - 1
    #expect(isOver == ["cosine", "oneCycle"].contains(golden.name) || golden.refusal != nil || end > 12)
    if end < 12 {
      #expect(Set([end, end + 1, end + 2, 1000, .max].map { rate(schedule, $0) }).count == 1)
    }
  }

  @Test("where PyTorch divides by 0, one cycle is at its peak", arguments: Golden.optimizerEdges.schedules)
  func peak(_ golden: OptimizerEdges.Schedule) throws {
    guard golden.refusal?.hasPrefix("ZeroDivisionError") == true else { return }
    let schedule = try Golden.optimizerEdges.schedule(golden)
    #expect(rate(schedule, golden.rates.count) == Golden.optimizerEdges.rate)
  }

  @Test("every schedule has a rate in every step, soon and late", arguments: Golden.optimizerEdges.schedules)
  func always(_ golden: OptimizerEdges.Schedule) throws {
    let schedule = try Golden.optimizerEdges.schedule(golden)
    for step in [0, 1, 2, 9, 10, 11, 1_000_000, 1 << 53, .max] {
      let rate = rate(schedule, step)
      #expect((0...Golden.optimizerEdges.rate).contains(rate), "step \(step): \(rate)")
    }
  }

  @Test("no public schedule is missing from the golden values")
  func completeness() throws {
    let found = try publicNames(in: "Schedules", returning: "LearningRate")
    let golden = Set(Golden.optimizerEdges.schedules.map(\.name))
    #expect(found.count > 8 && found == golden, "\(found.symmetricDifference(golden))")
  }

  @Test("one cycle that rises to its end ends at its peak")
  func rise() {
    let schedule = LearningRate.oneCycle(peak: 1, over: 10, rise: 1)
    #expect(rate(schedule, 9) == 1 && rate(schedule, 10) == 1 && rate(schedule, 8) < 1)
    #expect(rate(.oneCycle(peak: 1, over: 1, rise: 1), 0) == 1)
    #expect(rate(.oneCycle(peak: 1, over: 10), 2) == 1)
  }

  @Test(
    "an impossible schedule is refused with its setting named, and has no rate",
    arguments: [
      (.oneCycle(peak: 1, over: 10, rise: 1.5), "one cycle rises for 1.5 of its time; 0...1 is expected"),
      (.oneCycle(peak: 1, over: 10, rise: .nan), "one cycle rises for nan of its time; 0...1 is expected"),
      (
        .oneCycle(peak: 1, over: 10, divisor: 0),
        "the divisor of one cycle is 0.0; a finite number above 0 is expected"
      ),
      (
        .warmRestarts(from: 1, over: 0),
        "the learning rate's schedule is 0 epochs long; at least 1 is expected"
      ),
      (
        .warmRestarts(from: 1, over: 3, growth: 0),
        "warm restarts grow by the factor 0; at least 1 is expected"
      ),
      (.piecewise([], boundaries: []), "0 boundaries separate 1 learning rates; 0 were given"),
      (
        .step(from: 1, factor: 0.5, every: 0),
        "the learning rate's schedule is 0 epochs long; at least 1 is expected"
      ),
      (
        .exponential(from: 1, factor: .nan),
        "the factor of the learning rate's schedule is nan; a finite number, at least 0, is expected"
      ),
      (
        .polynomial(from: 1, over: 3, power: -1),
        "the power of the learning rate's schedule is -1.0; a finite number, at least 0, is expected"
      ),
      (
        .cosine(from: 1, to: .infinity, over: 3),
        "a learning rate of the schedule is inf; a finite number, at least 0, is expected"
      ),
    ] as [(LearningRate, String)])
  func impossible(_ schedule: LearningRate, _ expected: String) {
    #expect(throws: TrainingError(expected)) { try schedule.check() }
    #expect(rate(schedule, 1).isNaN)
    #expect(throws: TrainingError(expected)) { try schedule.warmedUp(over: 2).check() }
  }

  @Test("a constant rate that is 0 in single precision is refused, a schedule may come so near to 0")
  func singlePrecision() throws {
    let expected = "the learning rate is 1e-50; in single precision, at least 1.4e-45 is expected"
    #expect(throws: TrainingError(expected)) { try LearningRate(1e-50).check() }
    let late = try LearningRate(1).checked(at: StepPosition(step: 2), times: 1e-300)
    #expect(late == 1e-300)
  }

  @Test("a rate is reduced by losses that are infinite or not numbers, as PyTorch counts them")
  func plateau() throws {
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1))
    var callback = ReduceOnPlateau(factor: 0.5, patience: 1), history = History(), rates: [Double] = []
    for loss in [.infinity, 3, .nan, .nan, -.infinity, -.infinity, .nan] as [Double] {
      history.validation.append(Evaluation(loss: loss, metrics: [:]))
      _ = callback.epochEnded(history, trainer)
      rates.append(trainer.learningRate)
    }
    // torch.optim.lr_scheduler.ReduceLROnPlateau(factor=0.5, patience=1, threshold=0, threshold_mode='abs', eps=0), 2.13.
    #expect(rates == [1, 1, 1, 0.5, 0.5, 0.5, 0.25])
  }
}
