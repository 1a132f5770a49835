import Synchronization

/// A result of a node.
struct Value: Hashable, Sendable {
  let node: Int
  let output: Int
}

/// A step of a graph: a leaf that holds a value, or an operation on earlier values.
struct Node: Sendable {
  enum Kind: Sendable {
    /// Set before each run.
    case input(String)
    /// Kept from run to run; see `Variables`.
    case variable(Int)
    /// Always the same.
    case constant(Storage)
    case operation(any Operation, [Value])
  }

  let kind: Kind
  let shapes: [Shape]

  var inputs: [Value] {
    if case .operation(_, let inputs) = kind { inputs } else { [] }
  }
}

/// Operations in an order in which operands come first.
struct Graph: Sendable {
  var nodes: [Node] = []

  func shape(of value: Value) -> Shape { nodes[value.node].shapes[value.output] }

  /// The nodes that any of `values` depends on.
  func ancestors(of values: [Value]) -> [Bool] {
    var reached = [Bool](repeating: false, count: nodes.count)
    for value in values { reached[value.node] = true }
    for node in nodes.indices.reversed() where reached[node] {
      for input in nodes[node].inputs { reached[input.node] = true }
    }
    return reached
  }

  /// The nodes that depend on any of `values`, including their own nodes.
  func descendants(of values: [Value]) -> [Bool] {
    var reached = [Bool](repeating: false, count: nodes.count)
    for value in values { reached[value.node] = true }
    for node in nodes.indices where !reached[node] {
      reached[node] = nodes[node].inputs.contains { reached[$0.node] }
    }
    return reached
  }
}

extension Graph {
  /// Whether each example of the batch `output` is computed only from the same example of the batch `input`.
  func keepsExamplesApart(from input: Value, to output: Value) -> Bool {
    var isBatch = [Bool](repeating: false, count: nodes.count)
    isBatch[input.node] = true
    let needed = ancestors(of: [output])
    for index in nodes.indices where needed[index] {
      guard case .operation(let operation, let operands) = nodes[index].kind,
        operands.contains(where: { isBatch[$0.node] })
      else { continue }
      guard
        operation.keepsExamplesApart(operands.map(shape), isBatch: operands.map { isBatch[$0.node] })
      else { return false }
      isBatch[index] = true
    }
    return isBatch[output.node]
  }
}

/// Records the operations that are applied to its tensors.
final class Recorder: Sendable {
  private struct State {
    var graph = Graph()
    /// The elements of each node's results, if they are already known.
    var storages: [[Storage?]] = []
  }

  private let state = Mutex(State())

  var graph: Graph { state.withLock { $0.graph } }

  /// A tensor that represents an input of each run.
  func input(_ name: String, shape: Shape) -> Tensor { append(.input(name), [shape], [nil])[0] }

  /// A tensor that represents a variable's content.
  func variable(_ index: Int, shape: Shape) -> Tensor { append(.variable(index), [shape], [nil])[0] }

  /// `tensor` in this recording, so that everything computed from it is recorded.
  func watch(_ tensor: Tensor) -> Tensor { append(.input("watched"), [tensor.shape], [tensor.storage])[0] }

  /// The derivative of `loss` with respect to itself, from which all others are computed.
  ///
  /// It is recorded rather than folded into later operations, so that the reference interpreter uses it in double
  /// precision.
  func one(like loss: Tensor) -> Tensor {
    let one = Tensor(ones: loss.shape).storage!
    return append(.constant(one), [loss.shape], [loss.storage == nil ? nil : one])[0]
  }

  /// The results of an operation that has been applied to `operands`.
  func record(
    _ operation: any Operation, _ operands: [Tensor], shapes: [Shape], storages: [Storage?]
  ) -> [Tensor] {
    append(.operation(operation, operands.map(value)), shapes, storages)
  }

  /// The value of `tensor` in this graph; a tensor from outside becomes a constant.
  func value(of tensor: Tensor) -> Value {
    if let symbol = tensor.symbol, symbol.recorder === self { return symbol.value }
    guard let storage = tensor.storage else {
      preconditionFailure("a tensor of one recording was used in another")
    }
    return append(.constant(storage), [tensor.shape], [storage])[0].symbol!.value
  }

  /// The tensor of a value in this graph.
  func tensor(at value: Value) -> Tensor {
    let (shape, storage) = state.withLock {
      ($0.graph.shape(of: value), $0.storages[value.node][value.output])
    }
    return Tensor(shape: shape, storage: storage, symbol: Symbol(recorder: self, value: value))
  }

  private func append(_ kind: Node.Kind, _ shapes: [Shape], _ storages: [Storage?]) -> [Tensor] {
    let node = state.withLock { state in
      state.graph.nodes.append(Node(kind: kind, shapes: shapes))
      state.storages.append(storages)
      return state.graph.nodes.count - 1
    }
    return shapes.indices.map {
      Tensor(
        shape: shapes[$0], storage: storages[$0],
        symbol: Symbol(recorder: self, value: Value(node: node, output: $0)))
    }
  }
}

/// The position of a tensor in a recording.
struct Symbol: Sendable {
  let recorder: Recorder
  let value: Value
}
