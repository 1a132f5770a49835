import CKernels

/// An operation on tensors: the one definition for eager tensors, plans, derivatives and the reference.
protocol Operation: Sendable {
  /// The name in messages: “matrix product”.
  var name: String { get }

  /// The shapes of the results, or why the operands do not fit.
  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape]

  /// The derivative of a loss with respect to each operand, given that with respect to each result; `nil` for none.
  ///
  /// It is written with tensors, so it can be recorded, run eagerly and differentiated in turn.
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?]

  /// The results in double precision, computed as plainly as possible. Tests compare the kernels with them.
  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor]

  /// The instructions that compute the results.
  func lower(_ operands: Operands, into instructions: inout Instructions)

  /// Where the results may lie.
  var placement: Placement { get }

  /// Whether the first axis of the result is that of a batch, and each of its examples is computed from that example of the
  /// operands that are batches, and from nothing else of them; `false` if in doubt.
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

/// An operation that plans put in the place of others, after differentiation.
protocol PlanOperation: Operation {}

extension PlanOperation {
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    preconditionFailure("\(name) is made of graphs that have been differentiated")
  }
}

/// The values that differ between runs of the same plan.
struct Run: Sendable {
  var seed: UInt64 = 0
  var step: UInt64 = 0
}

/// How an operation's result may share memory with its operands.
enum Placement: Hashable, Sendable {
  /// In memory of its own.
  case separate
  /// Over an operand of the same shape that is not needed any more.
  case overOperand
  /// Over the first operand, of the same shape, if it is not needed any more.
  case overFirst
  /// It is a part of its first operand, this many elements from its beginning.
  case view(offset: Int)
  /// Its operands one after the other; those that can be are computed in their place.
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
