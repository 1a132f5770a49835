import Synchronization

/// The plans with which a network predicts: one for each size of batch, up to the most recent few. Copies of a network
/// share them.
///
/// Batches of large examples are processed in portions whose arrays stay in the caches, if the network processes each
/// example separately, as all layers of this library but ``Recurrent`` do in inference.
final class PredictionPlans: Sendable {
  private struct Prepared {
    let batchSize: Int
    let plan: Plan
    let shape: Shape
  }

  private struct State {
    /// The most recent last.
    var prepared: [Prepared] = []
    /// The number of examples in a portion; known after the first batch.
    var portion: Int?
  }

  private let state = Mutex(State())

  /// Computes the predictions for a batch that is being recorded.
  typealias Record = @Sendable (Tensor) -> Tensor

  private static let keptCount = 4
  /// Larger arenas, in elements, are freed immediately.
  private static let keptArenaCount = 1 << 24
  /// The number of elements of the largest array of a portion. Measured on two cores with 1 MB of second-level cache
  /// each.
  private static let cachedCount = 1 << 19

  /// The predictions for a batch.
  func predict(_ x: Tensor, record: Record) -> Tensor {
    state.withLock { state in
      let portion = portion(&state, of: x, record)
      var predictions: [Float] = [], shape: Shape?
      for first in stride(from: 0, to: x.shape[0], by: portion) {
        let count = min(portion, x.shape[0] - first)
        withPlan(&state, for: x, examples: first..<(first + count), record) { prepared in
          prepared.plan.run()
          predictions += prepared.plan.output(0)
          shape = prepared.shape
        }
      }
      let rest = shape!.extents.dropFirst()
      return Tensor(
        shape: portion < x.shape[0] ? Shape([x.shape[0]] + rest) : shape!, floats: predictions)
    }
  }

  /// Calls `body` with a plan whose input contains the whole batch, and returns its result.
  func withPlan<Result: Sendable>(
    for x: Tensor, record: Record, body: @Sendable (Plan) -> Result
  ) -> Result {
    state.withLock { state in
      withPlan(&state, for: x, examples: 0..<x.shape[0], record) { body($0.plan) }
    }
  }

  private func withPlan<Result>(
    _ state: inout State, for x: Tensor, examples: Range<Int>, _ record: Record, body: (Prepared) -> Result
  ) -> Result {
    let next: Prepared
    if let index = state.prepared.firstIndex(where: { $0.batchSize == examples.count }) {
      next = state.prepared.remove(at: index)
    } else {
      let (recorder, predictions) = recording(of: examples.count, like: x, record)
      next = Prepared(
        batchSize: examples.count, plan: Plan(recorder, outputs: [predictions], rewriting: .predictions),
        shape: predictions.shape)
    }
    let size = x.count / x.shape[0]
    _ = next.plan.input("x").update(
      fromContentsOf: x.elements[(examples.lowerBound * size)..<(examples.upperBound * size)])
    defer {
      if next.plan.arenaCount <= Self.keptArenaCount {
        state.prepared.append(next)
        if state.prepared.count > Self.keptCount { state.prepared.removeFirst() }
      }
    }
    return body(next)
  }

  private func recording(
    of batchSize: Int, like x: Tensor, _ record: Record
  ) -> (recorder: Recorder, predictions: Tensor) {
    let recorder = Recorder()
    let input = recorder.input("x", shape: Shape([batchSize] + x.shape.extents.dropFirst()))
    return (recorder, record(input))
  }

  /// The number of examples in a portion.
  private func portion(_ state: inout State, of x: Tensor, _ record: Record) -> Int {
    if let portion = state.portion { return portion }
    // Two examples, so that a tensor with extent 1 along its first axis is not mistaken for a batch.
    let (recorder, predictions) = recording(of: 2, like: x, record), graph = recorder.graph
    let output = recorder.value(of: predictions)
    var portion = Int.max
    if graph.keepsExamplesApart(from: Value(node: graph.input, output: 0), to: output) {
      var planned = PlannedGraph(graph, outputs: [output], assignments: [])
      planned.rewrite(by: .predictions)
      let largest = planned.graph.largestCount(from: planned.graph.input)
      portion = max(8, 2 * Self.cachedCount / largest / 8 * 8)
    }
    state.portion = portion
    return portion
  }
}

extension Graph {
  /// The first input.
  fileprivate var input: Int { nodes.firstIndex { if case .input = $0.kind { true } else { false } }! }

  /// The number of elements of the largest array computed from a node, including the node's own. Further results of an
  /// operation, such as its working memory, do not grow with the batch.
  fileprivate func largestCount(from node: Int) -> Int {
    let isComputed = descendants(of: [Value(node: node, output: 0)])
    return nodes.indices.filter { isComputed[$0] }.map { nodes[$0].shapes[0].count }.max()!
  }
}
