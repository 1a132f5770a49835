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
      next.plan.run()
      if next.plan.arenaCount <= Self.keptArenaCount {
        prepared.append(next)
        if prepared.count > Self.keptCount { prepared.removeFirst() }
      }
      return Tensor(shape: next.shape, floats: next.plan.output(0))
    }
  }
}
