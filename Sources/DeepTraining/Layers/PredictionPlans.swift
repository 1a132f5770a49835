import Synchronization

/// The plans with which a network predicts: one for each size of batch that has come, the latest few of them. Copies of a
/// network share them.
final class PredictionPlans: Sendable {
  private struct Prepared {
    let batchSize: Int
    let plan: Plan
    let shape: Shape
  }

  /// The latest last.
  private let prepared = Mutex<[Prepared]>([])

  private static let keptCount = 4
  /// Larger arenas, in elements, are given back at once.
  private static let keptArenaCount = 1 << 24

  /// The predictions for a batch.
  ///
  /// - Parameter record: Gives the predictions for an input of a batch's shape.
  func predict(_ x: Tensor, record: @Sendable (Tensor) -> Tensor) -> Tensor {
    withPlan(for: x, record: record) { plan, shape in
      plan.run()
      return Tensor(shape: shape, floats: plan.output(0))
    }
  }

  /// What `body` makes of a plan for a batch, which is in its input, and of the predictions' shape.
  func withPlan<Result: Sendable>(
    for x: Tensor, record: @Sendable (Tensor) -> Tensor, body: @Sendable (Plan, Shape) -> Result
  ) -> Result {
    prepared.withLock { prepared in
      let batchSize = x.shape[0]
      let next: Prepared
      if let index = prepared.firstIndex(where: { $0.batchSize == batchSize }) {
        next = prepared.remove(at: index)
      } else {
        let recorder = Recorder()
        let predictions = record(recorder.input("x", shape: x.shape))
        next = Prepared(
          batchSize: batchSize, plan: Plan(recorder, outputs: [predictions]), shape: predictions.shape)
      }
      _ = next.plan.input("x").update(fromContentsOf: x.elements)
      defer {
        if next.plan.arenaCount <= Self.keptArenaCount {
          prepared.append(next)
          if prepared.count > Self.keptCount { prepared.removeFirst() }
        }
      }
      return body(next.plan, next.shape)
    }
  }
}
