/// A graph with its results: the values that are read after a run, and the new contents of variables.
struct PlannedGraph {
  private(set) var graph: Graph
  private(set) var outputs: [Value]
  private(set) var assignments: [Assignment]
  /// The nodes that are computed. Inputs are always included, since they are fed even if the results do not depend on
  /// them.
  private(set) var needed: [Bool]

  init(_ graph: Graph, outputs: [Value], assignments: [Assignment]) {
    self.graph = graph
    self.outputs = outputs
    self.assignments = assignments
    needed = graph.needed(for: outputs + assignments.map(\.value))
  }

  /// The values that are read after a run.
  var kept: [Value] { outputs + assignments.map(\.value) }

  /// The nodes that read a result of each node, in order.
  var readers: [[Int]] {
    var readers = [[Int]](repeating: [], count: graph.nodes.count)
    for index in graph.nodes.indices where needed[index] {
      for input in Set(graph.nodes[index].inputs) { readers[input.node].append(index) }
    }
    return readers
  }

  /// Replaces the graph by an equivalent one whose values have other positions.
  mutating func replace(with other: (graph: Graph, places: [Value: Value])) {
    self = PlannedGraph(
      other.graph, outputs: outputs.map { other.places[$0]! },
      assignments: assignments.map {
        Assignment(variable: $0.variable, value: other.places[$0.value]!)
      })
  }
}

extension Graph {
  /// The nodes that `values` depend on, and all inputs.
  fileprivate func needed(for values: [Value]) -> [Bool] {
    zip(ancestors(of: values), nodes).map { isAncestor, node in
      if case .input = node.kind { true } else { isAncestor }
    }
  }
}
