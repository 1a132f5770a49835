/// A tensor in double precision, for tests.
struct ReferenceTensor: Sendable, Equatable {
  let shape: Shape
  var scalars: [Double]

  init(_ shape: Shape, _ scalars: [Double]) {
    precondition(shape.count == scalars.count)
    self.shape = shape
    self.scalars = scalars
  }

  /// The elements of this tensor, broadcast to `wider`.
  func broadcast(to wider: Shape) -> [Double] {
    let strides = shape.strides(broadcastTo: wider)
    return wider.indices.map { index in scalars[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }] }
  }
}

extension Shape {
  /// All indices; the last axis varies fastest.
  var indices: [[Int]] {
    extents.reduce([[]]) { prefixes, extent in
      prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } }
    }
  }
}

extension Graph {
  /// Computes every value with the operations' plain definitions in double precision.
  ///
  /// - Parameters:
  ///   - inputs: The values of the input nodes, by their names.
  ///   - variables: The contents of the variables.
  func reference(
    inputs: [String: ReferenceTensor], variables: [ReferenceTensor] = [], run: Run = Run()
  ) -> [Value: ReferenceTensor] {
    var results: [Value: ReferenceTensor] = [:]
    for (index, node) in nodes.enumerated() {
      let computed: [ReferenceTensor]
      switch node.kind {
      case .input(let name): computed = [inputs[name]!]
      case .variable(let variable): computed = [variables[variable]]
      case .constant(let storage):
        computed = [ReferenceTensor(node.shapes[0], storage.elements.map(Double.init))]
      case .operation(let operation, let operands):
        computed = operation.reference(operands.map { results[$0]! }, run: run)
      }
      for (output, tensor) in computed.enumerated() {
        precondition(tensor.shape == node.shapes[output])
        results[Value(node: index, output: output)] = tensor
      }
    }
    return results
  }
}
