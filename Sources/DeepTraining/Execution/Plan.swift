/// A graph prepared for repeated runs: all memory is laid out, and all kernels are chosen.
///
/// A run reads the inputs, computes the outputs and updates the variables, without allocations.
final class Plan {
  private let arena: UnsafeMutableBufferPointer<Float>
  private let constants: [Storage]
  private let variables: Variables
  private let instructions: Instructions
  private let inputPlaces: [String: UnsafeMutableBufferPointer<Float>]
  private let outputPlaces: [UnsafeMutableBufferPointer<Float>]
  /// The purpose of each kernel.
  let operations: [KernelPurpose]

  /// The number of elements in the arena.
  var arenaCount: Int { arena.count }
  /// The number of kernels that a run calls.
  var instructionCount: Int { instructions.count }

  /// A plan for the part of the recorded graph that `outputs` and `assignments` depend on.
  ///
  /// - Parameters:
  ///   - outputs: Tensors whose elements can be read after a run.
  ///   - assignments: The new contents of variables, by their indices, all computed from the old contents.
  ///   - variables: The memory of the variables, shared with other plans, which must not run at the same time.
  ///   - sharesMemory: Whether memory is reused within a run. This does not change the bits of results.
  ///   - fuses: Whether elementwise operations are joined. This does not change the bits of results.
  ///   - rewriting: The rules that replace operations by faster ones; these may round differently.
  init(
    _ recorder: Recorder, outputs: [Tensor], assignments: [(variable: Int, value: Tensor)] = [],
    variables: Variables = Variables([]), sharesMemory: Bool = true, fuses: Bool = true,
    rewriting: [RewritingRule] = .training
  ) {
    let outputs = outputs.map(recorder.value)
    let assignments = assignments.map {
      Assignment(variable: $0.variable, value: recorder.computed($0.value))
    }
    var planned = PlannedGraph(recorder.graph, outputs: outputs, assignments: assignments)
    planned.rewrite(by: rewriting)
    if fuses { planned.fuse() }
    let graph = planned.graph, needed = planned.needed
    let layout = ArenaLayout(
      graph, needed: needed, outputs: planned.kept, assignments: planned.assignments,
      sharesMemory: sharesMemory)
    let arena = UnsafeMutableBufferPointer<Float>.allocate(aligned: layout.arenaCount)
    var constants: [Storage] = []

    func memory(_ value: Value) -> UnsafeMutableBufferPointer<Float> {
      let place = layout.places[value]!
      let start: UnsafeMutablePointer<Float> =
        switch place.region {
        case .arena(let offset): arena.baseAddress! + offset
        case .variable(let index): variables[index].baseAddress!
        case .constant(let node):
          if case .constant(let storage) = graph.nodes[node].kind {
            storage.elements.baseAddress!
          } else {
            preconditionFailure("a constant's region belongs to a constant")
          }
        }
      return UnsafeMutableBufferPointer(start: start + place.offset, count: graph.shape(of: value).count)
    }
    func operand(_ value: Value) -> Operands.Operand {
      Operands.Operand(pointer: memory(value).baseAddress!, shape: graph.shape(of: value))
    }

    var instructions = Instructions()
    var operations: [KernelPurpose] = []
    var inputPlaces: [String: UnsafeMutableBufferPointer<Float>] = [:]
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      switch node.kind {
      case .input(let name): inputPlaces[name] = memory(Value(node: index, output: 0))
      case .variable: break
      case .constant(let storage): constants.append(storage)
      case .operation(let operation, let inputs):
        // Kernels require at least one element.
        guard node.shapes.contains(where: { $0.count > 0 }) else { continue }
        operation.lower(
          Operands(
            inputs: inputs.map(operand),
            outputs: node.shapes.indices.map { operand(Value(node: index, output: $0)) }),
          into: &instructions)
        operations += Array(
          repeating: KernelPurpose(operation: operation, shapes: node.shapes),
          count: instructions.count - operations.count)
      }
    }
    for copy in layout.copies {
      let source = memory(copy.value)
      instructions.append(
        copy: UnsafePointer(source.baseAddress!), to: variables[copy.variable].baseAddress!,
        count: source.count)
      operations.append(KernelPurpose(operation: nil, shapes: [graph.shape(of: copy.value)]))
    }

    self.arena = arena
    self.constants = constants
    self.variables = variables
    self.instructions = instructions
    self.inputPlaces = inputPlaces
    self.outputPlaces = planned.outputs.map(memory)
    self.operations = operations
  }

  deinit { UnsafeMutableRawPointer(arena.baseAddress!).deallocate() }

  /// The memory of an input, to be filled before each run.
  func input(_ name: String) -> UnsafeMutableBufferPointer<Float> { inputPlaces[name]! }

  /// The number of outputs.
  var outputCount: Int { outputPlaces.count }

  /// The elements of an output, valid until the next run.
  func output(_ index: Int) -> UnsafeBufferPointer<Float> { UnsafeBufferPointer(outputPlaces[index]) }

  /// Runs every kernel once, in order.
  func run(_ run: Run = Run()) { instructions.run(run) }

  /// Runs every kernel once, in order, and calls `ended` with its index after each.
  func run(_ run: Run, ended: (Int) -> Void) { instructions.run(run, ended: ended) }
}

/// The purpose of a kernel: an operation, or a copy into a variable.
struct KernelPurpose: CustomStringConvertible {
  let operation: (any Operation)?
  let shapes: [Shape]

  var description: String {
    "\(operation?.name ?? "copy") → \(shapes.map(\.description).joined(separator: ", "))"
  }
}

extension Recorder {
  /// The value of `tensor` after a run. The old content of a variable is copied, since the run may overwrite it.
  fileprivate func computed(_ tensor: Tensor) -> Value {
    let value = value(of: tensor), graph = graph
    var source = value.node
    while case .operation(let operation, let inputs) = graph.nodes[source].kind,
      case .view = operation.placement
    {
      source = inputs[0].node
    }
    guard case .variable = graph.nodes[source].kind else { return value }
    return self.value(of: 1 * tensor)
  }
}
