/// What one operation of a plan takes: see ``Trainer/profile(_:batchSize:steps:)``.
package struct OperationTime: Sendable {
  /// What is computed, as in `matrix product → [64, 128]`.
  package let operation: String
  /// The median over all runs, in seconds.
  package let seconds: Double
}

extension Plan {
  /// Runs `count` times and says what each kernel takes, in the order in which they run.
  ///
  /// Each kernel's time is that between two readings of the clock, some 50 ns too long.
  func profile(_ count: Int, run: (Int) -> Run) -> [OperationTime] {
    let clock = ContinuousClock()
    var times = [[Duration]](repeating: [], count: instructionCount)
    for index in 0..<count {
      var last = clock.now
      self.run(run(index)) { instruction in
        let now = clock.now
        times[instruction].append(now - last)
        last = now
      }
    }
    return zip(operations, times).map { operation, times in
      OperationTime(operation: operation.description, seconds: times.sorted()[times.count / 2] / .seconds(1))
    }
  }
}

extension Trainer {
  /// What the operations of a training step take, over as many steps with the first batches of `data`.
  ///
  /// It trains: the parameters change.
  package func profile(_ data: Dataset, batchSize: Int, steps: Int) throws -> [OperationTime] {
    try check(data)
    try check(batchSize: batchSize, data)
    // The plan is made, and the machine warmed up, by a first step.
    let plan = try learn(from: Array(0..<Int32(batchSize))[...], of: data, Batches(data))
    return plan.profile(steps) { Run(seed: UInt64(truncatingIfNeeded: seed), step: UInt64($0)) }
  }
}

extension Network {
  /// What the operations of a prediction take, over `count` predictions for the same batch.
  package func profile(_ x: Tensor, count: Int) -> [OperationTime] {
    plans.withPlan(for: x, record: { self.activations(of: $0).last!.output }) { plan in
      plan.profile(count) { _ in Run() }
    }
  }
}
