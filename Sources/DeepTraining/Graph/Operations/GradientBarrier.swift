/// The same tensor, which counts as a constant in derivatives.
struct GradientBarrier: Operation, Hashable {
  var name: String { "gradient barrier" }

  var placement: Placement { .view(offset: 0) }

  func shapes(of operands: [Shape]) -> [Shape] { operands }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [nil] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] { operands }

  func lower(_ operands: Operands, into instructions: inout Instructions) {}
}
