/// The derivatives of `loss`, a single number, with respect to each of `targets`; all must belong to one recording.
///
/// Derivatives are recorded too. A target that the loss does not depend on gets zeros.
func gradients(of loss: Tensor, at targets: [Tensor]) -> [Tensor] {
  precondition(loss.count == 1, "a gradient needs a loss that is a single number; its shape is \(loss.shape)")
  let zeros = targets.map { Tensor(zeros: $0.shape) }
  guard let symbol = loss.symbol else { return zeros }
  let recorder = symbol.recorder
  let graph = recorder.graph
  let goals = targets.map(recorder.value)
  let onTheWay = graph.descendants(of: goals)
  var adjoints: [Value: Tensor] = [symbol.value: recorder.one(like: loss)]

  for node in graph.nodes.indices.prefix(symbol.value.node + 1).reversed() where onTheWay[node] {
    guard case .operation(let operation, let inputs) = graph.nodes[node].kind else { continue }
    let wanted = inputs.map { onTheWay[$0.node] }
    guard wanted.contains(true) else { continue }
    let outputs = graph.nodes[node].shapes.indices.map { Value(node: node, output: $0) }
    let upstream = outputs.map { adjoints[$0] }
    guard upstream.contains(where: { $0 != nil }) else { continue }
    let application = Application(
      operands: inputs.map { recorder.tensor(at: $0) }, results: outputs.map { recorder.tensor(at: $0) },
      wanted: wanted)
    let derivatives = operation.derivative(application, upstream: upstream)
    for (index, input) in inputs.enumerated() where wanted[index] {
      guard let derivative = derivatives[index] else { continue }
      adjoints[input] = adjoints[input].map { $0 + derivative } ?? derivative
    }
  }
  return zip(goals, zeros).map { adjoints[$0] ?? $1 }
}

/// The value of a function at `point` and its gradient there.
///
///     let (loss, gradient) = valueAndGradient(at: w) { w in ((w - target) * (w - target)).sum() }
///
/// - Parameters:
///   - point: The argument of the function, of any shape.
///   - function: Computes a single number by tensor operations.
/// - Returns: The function's value, of shape `[]`, and its gradient, in the shape of `point`.
public func valueAndGradient(at point: Tensor, of function: (Tensor) -> Tensor) -> (
  value: Tensor, gradient: Tensor
) {
  let (value, gradients) = valueAndGradient(at: [point]) { function($0[0]) }
  return (value, gradients[0])
}

/// The value of a function of several tensors and its gradient with respect to each.
public func valueAndGradient(
  at points: [Tensor], of function: ([Tensor]) -> Tensor
) -> (value: Tensor, gradients: [Tensor]) {
  let recorder = Recorder()
  let watched = points.map(recorder.watch)
  let value = function(watched)
  return (value.detached, gradients(of: value, at: watched).map(\.detached))
}

/// The gradient of a function at `point`, in its shape.
public func gradient(at point: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  valueAndGradient(at: point, of: function).gradient
}

extension Tensor {
  /// The elements without the recording.
  var detached: Tensor { Tensor(shape: shape, storage: storage) }
}
