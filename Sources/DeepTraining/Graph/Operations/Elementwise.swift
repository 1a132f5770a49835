import CKernels

/// An operation that computes each element of its result from the operands' elements at the same index.
protocol ElementwiseOperation: Operation {
  var form: ElementwiseForm { get }
}

extension ElementwiseOperation {
  /// True if no batch is broadcast along an axis before its own, and nothing else is broadcast along the axis of
  /// examples.
  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    let whole = operands.reduce(Shape?([])) { whole, operand in whole.flatMap { .broadcasting($0, operand) } }
    guard let shape = whole else { return false }
    return zip(operands, isBatch).allSatisfy { operand, isBatch in
      let hasFirstAxis = operand.rank == shape.rank && operand[0] == shape[0]
      return isBatch ? hasFirstAxis : !hasFirstAxis || operand.count == 1
    }
  }
}

/// The function that the kernel for runs of elementwise operations applies to an element.
enum ElementwiseForm {
  case unary(dt_unary_kind, Float)
  case binary(dt_binary_kind)
  /// Several operations at once, with two numbers, for which kernels have one step.
  case compound(dt_compound_kind, Float, Float)
  /// Draws dropout's mask; the operand is not read.
  case mask(stream: UInt64, rate: Float)

  /// The number of the operation's operands that are read.
  var readCount: Int {
    switch self {
    case .unary: 1
    case .binary: 2
    case .compound(dt_product_by, _, _), .compound(dt_product_and, _, _): 3
    case .compound: 2
    case .mask: 0
    }
  }
}

/// Elementwise operations on tensors of one shape, computed in one pass over memory.
///
/// Plans make it from recorded operations; operands may be repeated along rows or along columns, or be single numbers.
struct ElementwiseRun: PlanOperation {
  /// The source of an operand.
  enum Source: Hashable {
    case operand(Int)
    case step(Int)
  }

  struct Step {
    let operation: any ElementwiseOperation
    let sources: [Source]
  }

  let shape: Shape
  let steps: [Step]
  /// The steps whose results are results of the run.
  let results: [Int]

  var name: String { steps.map(\.operation.name).joined(separator: ", ") }

  /// Whether the run is within the kernel's limits.
  var fits: Bool { ElementwiseProgram(self).fits }

  /// The kernel's steps, with compounds if these fit.
  private var program: ElementwiseProgram {
    let plain = ElementwiseProgram(self), compounded = plain.compounded
    return compounded.fits ? compounded : plain
  }

  var placement: Placement { .overOperand }

  func shapes(of operands: [Shape]) -> [Shape] { results.map { _ in shape } }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    var computed: [ReferenceTensor] = []
    for step in steps {
      let sources = step.sources.map { source in
        switch source {
        case .operand(let index): operands[index]
        case .step(let index): computed[index]
        }
      }
      computed.append(step.operation.reference(sources, run: run)[0])
    }
    return results.map { computed[$0] }
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let isFlat = operands.inputs.allSatisfy {
      $0.shape.extent(in: shape) != .row && $0.shape.extent(in: shape) != .column
    }
    let columns = isFlat ? shape.count : shape.extents.last!
    var arguments = dt_fused_arguments()
    arguments.rows = shape.count / columns
    arguments.columns = columns
    for input in operands.inputs {
      dt_fused_add_input(
        &arguments, dt_fused_input(x: input.constant, extent: input.shape.extent(in: shape)!.kernel))
    }
    program.append(to: &arguments, operands)
    instructions.append(dt_fused, arguments)
  }
}

/// How a tensor is repeated over the rows and columns of a larger tensor.
enum RepeatedExtent {
  case full, row, column, single

  fileprivate var kernel: dt_fused_extent {
    switch self {
    case .full: dt_full
    case .row: dt_row
    case .column: dt_column
    case .single: dt_single
    }
  }
}

extension Shape {
  /// How a tensor of this shape is repeated over `wider`, whose last axis is the columns; `nil` if differently.
  func extent(in wider: Shape) -> RepeatedExtent? {
    if self == wider { return .full }
    if count == 1 { return .single }
    guard let columns = wider.extents.last else { return nil }
    if count == columns, extents.last == columns { return .row }
    if rank == wider.rank, extents.last == 1, extents.dropLast() == wider.extents.dropLast() {
      return .column
    }
    return nil
  }
}
