/// The memory layout of a graph's values: values that are needed at the same time do not overlap.
struct ArenaLayout {
  /// A piece of memory that values share.
  enum Region: Hashable {
    case arena(offset: Int)
    case variable(Int)
    case constant(node: Int)
  }

  /// The address of a value's first element: `offset` elements into a region.
  struct Place: Hashable {
    let region: Region
    let offset: Int
  }

  private(set) var places: [Value: Place] = [:]
  /// The number of elements in the arena.
  private(set) var arenaCount = 0
  /// The assignments whose value is not computed in the variable's memory, and is copied after the run.
  private(set) var copies: [Assignment] = []

  /// Lays out the nodes of `graph` that are marked in `needed`.
  ///
  /// - Parameter sharesMemory: Whether memory is reused when a value is no longer needed. Without it, each computed
  ///   value has separate memory; tests compare with that.
  init(
    _ graph: Graph, needed: [Bool], outputs: [Value], assignments: [Assignment], sharesMemory: Bool = true
  ) {
    var blocks = Blocks(
      graph, needed: needed, outputs: outputs, assigned: graph.withParts(of: assignments.map(\.value)),
      sharesMemory: sharesMemory)
    blocks.assign(assignments)
    copies = assignments.filter { !blocks.isInPlace($0) }
    let offsets = blocks.arenaOffsets(sharesMemory: sharesMemory)
    arenaCount = offsets.count
    for (value, block, offset) in blocks.located {
      let region: Region =
        switch blocks.kind(block) {
        case .computed: .arena(offset: offsets.offsets[block]!)
        case .variable(let index): .variable(index)
        case .constant(let node): .constant(node: node)
        }
      places[value] = Place(region: region, offset: offset)
    }
  }
}

/// The new content of a variable after the run.
struct Assignment: Hashable, Sendable {
  let variable: Int
  let value: Value
}

/// The memory blocks of a graph's values. Each value lies in a block, and a block can be part of another. A block that
/// is not part of another is live from its first definition to its last use.
private struct Blocks {
  enum Kind: Hashable {
    case computed
    case variable(Int)
    case constant(node: Int)
  }

  private struct Block {
    var kind: Kind
    var count: Int
    /// The first node that writes the block, and the last that reads it.
    var first: Int
    var last: Int
    /// The block that contains this one.
    var parent: (block: Int, offset: Int)?
  }

  private let graph: Graph
  private var blocks: [Block] = []
  private var home: [Value: (block: Int, offset: Int)] = [:]
  private var lastUse: [Value: Int] = [:]
  private var variableBlocks: [Int: Int] = [:]
  /// The nodes that read the elements of a value, without those that only change its shape. The number after the last
  /// node represents the reader of outputs.
  private var readers: [Value: [Int]] = [:]

  /// The values that may be placed in a variable, and therefore do not take an operand's memory.
  private let assigned: Set<Value>

  init(_ graph: Graph, needed: [Bool], outputs: [Value], assigned: Set<Value>, sharesMemory: Bool) {
    self.graph = graph
    self.assigned = assigned
    for index in graph.nodes.indices where needed[index] {
      for input in graph.nodes[index].inputs { lastUse[input] = index }
      guard case .operation(let operation, let inputs) = graph.nodes[index].kind else { continue }
      if case .view = operation.placement { continue }
      for input in inputs { readers[input, default: []].append(index) }
    }
    for output in outputs {
      lastUse[output] = graph.nodes.count
      readers[output, default: []].append(graph.nodes.count)
    }
    for index in graph.nodes.indices where needed[index] {
      place(index, sharesMemory: sharesMemory)
    }
  }

  /// All values with their outermost block and their offset there.
  var located: [(Value, Int, Int)] {
    home.keys.map { value in
      let (block, offset) = resolved(value)
      return (value, block, offset)
    }
  }

  func kind(_ block: Int) -> Kind { blocks[block].kind }

  private func resolved(_ value: Value) -> (block: Int, offset: Int) {
    var (block, offset) = home[value]!
    while let parent = blocks[block].parent { (block, offset) = (parent.block, offset + parent.offset) }
    return (block, offset)
  }

  private mutating func place(_ index: Int, sharesMemory: Bool) {
    let node = graph.nodes[index]
    switch node.kind {
    case .input: add(Value(node: index, output: 0), .computed, first: -1)
    case .variable(let variable): addVariable(Value(node: index, output: 0), variable)
    case .constant: add(Value(node: index, output: 0), .constant(node: index), first: -1)
    case .operation(let operation, let inputs):
      for input in inputs { extend(resolved(input).block, to: index) }
      switch operation.placement {
      case .view(let offset):
        let (block, start) = resolved(inputs[0])
        adopt(Value(node: index, output: 0), (block, start + offset))
        return
      case .joined:
        add(Value(node: index, output: 0), .computed, first: index)
        join(inputs, into: home[Value(node: index, output: 0)]!.block)
        return
      case .overOperand where sharesMemory, .overFirst where sharesMemory:
        for output in node.shapes.indices {
          let value = Value(node: index, output: output)
          if !assigned.contains(value),
            let operand = operation.overwritable(inputs).first(where: { canOverwrite($0, with: value) })
          {
            adopt(value, resolved(operand))
          } else {
            add(value, .computed, first: index)
          }
        }
      case .overOperand, .overFirst, .separate:
        for output in node.shapes.indices { add(Value(node: index, output: output), .computed, first: index) }
      }
    }
  }

  private mutating func add(_ value: Value, _ kind: Kind, first: Int) {
    blocks.append(
      Block(
        kind: kind, count: graph.shape(of: value).count, first: first,
        last: max(first, lastUse[value] ?? first)))
    home[value] = (blocks.count - 1, 0)
  }

  private mutating func addVariable(_ value: Value, _ variable: Int) {
    if let block = variableBlocks[variable] { return adopt(value, (block, 0)) }
    variableBlocks[variable] = blocks.count
    add(value, .variable(variable), first: -1)
  }

  private mutating func adopt(_ value: Value, _ place: (block: Int, offset: Int)) {
    home[value] = place
    extend(place.block, to: lastUse[value] ?? value.node)
  }

  private mutating func extend(_ block: Int, to node: Int) {
    blocks[block].last = max(blocks[block].last, node)
  }

  /// Whether a node may overwrite `operand` with its result: no other node reads that memory later.
  private func canOverwrite(_ operand: Value, with result: Value) -> Bool {
    let (block, offset) = resolved(operand)
    let count = graph.shape(of: operand).count
    guard blocks[block].kind == .computed, blocks[block].last <= result.node,
      graph.shape(of: operand) == graph.shape(of: result)
    else { return false }
    return isReadOnlyAsOverwritten(offset..<(offset + count), of: block, by: result.node)
  }

  /// Whether a node that overwrites some elements of a block does not read them after overwriting them: it proceeds
  /// element by element, or does not read them at all.
  private func isReadOnlyAsOverwritten(_ range: Range<Int>, of block: Int, by node: Int) -> Bool {
    guard case .operation(let operation, let inputs) = graph.nodes[node].kind else { return false }
    let overwritable = operation.overwritable(inputs).indices
    return inputs.indices.allSatisfy { index in
      let (other, offset) = resolved(inputs[index])
      let read = offset..<(offset + graph.shape(of: inputs[index]).count)
      return other != block || !read.overlaps(range) || (read == range && overwritable.contains(index))
    }
  }

  /// Makes the blocks of `parts` consecutive parts of `whole`, unless they already have another place.
  private mutating func join(_ parts: [Value], into whole: Int) {
    var offset = 0
    for part in parts {
      let (block, start) = resolved(part)
      if start == 0, block != whole, blocks[block].kind == .computed, blocks[block].first >= 0,
        blocks[block].count == graph.shape(of: part).count
      {
        blocks[block].parent = (whole, offset)
        blocks[whole].first = min(blocks[whole].first, blocks[block].first)
        blocks[whole].last = max(blocks[whole].last, blocks[block].last)
      }
      offset += graph.shape(of: part).count
    }
  }

  /// Places assigned values in their variables' memory if the old content is not read afterwards.
  mutating func assign(_ assignments: [Assignment]) {
    for assignment in assignments {
      let (block, offset) = resolved(assignment.value)
      guard let target = variableBlocks[assignment.variable], blocks[block].kind == .computed, offset == 0,
        blocks[block].count == blocks[target].count, blocks[block].first >= 0,
        canWrite(block, into: target, definedBy: assignment.value.node)
      else { continue }
      blocks[block].parent = (target, 0)
    }
  }

  func isInPlace(_ assignment: Assignment) -> Bool {
    guard home[assignment.value] != nil else { return false }
    let (block, offset) = resolved(assignment.value)
    return blocks[block].kind == .variable(assignment.variable) && offset == 0
  }

  /// Elements of a block that a node reads or writes for the first time.
  private struct Access {
    let range: Range<Int>
    let node: Int
  }

  /// Whether `block`, which node `last` completes, can be written into a variable: no element is read after it is
  /// overwritten.
  private func canWrite(_ block: Int, into variable: Int, definedBy last: Int) -> Bool {
    let reads = reads(of: variable)
    return writes(of: block, finishedBy: last).allSatisfy { write in
      reads.allSatisfy { read in
        read.node < write.node || !read.range.overlaps(write.range)
          || (read.node == write.node && isReadOnlyAsOverwritten(write.range, of: variable, by: read.node))
      }
    }
  }

  /// The parts that are computed in place, and the sections between them that are copied.
  private func writes(of block: Int, finishedBy last: Int) -> [Access] {
    let parts = blocks.filter { $0.parent?.block == block }
    guard !parts.isEmpty else { return [Access(range: 0..<blocks[block].count, node: blocks[block].first)] }
    var writes = parts.map { part in
      Access(range: part.parent!.offset..<(part.parent!.offset + part.count), node: part.first)
    }
    writes.sort { $0.range.lowerBound < $1.range.lowerBound }
    let ends = [0] + writes.map(\.range.upperBound),
      starts = writes.map(\.range.lowerBound) + [blocks[block].count]
    for (end, start) in zip(ends, starts) where end < start {
      writes.append(Access(range: end..<start, node: last))
    }
    return writes
  }

  private func reads(of variable: Int) -> [Access] {
    lastUse.keys.filter { home[$0] != nil && resolved($0).block == variable }.flatMap { value in
      let start = resolved(value).offset, range = start..<(start + graph.shape(of: value).count)
      return (readers[value] ?? []).map { Access(range: range, node: $0) }
    }
  }

  /// Computes an offset for each outermost computed block so that blocks that are live at the same time do not overlap.
  /// The largest blocks are placed first, each at the lowest offset that is free during its life.
  func arenaOffsets(sharesMemory: Bool) -> (offsets: [Int: Int], count: Int) {
    let line = 16  // elements of a cache line
    let roots = blocks.indices.filter { blocks[$0].kind == .computed && blocks[$0].parent == nil }
    var offsets: [Int: Int] = [:], end = 0
    // Sorted by offset. Every block is compared with all placed blocks: 2 ms for 100 layers.
    var placed: [(range: Range<Int>, life: ClosedRange<Int>)] = []
    for root in roots.sorted(by: { (blocks[$1].count, $0) < (blocks[$0].count, $1) }) {
      let size = max(1, (blocks[root].count + line - 1) / line) * line
      let life = blocks[root].first...blocks[root].last
      var offset = 0
      for other in placed where !sharesMemory || other.life.overlaps(life) {
        if offset + size <= other.range.lowerBound { break }
        offset = max(offset, other.range.upperBound)
      }
      offsets[root] = offset
      end = max(end, offset + size)
      let position = placed.firstIndex { $0.range.lowerBound > offset } ?? placed.count
      placed.insert((offset..<(offset + size), life), at: position)
    }
    return (offsets, end)
  }
}

extension Operation {
  /// The operands that the results may overwrite, first to last.
  fileprivate func overwritable(_ operands: [Value]) -> ArraySlice<Value> {
    switch placement {
    case .overOperand: operands[...]
    case .overFirst: operands.prefix(1)
    case .separate, .view, .joined: []
    }
  }
}

extension Graph {
  /// The values, and the parts of values that are joined.
  fileprivate func withParts(of values: [Value]) -> Set<Value> {
    var all = Set(values)
    for value in values {
      if case .operation(let operation, let parts) = nodes[value.node].kind, operation.placement == .joined {
        all.formUnion(parts)
      }
    }
    return all
  }
}
