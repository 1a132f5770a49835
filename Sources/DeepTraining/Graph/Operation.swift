import CKernels

/// An operation on tensors: a single definition for eager tensors, plans, derivatives and the reference interpreter.
protocol Operation: Sendable {
  /// The name in messages: “matrix product”.
  var name: String { get }

  /// The shapes of the results; throws if the operands do not fit.
  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape]

  /// The derivative of a loss with respect to each operand, from the derivatives with respect to the results; `nil` for
  /// none.
  ///
  /// It is written with tensors, so it can be recorded, run eagerly and differentiated in turn.
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?]

  /// The results in double precision, computed as simply as possible. Tests compare the kernels with them.
  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor]

  /// The instructions that compute the results.
  func lower(_ operands: Operands, into instructions: inout Instructions)

  /// The memory in which the results may lie.
  var placement: Placement { get }

  /// Whether the first axis of the result is that of a batch, and each of its examples is computed only from the same
  /// example of the operands that are batches; `false` if in doubt.
  ///
  /// - Parameter isBatch: Whether an operand is a batch, examples along its first axis.
  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool
}

/// An operation with its operands and results, for its derivative.
struct Application {
  let operands: [Tensor]
  let results: [Tensor]
  /// Whether the derivative with respect to each operand will be used.
  let wanted: [Bool]
}

/// An operation that replaces others in plans, after differentiation.
protocol PlanOperation: Operation {}

extension PlanOperation {
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    preconditionFailure("\(name) is made of graphs that have been differentiated")
  }
}

/// The values that differ between runs of a plan.
struct Run: Sendable {
  var seed: UInt64 = 0
  var step: UInt64 = 0
}

/// How an operation's result may share memory with its operands.
enum Placement: Hashable, Sendable {
  /// In separate memory.
  case separate
  /// Over an operand of the same shape that is no longer needed.
  case overOperand
  /// Over the first operand, of the same shape, if it is no longer needed.
  case overFirst
  /// A part of its first operand, at this offset in elements.
  case view(offset: Int)
  /// The concatenated operands; operands are computed in their places if possible.
  case joined
}

/// Memory and shapes of a node's operands and results when it is lowered.
struct Operands {
  struct Operand {
    let pointer: UnsafeMutablePointer<Float>
    let shape: Shape

    var count: Int { shape.count }
    var constant: UnsafePointer<Float> { UnsafePointer(pointer) }
  }

  let inputs: [Operand]
  let outputs: [Operand]
}

extension Operation {
  var placement: Placement { .separate }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool { false }
}
