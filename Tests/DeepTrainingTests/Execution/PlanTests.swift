import TestSupport
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
          switch stream.integer(below: 12) {
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
          case 7: x.reshaped(to: [6, 4]).plus(row: y).reshaped(to: [24])
          case 8: x.reshaped(to: [4, 6]).plus(column: y).relu().reshaped(to: [24])
          case 9: (x - y).squared().maximum(0.25) * x
          case 10: x * .apply(DropoutMask(shape: [24], rate: 0.4, stream: 7), y)
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

  @Test(
    "a plan that shares memory, or joins elementwise operations, gives the bits of one that does not",
    arguments: 0..<100)
  func sharing(seed: Int) {
    func results(sharesMemory: Bool, fuses: Bool) -> [UInt32] {
      let random = RandomGraph(seed: seed)
      let variables = Variables([[24]])
      variables.set(0, to: (0..<24).map { Float($0) / 24 })
      let plan = Plan(
        random.recorder, outputs: random.outputs, assignments: [(0, random.assignment)], variables: variables,
        sharesMemory: sharesMemory, fuses: fuses)
      var results: [[Float]] = []
      for turn in 0..<3 {
        _ = plan.input("a").update(fromContentsOf: (0..<24).map { Float($0 * (turn + 1)) / 31 - 0.4 })
        plan.run()
        results += random.outputs.indices.map { Array(plan.output($0)) } + [Array(variables[0])]
      }
      return results.flatMap { $0.map(\.bitPattern) }
    }
    let plain = results(sharesMemory: false, fuses: false)
    #expect(results(sharesMemory: true, fuses: false) == plain)
    #expect(results(sharesMemory: false, fuses: true) == plain)
    #expect(results(sharesMemory: true, fuses: true) == plain)
  }

  /// The parts of a variable change one after the other, in an order in which some are read before and some after.
  @Test(
    "a variable whose parts are computed apart takes them where it lies only if nobody reads what was there",
    arguments: 0..<40)
  func parts(seed: Int) {
    func results(sharesMemory: Bool) -> [UInt32] {
      var stream = RandomStream(seed: seed)
      let recorder = Recorder(), variables = Variables([[24]])
      variables.set(0, to: (0..<24).map { Float($0) / 24 })
      let w = recorder.variable(0, shape: [24]), a = recorder.input("a", shape: [24])
      func part(_ tensor: Tensor, _ index: Int) -> Tensor {
        .apply(Slice(offset: 8 * index, target: [8]), tensor)
      }
      let sections = (0..<3).map { index in
        let other = part(stream.integer(below: 2) == 0 ? w : a, stream.integer(below: 3))
        return stream.integer(below: 3) == 0
          ? other * part(a, index) : part(w, index) + other.reshaped(to: [2, 4]).sum() * part(a, index)
      }
      let plan = Plan(
        recorder, outputs: [sections[stream.integer(below: 3)] + 1],
        assignments: [(0, Tensor.apply(Join(), sections)[0])], variables: variables,
        sharesMemory: sharesMemory)
      for turn in 0..<3 {
        _ = plan.input("a").update(fromContentsOf: (0..<24).map { Float($0 * (turn + 1)) / 31 - 0.4 })
        plan.run()
      }
      return (Array(plan.output(0)) + Array(variables[0])).map(\.bitPattern)
    }
    #expect(results(sharesMemory: true) == results(sharesMemory: false))
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

  @Test("an optimizer changes weights and state where they lie, in one pass")
  func inPlace() {
    let recorder = Recorder()
    let variables = Variables([[100], [100]])
    var state = [recorder.variable(1, shape: [100])]
    let weights = recorder.variable(0, shape: [100])
    let updated = Optimizer.momentum(0.9, learningRate: 0.1).update(
      weights, gradient: recorder.input("gradient", shape: [100]), state: &state,
      in: UpdateContext(
        layout: ParameterLayout(weight: [100]), learningRate: recorder.input("rate", shape: []),
        number: { _ in preconditionFailure("momentum has no numbers of its own") }))
    let plan = Plan(
      recorder, outputs: [], assignments: [(0, updated), (1, state[0])], variables: variables)
    // −η, then −η·g, γ·v, their sum and w + v at once: nothing is copied.
    #expect(plan.instructionCount == 2)
  }

  @Test("Adam's step, of which some operations are one, gives the bits of its operations one by one")
  func adamTogether() {
    let count = 2_500
    func results(fuses: Bool) -> (bits: [[UInt32]], instructionCount: Int) {
      let recorder = Recorder(), variables = Variables([[count], [count], [count]])
      variables.set(0, to: Tensor(normal: [count], seed: 1).floats)
      var state = (1...2).map { recorder.variable($0, shape: [count]) }
      var numbers: [String] = []
      let updated = Optimizer.adam(learningRate: 0.1).update(
        recorder.variable(0, shape: [count]), gradient: recorder.input("gradient", shape: [count]),
        state: &state,
        in: UpdateContext(
          layout: ParameterLayout(weight: [count]), learningRate: recorder.input("rate", shape: []),
          number: { _ in
            numbers.append("number \(numbers.count)")
            return recorder.input(numbers.last!, shape: [])
          }))
      let plan = Plan(
        recorder, outputs: [], assignments: [(0, updated), (1, state[0]), (2, state[1])],
        variables: variables, fuses: fuses)
      for turn in 0..<3 {
        let gradient = Tensor(normal: [count], seed: turn + 2).floats
        _ = plan.input("gradient").update(fromContentsOf: gradient)
        for (index, name) in (numbers + ["rate"]).enumerated() {
          plan.input(name)[0] = Float(index + 1) / Float(turn + 3)
        }
        plan.run()
      }
      return ((0..<3).map { variables[$0].map(\.bitPattern) }, plan.instructionCount)
    }
    let together = results(fuses: true), apart = results(fuses: false)
    #expect(together.bits == apart.bits)
    #expect(together.instructionCount < apart.instructionCount)
  }

  @Test("elementwise operations on many numbers, which two threads share, give the bits of few at a time")
  func sharedElementwise() {
    let rows = 301, columns = 303
    let x = Tensor(normal: [rows, columns], seed: 1), row = Tensor(normal: [columns], seed: 2)
    let numbers = x.floats, sums = (x + row).floats, squares = (x * x).floats, sigmoids = x.sigmoid().floats
    for index in 0..<rows {
      let places = columns * index..<columns * (index + 1)
      let one = Tensor(shape: [columns], floats: numbers[places])
      #expect(Array(sums[places]) == (one + row).floats)
      #expect(Array(squares[places]) == (one * one).floats)
      #expect(Array(sigmoids[places]) == one.sigmoid().floats)
    }
  }

  /// What five steps of a training leave behind in which two weights are large, and the plan that made them.
  private func trained(
    by optimizer: Optimizer, rewriting: [RewritingRule]
  ) throws -> (variables: [Tensor], operations: [String], arenaCount: Int) {
    let model = Model(input: [300]) {
      Dense(500)
      Tanh()
      Dense(500)
      Tanh()
      Dense(3)
    }
    let data = try Dataset(
      inputShape: [300], inputs: Tensor(normal: [8, 300], seed: 1).floats,
      targets: .classes((0..<8).map { $0 % 3 }, count: 3))
    let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: optimizer, seed: 1)
    let step = try trainer.makeTrainingStep(batchSize: 8, data, rewriting: rewriting)
    for index in 0..<5 {
      Batches(data).feed((0..<8).map(Int32.init)[...], to: step.plan)
      step.feedNumbers(StepPosition(step: index, epoch: 0), learningRate: 0.1)
      step.plan.run()
    }
    return (
      trainer.variables.shapes.indices.map(trainer.variables.tensor),
      step.plan.operations.map(\.description), step.plan.arenaCount
    )
  }

  @Test(
    "plain descent adds products to the weights where they lie, and changes no bit",
    .enabled(if: Engine.hasFusedSums, "without FMA, oneDNN multiplies"))
  func descent() throws {
    let optimizer = Optimizer.sgd(learningRate: 0.1)
    let plain = try trained(by: optimizer, rewriting: [])
    let descended = try trained(by: optimizer, rewriting: .training)
    #expect(plain.variables[0].floats == descended.variables[0].floats)
    #expect(descended.operations.filter { $0.hasPrefix("descent by matrix product") }.count == 3)
    #expect(!descended.operations.contains { $0.hasPrefix("copy") || $0.hasPrefix("join") })
  }

  @Test(
    "an optimizer's step follows each large product, changes no bit and needs no room for the whole gradient",
    arguments: [
      Optimizer.momentum(0.9, learningRate: 0.1), .adam(learningRate: 0.1), .rmsProp(learningRate: 0.1),
    ])
  func sections(optimizer: Optimizer) throws {
    let plain = try trained(by: optimizer, rewriting: [])
    let sectioned = try trained(by: optimizer, rewriting: .training)
    for (a, b) in pairs(plain.variables, sectioned.variables) { #expect(a.floats == b.floats) }
    for (product, count) in [("[300, 500]", 150_000), ("[500, 500]", 250_000)] {
      let index = try #require(sectioned.operations.firstIndex(of: "matrix product → \(product)"))
      #expect(sectioned.operations[index + 1].hasSuffix(" [\(count)]"))
    }
    #expect(!sectioned.operations.contains { $0.hasPrefix("copy") || $0.hasPrefix("join") })
    #expect(sectioned.arenaCount < plain.arenaCount - 140_000)
  }

  @Test(
    "pooling goes before rectifying, and its derivative after, without changing a bit", arguments: [4, 5])
  func poolFirst(size: Int) {
    func results(rewriting: [RewritingRule]) -> (bits: [UInt32], operations: [String]) {
      let recorder = Recorder(), shape: Shape = [3, size, size, 16]
      let x = recorder.input("x", shape: shape)
      let geometry = try! WindowGeometry(
        of: Size2D(2, 2), on: Size2D(size, size), stride: Size2D(2, 2), padding: .valid)
      let y = x.relu(), pooled = Tensor.apply(WindowSelection(geometry: geometry), y, y)
      let loss = (pooled * Tensor(normal: pooled.shape, seed: 2)).sum()
      let plan = Plan(recorder, outputs: [pooled] + gradients(of: loss, at: [x]), rewriting: rewriting)
      var numbers = Tensor(normal: shape, seed: 1).floats
      for index in stride(from: 0, to: numbers.count, by: 7) { numbers[index] = [0, 1, .nan][index % 3] }
      _ = plan.input("x").update(fromContentsOf: numbers)
      plan.run()
      let results = (0..<2).flatMap { Array(plan.output($0)) }
      return (results.map { $0.isNaN ? 1 : $0.bitPattern }, plan.operations.map(\.description))
    }
    let plain = results(rewriting: []), rewritten = results(rewriting: .training)
    #expect(rewritten.bits == plain.bits)
    #expect(plain.operations.contains("relu → [3, \(size), \(size), 16]"))
    #expect(rewritten.operations.contains { $0.hasPrefix("relu") && $0.hasSuffix("[3, 2, 2, 16]") })
    #expect(!rewritten.operations.contains { $0.hasPrefix("gate → [3, \(size)") })
  }

  @Test("a convolution adds its bias itself")
  func bias() {
    let weight = Tensor(normal: [3, 3, 2, 5], seed: 1), bias = Tensor(normal: [5], seed: 2)
    let content = Tensor(normal: [4, 6, 6, 2], seed: 3), recorder = Recorder()
    let x = recorder.input("x", shape: content.shape)
    let plan = Plan(recorder, outputs: [x.convolved(with: weight) + bias])
    #expect(plan.operations.map(\.description) == ["convolution with bias → [4, 4, 4, 5]"])
    _ = plan.input("x").update(fromContentsOf: content.floats)
    plan.run()
    let expected = (content.convolved(with: weight) + bias).floats
    for (sum, number) in pairs(plan.output(0), expected) { #expect(abs(sum - number) < 1e-5) }
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

  @Test(
    "elementwise operations are joined, those that two read too, but not over what stands between",
    arguments: [1, 1023, 1024, 1025, 300_000])
  func joined(count: Int) {
    let recorder = Recorder()
    let x = recorder.input("x", shape: [count])
    let a = x.tanh(), b = a * a + a
    #expect(Plan(recorder, outputs: [b, a]).instructionCount == 1)
    // The sum must be there before it is subtracted, and needs a.
    let c = (a - a.sum()).exp()
    let plan = Plan(recorder, outputs: [c])
    #expect(plan.instructionCount == 3)
    let numbers = (0..<count).map { Float($0 % 37) / 37 }
    _ = plan.input("x").update(fromContentsOf: numbers)
    plan.run()
    let tensor = Tensor(shape: [count], floats: numbers).tanh()
    #expect(Array(plan.output(0)) == (tensor - tensor.sum()).exp().floats)
  }

  @Test(
    "rows longer and shorter than a block are repeated right",
    arguments: [[3, 10], [400, 30], [5, 1024], [3, 2500], [2, 3, 700]])
  func repeated(extents: [Int]) {
    let shape = Shape(extents), recorder = Recorder()
    let x = recorder.input("x", shape: shape)
    let row = Tensor(normal: [extents.last!], seed: 1)
    let column = Tensor(normal: Shape(extents.dropLast() + [1]), seed: 2)
    let plan = Plan(recorder, outputs: [(x * row + column).tanh() * x])
    #expect(plan.instructionCount == 1)
    let content = Tensor(normal: shape, seed: 3)
    _ = plan.input("x").update(fromContentsOf: content.floats)
    plan.run()
    #expect(Array(plan.output(0)) == ((content * row + column).tanh() * content).floats)
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
  /// This matrix with a part of a vector added to each row.
  fileprivate func plus(row vector: Tensor) -> Tensor {
    self + .apply(Slice(offset: 3, target: [shape[1]]), vector)
  }

  /// This matrix with a part of a vector added to each column.
  fileprivate func plus(column vector: Tensor) -> Tensor {
    self + .apply(Slice(offset: 5, target: [shape[0], 1]), vector)
  }

  /// The first 24 elements of a vector that is longer.
  fileprivate var sliced: Tensor { .apply(Slice(offset: 0, target: [24]), self) }
}
