/// Builds a new graph from an old one.
struct Rewriter {
  let old: Graph
  /// The nodes that read a result of each node.
  let readers: [[Int]]
  private let kept: Set<Value>
  private(set) var graph = Graph()
  /// The positions of the old graph's values in the new one.
  var places: [Value: Value] = [:]

  init(_ planned: PlannedGraph) {
    old = planned.graph
    readers = planned.readers
    kept = Set(planned.kept)
  }

  subscript(value: Value) -> Value { places[value]! }

  func isRead(_ value: Value, onlyBy reader: Int) -> Bool {
    readers[value.node] == [reader] && !kept.contains(value)
  }

  /// Whether a value is read after a run.
  func isKept(_ value: Value) -> Bool { kept.contains(value) }

  /// Whether a result of a node is read after a run.
  func isKept(_ node: Int) -> Bool {
    old.nodes[node].shapes.indices.contains { kept.contains(Value(node: node, output: $0)) }
  }

  /// From this number of elements on, writing and reading a gradient costs more than a separate product.
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

  /// Appends an operation on an operand. If the operand is the same in all runs, the result is computed now.
  mutating func appendForAllRuns(_ operation: some Operation, _ operand: Value) -> Value {
    guard case .constant(let storage) = graph.nodes[operand.node].kind else {
      return append(operation, [operand])
    }
    let result = Tensor.apply(operation, Tensor(shape: graph.shape(of: operand), storage: storage))
    graph.nodes.append(Node(kind: .constant(result.storage!), shapes: [result.shape]))
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
  /// The operation of a node with its operands, if it has the given type.
  func operation<Kind: Operation>(
    _ index: Int, _ kind: Kind.Type
  ) -> (operation: Kind, operands: [Value])? {
    guard case .operation(let operation, let operands) = nodes[index].kind, let operation = operation as? Kind
    else { return nil }
    return (operation, operands)
  }
}
