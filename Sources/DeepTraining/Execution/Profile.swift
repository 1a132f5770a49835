/// The time of one operation of a plan: see ``Trainer/profile(_:batchSize:steps:)``.
package struct OperationTime: Sendable {
  /// The operation and its shape, as in `matrix product → [64, 128]`.
  package let operation: String
  /// The median over all runs, in seconds.
  package let seconds: Double
}

extension Plan {
  /// The times of all kernels over `count` runs, in execution order.
  ///
  /// The time between two clock readings around each kernel, which is some 50 ns too long.
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
