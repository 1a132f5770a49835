import CKernels

/// The steps of a kernel for runs of elementwise operations, with the sources of operands and the places of results.
struct ElementwiseProgram {
  struct Step {
    let form: ElementwiseForm
    let sources: [ElementwiseRun.Source]
  }

  let steps: [Step]
  /// The steps whose results are results of the run.
  let results: [Int]

  init(steps: [Step], results: [Int]) {
    self.steps = steps
    self.results = results
  }

  init(_ run: ElementwiseRun) {
    self.init(
      steps: run.steps.map { Step(form: $0.operation.form, sources: $0.sources) }, results: run.results)
  }

  /// Appends the steps and outputs to a kernel's arguments, which already contain the inputs.
  func append(to arguments: inout dt_fused_arguments, _ operands: Operands) {
    let places = registers(operands)
    for (index, step) in steps.enumerated() {
      dt_fused_add_step(&arguments, kernelStep(index, step, places))
    }
    for (index, step) in results.enumerated() {
      let slot = places[step].isSlot ? Int32(places[step].index) : -1
      dt_fused_add_output(&arguments, dt_fused_output(y: operands.outputs[index].pointer, slot: slot))
    }
  }
}

// MARK: - Registers

extension ElementwiseProgram {
  /// The place of a step's result: a slot, or an output's memory.
  private struct Place {
    let isSlot: Bool
    let index: Int
  }

  /// A place for each step's result. An output is written directly unless it overwrites an operand that is read later.
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
    // A register that a step does not read may have any number.
    let (a, b, c) = (sources.first ?? 0, sources.dropFirst().first ?? 0, sources.dropFirst(2).first ?? 0)
    var made = dt_fused_step()
    (made.a, made.b, made.c, made.out) = (a, b, c, register(places[index]))
    switch step.form {
    case .unary(let kind, let p): (made.form, made.kind, made.p) = (dt_fused_unary, Int32(kind.rawValue), p)
    case .binary(let kind): (made.form, made.kind) = (dt_fused_binary, Int32(kind.rawValue))
    case .compound(let kind, let p, let q):
      (made.form, made.kind, made.p, made.q) = (dt_fused_compound, Int32(kind.rawValue), p, q)
    case .mask(let stream, let rate): (made.form, made.stream, made.p) = (dt_fused_mask, stream, rate)
    }
    return made
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

  /// Whether the results that are live at the same time fit into the slots, independent of where outputs lie.
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
