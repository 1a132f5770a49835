import Testing

@testable import DeepTraining

@Suite("Plans")
struct PlanTests {
  /// A graph of random operations on a few inputs and a variable, ending in a few outputs and an assignment.
  private struct RandomGraph {
    let recorder = Recorder()
    let outputs: [Tensor]
    let assignment: Tensor

    init(seed: Int) {
      var stream = RandomStream(seed: seed)
      var vectors = [recorder.input("a", shape: [24]), recorder.variable(0, shape: [24])]
      func pick() -> Tensor { vectors[stream.integer(below: vectors.count)] }
      for _ in 0..<(3 + stream.integer(below: 20)) {
        let x = pick(), y = pick()
        let next: Tensor =
          switch stream.integer(below: 8) {
          case 0: x + y
          case 1: x * y.sigmoid()
          case 2: x.tanh()
          case 3: x.reshaped(to: [4, 6]).transposed().reshaped(to: [24])
          case 4:
            x.reshaped(to: [4, 6]).matrixProduct(y.reshaped(to: [6, 4])).matrixProduct(
              x.reshaped(to: [4, 6])
            ).reshaped(to: [24]) * 0.1
          case 5:
            Tensor.apply(
              Join(), Tensor.apply(Slice(offset: 6, target: [10]), x),
              Tensor.apply(Slice(offset: 0, target: [14]), y))
          case 6:
            Tensor.apply(Join(), (x - y).sum(axes: [0], keepingAxes: true), y.relu().reshaped(to: [24]))
              .sliced
          default: 0.5 * x
          }
        vectors.append(next)
      }
      outputs = (0..<(1 + stream.integer(below: 3))).map { _ in pick() }
      assignment = vectors.last!
    }
  }

  @Test("values that are needed at the same time never overlap", arguments: 0..<60)
  func noOverlap(seed: Int) {
    let random = RandomGraph(seed: seed)
    let outputs = random.outputs.map(random.recorder.value)
    let assignment = Assignment(variable: 0, value: random.recorder.value(of: random.assignment))
    let graph = random.recorder.graph
    let kept = outputs + [assignment.value]
    let needed = graph.ancestors(of: kept)
    let layout = ArenaLayout(graph, needed: needed, outputs: kept, assignments: [assignment])

    var lastUse: [Value: Int] = [:]
    for (index, node) in graph.nodes.enumerated() where needed[index] {
      for input in node.inputs { lastUse[input] = index }
    }
    for value in kept { lastUse[value] = graph.nodes.count }
    // What is written while a value is still to be read must lie elsewhere, unless it is the same elements seen
    // otherwise: a view, a joined part, or an elementwise result over its operand.
    for (value, last) in lastUse {
      for writer in graph.nodes.indices where needed[writer] && writer > value.node && writer < last {
        guard case .operation(let operation, _) = graph.nodes[writer].kind else { continue }
        if case .view = operation.placement { continue }
        if operation.placement == .joined { continue }
        for output in graph.nodes[writer].shapes.indices {
          #expect(
            !overlap(layout, graph, value, Value(node: writer, output: output)),
            "node \(writer) overwrites \(value), which node \(last) reads")
        }
      }
    }
  }

  private func overlap(_ layout: ArenaLayout, _ graph: Graph, _ a: Value, _ b: Value) -> Bool {
    func extent(_ value: Value) -> (ArenaLayout.Region?, Range<Int>) {
      let place = layout.places[value]!, count = graph.shape(of: value).count
      if case .arena(let offset) = place.region {
        return (nil, (offset + place.offset)..<(offset + place.offset + count))
      }
      return (place.region, place.offset..<(place.offset + count))
    }
    let (first, second) = (extent(a), extent(b))
    return first.0 == second.0 && first.1.overlaps(second.1)
  }

  @Test("a plan that shares memory gives the bits of one that does not", arguments: 0..<60)
  func sharing(seed: Int) {
    func results(sharesMemory: Bool) -> [[Float]] {
      let random = RandomGraph(seed: seed)
      let variables = Variables([[24]])
      variables.set(0, to: (0..<24).map { Float($0) / 24 })
      let plan = Plan(
        random.recorder, outputs: random.outputs, assignments: [(0, random.assignment)], variables: variables,
        sharesMemory: sharesMemory)
      var results: [[Float]] = []
      for turn in 0..<3 {
        _ = plan.input("a").update(fromContentsOf: (0..<24).map { Float($0 * (turn + 1)) / 31 - 0.4 })
        plan.run()
        results += random.outputs.indices.map { Array(plan.output($0)) } + [Array(variables[0])]
      }
      return results
    }
    let shared = results(sharesMemory: true), separate = results(sharesMemory: false)
    #expect(shared.flatMap { $0.map(\.bitPattern) } == separate.flatMap { $0.map(\.bitPattern) })
  }

  @Test("assignments are computed from the variables' old contents")
  func assignments() {
    let recorder = Recorder()
    let variables = Variables([[2], [2]])
    variables.set(0, to: [1, 2])
    variables.set(1, to: [10, 20])
    let a = recorder.variable(0, shape: [2]), b = recorder.variable(1, shape: [2])
    let plan = Plan(
      recorder, outputs: [a + b], assignments: [(0, a + b), (1, a * 3)], variables: variables)
    plan.run()
    #expect(Array(plan.output(0)) == [11, 22])
    #expect(Array(variables[0]) == [11, 22])
    #expect(Array(variables[1]) == [3, 6])
  }

  @Test("variables can change places, and keep another's old content")
  func exchange() {
    let recorder = Recorder()
    let variables = Variables([[2], [2], [2]])
    variables.set(0, to: [1, 2])
    variables.set(1, to: [10, 20])
    let a = recorder.variable(0, shape: [2]), b = recorder.variable(1, shape: [2])
    let plan = Plan(
      recorder, outputs: [], assignments: [(0, b), (1, a.reshaped(to: [1, 2])), (2, a)], variables: variables)
    plan.run()
    #expect(Array(variables[0]) == [10, 20])
    #expect(Array(variables[1]) == [1, 2])
    #expect(Array(variables[2]) == [1, 2])
  }

  @Test("an optimizer changes weights and state where they lie, with one kernel an operation")
  func inPlace() {
    let recorder = Recorder()
    let variables = Variables([[100], [100]])
    var state = [[], [recorder.variable(1, shape: [100])]]
    let weights = recorder.variable(0, shape: [100])
    let updated = Optimizer.momentum(0.9, learningRate: 0.1).update(
      weights, gradient: recorder.input("gradient", shape: [100]), state: &state,
      in: UpdateContext(
        layout: ParameterLayout(weight: [100]), learningRate: recorder.input("rate", shape: []),
        number: { _ in preconditionFailure("momentum has no numbers of its own") }))
    let plan = Plan(
      recorder, outputs: [], assignments: [(0, updated), (1, state[1][0])], variables: variables)
    // −η, −η·g, γ·v, their sum and w + v: nothing is copied.
    #expect(plan.instructionCount == 5)
  }

  @Test("memory is used again: a deep chain needs no more than a shallow one")
  func arena() {
    func arenaCount(depth: Int) -> Int {
      let recorder = Recorder()
      var x = recorder.input("x", shape: [8, 8])
      for _ in 0..<depth { x = x.matrixProduct(x).tanh() }
      return Plan(recorder, outputs: [x]).arenaCount
    }
    #expect(arenaCount(depth: 40) == arenaCount(depth: 4))
  }

  @Test("what no output needs is not computed")
  func deadCode() {
    let recorder = Recorder()
    let x = recorder.input("x", shape: [4])
    _ = x.exp().log().sum()
    #expect(Plan(recorder, outputs: [x + 1]).instructionCount == 1)
  }
}

extension Tensor {
  /// The first 24 elements of a vector that is longer.
  fileprivate var sliced: Tensor { .apply(Slice(offset: 0, target: [24]), self) }
}
