// Patterns of operations, and others in their place that do the same in less time.

extension PlannedGraph {
  /// Applies all rules. Two of them round otherwise: a convolution adds its bias, a product its update, before the result
  /// is rounded to single precision.
  mutating func rewrite() {
    // A rectified image is not needed any more once pooling comes first, and then a convolution's bias has no other reader.
    apply(.poolFirst)
    apply(.addBiasInConvolution)
    apply(.descendInProduct)
  }

  private mutating func apply(_ rule: Rule) {
    var rewriter = Rewriter(self)
    for index in graph.nodes.indices where needed[index] {
      if let value = rule.rewrite(index, &rewriter) {
        rewriter.places[Value(node: index, output: 0)] = value
      } else {
        rewriter.keep(index)
      }
    }
    replace(with: (rewriter.graph, rewriter.places))
  }
}

/// What may be done with a node of one result: the place of that result if it is computed otherwise, else `nil`.
private struct Rule: Sendable {
  let rewrite: @Sendable (_ index: Int, _ rewriter: inout Rewriter) -> Value?

  /// The largest of rectified numbers is the largest number, rectified. So pooling goes first, leaves fewer numbers to
  /// be rectified, and their derivatives are cut off before they are scattered. Only the sign of a zero may change.
  static let poolFirst = Rule { index, rewriter in
    let old = rewriter.old
    if let (selection, images) = old.operation(index, WindowSelection.self), images[0] == images[1],
      let x = old.rectified(images[0])
    {
      let largest = rewriter.append(selection, [rewriter[x], rewriter[x]])
      return rewriter.append(Unary(.relu), [largest])
    }
    if let (gate, operands) = old.operation(index, Binary.self), gate.function == .gate,
      let x = old.rectified(operands[0]), rewriter.isRead(operands[1], onlyBy: index),
      let (scatter, scattered) = old.operation(operands[1].node, WindowScatter.self),
      scattered[0] == operands[0],
      let pooled = rewriter.readers[operands[0].node].first(where: {
        let selection = old.operation($0, WindowSelection.self)
        return selection?.operation.geometry == scatter.geometry
          && selection?.operands == [operands[0], operands[0]]
      })
    {
      let gated = rewriter.append(gate, [rewriter[Value(node: pooled, output: 0)], rewriter[scattered[1]]])
      return rewriter.append(scatter, [rewriter[x], gated])
    }
    return nil
  }

  /// A convolution begins its sums with the bias.
  static let addBiasInConvolution = Rule { index, rewriter in
    let old = rewriter.old
    guard let (sum, operands) = old.operation(index, Binary.self), sum.function == .add,
      let (convolution, factors) = old.operation(operands[0].node, Convolution.self),
      convolution.result == .output, rewriter.isRead(operands[0], onlyBy: index),
      old.shape(of: operands[1]).extents == [old.shape(of: operands[0])[3]]
    else { return nil }
    return rewriter.append(
      BiasedConvolution(convolution: convolution), (factors + [operands[1]]).map { rewriter[$0] })
  }

  /// The step of plain gradient descent, w + s·g with g the products and sums that were joined: each large product is
  /// added to its weights as it is computed, s being multiplied into one of its factors.
  static let descendInProduct = Rule { index, rewriter in
    let old = rewriter.old
    guard let (sum, operands) = old.operation(index, Binary.self), sum.function == .add,
      case .variable = old.nodes[operands[0].node].kind,
      let (scaled, factors) = old.operation(operands[1].node, Binary.self), scaled.function == .multiply,
      old.shape(of: factors[0]).count == 1, rewriter.isRead(operands[1], onlyBy: index),
      let (_, parts) = old.operation(factors[1].node, Join.self),
      rewriter.isRead(factors[1], onlyBy: operands[1].node),
      parts.contains(where: { rewriter.isLargeProduct($0, readBy: factors[1].node) })
    else { return nil }
    let weights = rewriter[operands[0]], scale = rewriter[factors[0]]
    var offset = 0, sections: [Value] = []
    for run in parts.chunked(by: { !rewriter.isLargeProduct($0, readBy: factors[1].node) }) {
      let count = run.reduce(0) { $0 + old.shape(of: $1).count }
      let section = rewriter.append(Slice(offset: offset, target: [count]), [weights])
      offset += count
      if let (product, matrices) = old.operation(run[0].node, MatrixProduct.self), run.count == 1,
        rewriter.isLargeProduct(run[0], readBy: factors[1].node)
      {
        let right = rewriter.append(Binary(.multiply), [scale, rewriter[matrices[1]]])
        sections.append(
          rewriter.append(
            AccumulatedProduct(product: product), [section, rewriter[matrices[0]], right]))
      } else {
        let gradient = rewriter.append(Join(), run.map { rewriter[$0] })
        let step = rewriter.append(Binary(.multiply), [scale, gradient])
        sections.append(rewriter.append(Binary(.add), [section, step]))
      }
    }
    return rewriter.append(Join(), sections)
  }
}

/// A graph that is being written anew.
private struct Rewriter {
  let old: Graph
  /// The nodes that read some result of each node.
  let readers: [[Int]]
  private let kept: Set<Value>
  private(set) var graph = Graph()
  /// Where the old graph's values are in the new one.
  var places: [Value: Value] = [:]

  init(_ planned: PlannedGraph) {
    old = planned.graph
    var readers = [[Int]](repeating: [], count: old.nodes.count)
    for index in old.nodes.indices where planned.needed[index] {
      for input in Set(old.nodes[index].inputs) { readers[input.node].append(index) }
    }
    self.readers = readers
    kept = Set(planned.kept)
  }

  subscript(value: Value) -> Value { places[value]! }

  func isRead(_ value: Value, onlyBy reader: Int) -> Bool {
    readers[value.node] == [reader] && !kept.contains(value)
  }

  /// From so many elements on, writing and reading a gradient costs more than a product of its own.
  private static let largeCount = 1 << 17

  func isLargeProduct(_ value: Value, readBy reader: Int) -> Bool {
    old.operation(value.node, MatrixProduct.self) != nil && isRead(value, onlyBy: reader)
      && old.shape(of: value).count >= Self.largeCount
  }

  mutating func append(_ operation: some Operation, _ operands: [Value]) -> Value {
    let shapes: [Shape]
    do {
      shapes = try operation.shapes(of: operands.map(graph.shape))
    } catch {
      preconditionFailure("a rule makes operands that do not fit: \(error)")
    }
    graph.nodes.append(Node(kind: .operation(operation, operands), shapes: shapes))
    return Value(node: graph.nodes.count - 1, output: 0)
  }

  mutating func keep(_ index: Int) {
    let node = old.nodes[index]
    let kind: Node.Kind =
      if case .operation(let operation, let inputs) = node.kind {
        .operation(operation, inputs.map { self[$0] })
      } else {
        node.kind
      }
    graph.nodes.append(Node(kind: kind, shapes: node.shapes))
    for output in node.shapes.indices {
      places[Value(node: index, output: output)] = Value(node: graph.nodes.count - 1, output: output)
    }
  }
}

extension Graph {
  /// The operation of a node with its operands, if it is of that kind.
  fileprivate func operation<Kind: Operation>(
    _ index: Int, _ kind: Kind.Type
  ) -> (operation: Kind, operands: [Value])? {
    guard case .operation(let operation, let operands) = nodes[index].kind, let operation = operation as? Kind
    else { return nil }
    return (operation, operands)
  }

  /// What a value is rectified from.
  fileprivate func rectified(_ value: Value) -> Value? {
    guard let (unary, operands) = operation(value.node, Unary.self), unary.function == .relu else {
      return nil
    }
    return operands[0]
  }
}

extension [Value] {
  /// Runs of neighbours that belong together; the others by themselves.
  fileprivate func chunked(by belong: (Value) -> Bool) -> [[Value]] {
    var runs: [[Value]] = [], isOpen = false
    for value in self {
      if isOpen, belong(value) { runs[runs.count - 1].append(value) } else { runs.append([value]) }
      isOpen = belong(value)
    }
    return runs
  }
}
