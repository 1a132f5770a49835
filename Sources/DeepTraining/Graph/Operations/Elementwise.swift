import CKernels

/// An operation that makes each element of its result of the operands' elements at the same place.
protocol ElementwiseOperation: Operation {
  var form: ElementwiseForm { get }
}

extension ElementwiseOperation {
  /// A batch is not repeated along axes before its own, nor is anything else repeated so that it has examples.
  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    let whole = operands.reduce(Shape?([])) { whole, operand in whole.flatMap { .broadcasting($0, operand) } }
    guard let shape = whole else { return false }
    return zip(operands, isBatch).allSatisfy { operand, isBatch in
      let hasFirstAxis = operand.rank == shape.rank && operand[0] == shape[0]
      return isBatch ? hasFirstAxis : !hasFirstAxis || operand.count == 1
    }
  }
}

/// What the kernel for runs of elementwise operations does with an element.
enum ElementwiseForm {
  case unary(dt_unary_kind, Float)
  case binary(dt_binary_kind)
  /// Draws dropout's mask; its operand is not read.
  case mask(stream: UInt64, rate: Float)

  /// How many of the operation's operands are read.
  var readCount: Int {
    switch self {
    case .unary: 1
    case .binary: 2
    case .mask: 0
    }
  }
}

/// Elementwise operations on tensors of one shape, computed in one pass over memory.
///
/// Plans make it of the operations that were recorded; operands may be repeated along rows, along columns, or be single
/// numbers.
struct ElementwiseRun: PlanOperation {
  /// Where an operation finds an operand.
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
  /// The steps whose results are the run's.
  let results: [Int]

  var name: String { steps.map(\.operation.name).joined(separator: ", ") }

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
    let places = registers(operands)
    for (index, step) in steps.enumerated() {
      dt_fused_add_step(&arguments, kernelStep(index, step, places))
    }
    for (index, step) in results.enumerated() {
      let slot = places[step].isSlot ? Int32(places[step].index) : -1
      dt_fused_add_output(&arguments, dt_fused_output(y: operands.outputs[index].pointer, slot: slot))
    }
    instructions.append(dt_fused, arguments)
  }
}

// MARK: - Registers

extension ElementwiseRun {
  /// Where a step's result goes: a slot, or an output's memory.
  private struct Place {
    let isSlot: Bool
    let index: Int
  }

  /// A place for each step's result. An output is written at once unless it lies over an operand that is read later.
  private func registers(_ operands: Operands) -> [Place] {
    let lastReads = lastReads
    var free = Array(0..<Self.slotLimit), places: [Place] = []
    for index in steps.indices {
      if let output = results.firstIndex(of: index),
        !isReadLater(operands, operands.outputs[output], after: index)
      {
        places.append(Place(isSlot: false, index: output))
      } else {
        places.append(Place(isSlot: true, index: free.removeFirst()))
      }
      for (step, last) in lastReads.enumerated()
      where last == index && places[step].isSlot && !results.contains(step) {
        free.append(places[step].index)
      }
    }
    return places
  }

  /// The last step that reads each step's result.
  private var lastReads: [Int] {
    var last = Array(steps.indices)
    for (index, step) in steps.enumerated() {
      for case .step(let source) in step.sources { last[source] = index }
    }
    return last
  }

  private func isReadLater(_ operands: Operands, _ output: Operands.Operand, after index: Int) -> Bool {
    steps[(index + 1)...].contains { step in
      step.sources.contains { source in
        guard case .operand(let operand) = source else { return false }
        return operands.inputs[operand].pointer == output.pointer
      }
    }
  }

  private func kernelStep(_ index: Int, _ step: Step, _ places: [Place]) -> dt_fused_step {
    let inputCount = operandCount
    func register(_ place: Place) -> Int32 {
      Int32(inputCount + place.index + (place.isSlot ? 0 : Self.slotLimit))
    }
    let sources = step.sources.map { source in
      switch source {
      case .operand(let index): Int32(index)
      case .step(let index): register(places[index])
      }
    }
    let (form, kind, p, stream): (dt_fused_form, Int32, Float, UInt64) =
      switch step.operation.form {
      case .unary(let kind, let p): (dt_fused_unary, Int32(kind.rawValue), p, 0)
      case .binary(let kind): (dt_fused_binary, Int32(kind.rawValue), 0, 0)
      case .mask(let stream, let rate): (dt_fused_mask, 0, rate, stream)
      }
    return dt_fused_step(
      form: form, kind: kind, a: sources.first ?? 0, b: sources.dropFirst().first ?? 0,
      out: register(places[index]), p: p, stream: stream)
  }

  private var operandCount: Int {
    1
      + (steps.flatMap(\.sources).compactMap { if case .operand(let index) = $0 { index } else { nil } }.max()
        ?? -1)
  }

  static let slotLimit = Int(dt_fused_slots)
  static let stepLimit = Int(dt_fused_steps_limit)
  static let inputLimit = Int(dt_fused_inputs_limit)
  static let outputLimit = Int(dt_fused_outputs_limit)

  /// Whether the results that are needed at the same time fit into the slots, wherever outputs lie.
  var fits: Bool {
    guard steps.count <= Self.stepLimit, operandCount <= Self.inputLimit, results.count <= Self.outputLimit
    else {
      return false
    }
    let lastReads = lastReads
    return steps.indices.allSatisfy { now in
      (0...now).count { results.contains($0) || lastReads[$0] >= now } <= Self.slotLimit
    }
  }
}

/// How a tensor is repeated over the rows and columns of a larger one.
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
  /// How a tensor of this shape is repeated over `wider`, whose last axis are the columns; `nil` if in another way.
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
