extension PlannedGraph {
  /// Joins elementwise operations into runs.
  ///
  /// A run takes the position of its last operation. An earlier operation joins it if everything else that reads its
  /// result comes later still, so that the order of all other operations is kept.
  mutating func fuse() {
    let fusion = Fusion(self)
    rewrite { index, rewriter in
      if let run = fusion.runs[index] {
        let made = fusion.elementwiseRun(run)
        let value = rewriter.append(made.operation, made.operands.map { rewriter[$0] })
        for (output, step) in made.operation.results.enumerated() {
          rewriter.places[Value(node: run[step], output: 0)] = Value(node: value.node, output: output)
        }
      } else if !fusion.isTaken[index] {
        rewriter.keep(index)
      }
    }
  }
}

/// Decides which operations of a graph are joined.
private struct Fusion {
  private let graph: Graph
  private let readers: [[Int]]
  private let isKept: Set<Int>
  /// The operations of each run in order, keyed by the last one.
  private(set) var runs: [Int: [Int]] = [:]
  /// Whether a node is part of a run.
  private(set) var isTaken: [Bool]

  init(_ planned: PlannedGraph) {
    graph = planned.graph
    readers = planned.readers
    isKept = Set(planned.kept.map(\.node))
    isTaken = [Bool](repeating: false, count: graph.nodes.count)
    for last in graph.nodes.indices.reversed()
    where planned.needed[last] && !isTaken[last] && elementwise(last) != nil {
      let run = run(endingAt: last)
      guard run.count > 1 else { continue }
      runs[last] = run
      for node in run { isTaken[node] = true }
    }
  }

  /// The operation of a node that can be part of a run: all its operands are broadcast to its result in a simple way.
  private func elementwise(_ index: Int) -> (any ElementwiseOperation)? {
    guard case .operation(let operation, let inputs) = graph.nodes[index].kind,
      let operation = operation as? any ElementwiseOperation,
      inputs.prefix(operation.form.readCount).allSatisfy({
        graph.shape(of: $0).extent(in: graph.nodes[index].shapes[0]) != nil
      })
    else { return nil }
    return operation
  }

  /// The operations that can be computed at the position of `last`, in order.
  private func run(endingAt last: Int) -> [Int] {
    var run: Set = [last]
    var candidates = graph.nodes[last].inputs.map(\.node)
    // The latest first, so that all readers of a candidate have been visited before it.
    while let next = candidates.max() {
      candidates.removeAll { $0 == next }
      guard !isTaken[next], graph.nodes[next].shapes == [graph.nodes[last].shapes[0]],
        elementwise(next) != nil,
        readers[next].allSatisfy({ run.contains($0) || $0 > last })
      else { continue }
      guard elementwiseRun(run.union([next]).sorted()).operation.fits else { continue }
      run.insert(next)
      candidates += graph.nodes[next].inputs.map(\.node)
    }
    return run.sorted()
  }

  /// The operation that computes a run, and its operands.
  func elementwiseRun(_ run: [Int]) -> (operation: ElementwiseRun, operands: [Value]) {
    let steps = Dictionary(uniqueKeysWithValues: run.enumerated().map { ($1, $0) })
    var operands: [Value] = []
    let made = run.map { index in
      let operation = elementwise(index)!
      return ElementwiseRun.Step(
        operation: operation,
        sources: graph.nodes[index].inputs.prefix(operation.form.readCount).map { input in
          if let step = steps[input.node] { return .step(step) }
          if let known = operands.firstIndex(of: input) { return .operand(known) }
          operands.append(input)
          return .operand(operands.count - 1)
        })
    }
    let results = run.indices.filter { step in
      isKept.contains(run[step]) || readers[run[step]].contains { steps[$0] == nil }
    }
    return (ElementwiseRun(shape: graph.nodes[run.last!].shapes[0], steps: made, results: results), operands)
  }
}
