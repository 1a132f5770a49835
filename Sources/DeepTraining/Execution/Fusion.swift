extension Graph {
  /// This graph with elementwise operations joined into runs, and where its values are now.
  ///
  /// A run stands where its last operation stood. An earlier operation joins it if everything else that reads its result
  /// comes later still; so the order of all other operations stays.
  ///
  /// - Parameters:
  ///   - needed: The nodes that are computed; others are left out, but for inputs.
  ///   - kept: The values that are read afterwards.
  func fused(needed: [Bool], kept: [Value]) -> (graph: Graph, places: [Value: Value]) {
    var readers = [[Int]](repeating: [], count: nodes.count)
    for index in nodes.indices where needed[index] {
      for input in nodes[index].inputs { readers[input.node].append(index) }
    }
    let isKept = Set(kept.map(\.node))
    var members: [Int: [Int]] = [:]  // by the last one, in order
    var isTaken = [Bool](repeating: false, count: nodes.count)
    for last in nodes.indices.reversed() where needed[last] && !isTaken[last] && elementwise(last) != nil {
      let run = run(endingAt: last, readers, isKept, isTaken)
      guard run.count > 1 else { continue }
      members[last] = run
      for node in run { isTaken[node] = true }
    }

    var graph = Graph(), places: [Value: Value] = [:]
    for index in nodes.indices where needed[index] {
      if let run = members[index] {
        let made = elementwiseRun(run, readers, isKept)
        let new = graph.nodes.count
        graph.nodes.append(
          Node(
            kind: .operation(made.operation, made.operands.map { places[$0]! }),
            shapes: made.operation.results.map { _ in made.operation.shape }))
        for (output, step) in made.operation.results.enumerated() {
          places[Value(node: run[step], output: 0)] = Value(node: new, output: output)
        }
      } else if !isTaken[index] {
        let node = nodes[index]
        let kind: Node.Kind =
          if case .operation(let operation, let inputs) = node.kind {
            .operation(operation, inputs.map { places[$0]! })
          } else {
            node.kind
          }
        for output in node.shapes.indices {
          places[Value(node: index, output: output)] = Value(node: graph.nodes.count, output: output)
        }
        graph.nodes.append(Node(kind: kind, shapes: node.shapes))
      }
    }
    return (graph, places)
  }

  /// The operation of a node that can be part of a run: all it reads is repeated over its result in a simple way.
  private func elementwise(_ index: Int) -> (any ElementwiseOperation)? {
    guard case .operation(let operation, let inputs) = nodes[index].kind,
      let operation = operation as? any ElementwiseOperation,
      inputs.prefix(operation.form.readCount).allSatisfy({
        shape(of: $0).extent(in: nodes[index].shapes[0]) != nil
      })
    else { return nil }
    return operation
  }

  /// The operations that can be computed where `last` is, in their order.
  private func run(endingAt last: Int, _ readers: [[Int]], _ isKept: Set<Int>, _ isTaken: [Bool]) -> [Int] {
    var run: Set = [last]
    var candidates = nodes[last].inputs.map(\.node)
    // The latest first, so that all readers of a candidate have been looked at before it.
    while let next = candidates.max() {
      candidates.removeAll { $0 == next }
      guard !isTaken[next], nodes[next].shapes == [nodes[last].shapes[0]], elementwise(next) != nil,
        readers[next].allSatisfy({ run.contains($0) || $0 > last })
      else { continue }
      guard elementwiseRun((run.union([next])).sorted(), readers, isKept).operation.fits else { continue }
      run.insert(next)
      candidates += nodes[next].inputs.map(\.node)
    }
    return run.sorted()
  }

  private func elementwiseRun(
    _ run: [Int], _ readers: [[Int]], _ isKept: Set<Int>
  ) -> (operation: ElementwiseRun, operands: [Value]) {
    let steps = Dictionary(uniqueKeysWithValues: run.enumerated().map { ($1, $0) })
    var operands: [Value] = []
    let made = run.map { index in
      let operation = elementwise(index)!
      return ElementwiseRun.Step(
        operation: operation,
        sources: nodes[index].inputs.prefix(operation.form.readCount).map { input in
          if let step = steps[input.node] { return .step(step) }
          if let known = operands.firstIndex(of: input) { return .operand(known) }
          operands.append(input)
          return .operand(operands.count - 1)
        })
    }
    let results = run.indices.filter { step in
      isKept.contains(run[step]) || readers[run[step]].contains { steps[$0] == nil }
    }
    return (ElementwiseRun(shape: nodes[run.last!].shapes[0], steps: made, results: results), operands)
  }
}
