extension Trainer {
  /// The times of the operations of a training step, over `steps` steps with the first batch of `data`.
  ///
  /// The steps train: the parameters change.
  package func profile(_ data: Dataset, batchSize: Int, steps: Int) throws -> [OperationTime] {
    try check(data)
    try check(batchSize: batchSize, data)
    // A first step creates the plan and warms up the machine.
    let plan = try learn(from: Array(0..<Int32(batchSize))[...], of: data, Batches(data))
    return plan.profile(steps) { Run(seed: UInt64(truncatingIfNeeded: seed), step: UInt64($0)) }
  }
}
