// Rules for the step of an optimizer.

extension RewritingRule {
  /// The step of plain gradient descent, w + s·g, where g consists of joined products and sums: each product without
  /// another reader is multiplied by s and added to its weights as it is computed. Bits change only if oneDNN computed
  /// the product.
  static let descendInProduct = RewritingRule { index, rewriter in
    let old = rewriter.old
    guard
      let (sum, operands) = old.operation(index, Binary.self), sum.function == .add,
      case .variable = old.nodes[operands[0].node].kind,
      let (scaled, factors) = old.operation(operands[1].node, Binary.self), scaled.function == .multiply,
      old.shape(of: factors[0]).count == 1, rewriter.isRead(operands[1], onlyBy: index),
      let (_, parts) = old.operation(factors[1].node, Join.self),
      rewriter.isRead(factors[1], onlyBy: operands[1].node)
    else { return nil }
    func product(_ part: Value) -> (operation: MatrixProduct, operands: [Value])? {
      guard let product = old.operation(part.node, MatrixProduct.self),
        rewriter.isRead(part, onlyBy: factors[1].node),
        product.operation.canDescend(old.shape(of: product.operands[0]))
      else { return nil }
      return product
    }
    guard parts.contains(where: { product($0) != nil }) else { return nil }
    let weights = rewriter[operands[0]], scale = rewriter[factors[0]]
    var offset = 0, sections: [Value] = []
    for run in parts.chunked(by: { product($0) == nil }) {
      let count = run.reduce(0) { $0 + old.shape(of: $1).count }
      let section = rewriter.append(Slice(offset: offset, target: [count]), [weights])
      offset += count
      if let (product, matrices) = product(run[0]) {
        sections.append(
          rewriter.append(
            DescendedProduct(product: product), [section, scale] + matrices.map { rewriter[$0] }))
      } else {
        let gradient = rewriter.append(Join(), run.map { rewriter[$0] })
        let step = rewriter.append(Binary(.multiply), [scale, gradient])
        sections.append(rewriter.append(Binary(.add), [section, step]))
      }
    }
    return rewriter.append(Join(), sections)
  }

  /// Computes the elementwise updates of optimizers in sections of the joined gradient: each large product is computed
  /// just before its update, so that its part of the gradient stays in the caches and needs no separate memory.
  static let updateInSections = RewritingRule { index, rewriter in
    guard let update = Update(endingAt: index, in: rewriter) else { return nil }
    var sections = [[Value]](repeating: [], count: update.results.count), offset = 0
    for run in update.parts.chunked(by: { !rewriter.isLargeProduct($0, readBy: update.gradient.node) }) {
      let part = rewriter.append(Join(), run.map { rewriter.computedHere($0, readBy: update.gradient.node) })
      let places = rewriter.append(update, of: part, at: offset)
      for (result, member) in update.results.enumerated() {
        sections[result].append(places[Value(node: member, output: 0)]!)
      }
      offset += rewriter.graph.shape(of: part).count
    }
    for (member, parts) in zip(update.results, sections) {
      rewriter.places[Value(node: member, output: 0)] = rewriter.append(Join(), parts)
    }
    return rewriter[Value(node: index, output: 0)]
  }
}

/// Elementwise operations on a whole gradient, which can equally be computed section by section.
private struct Update {
  /// The gradient, and the parts from which it is joined.
  let gradient: Value
  let parts: [Value]
  /// The nodes of the operations, in order. All their operands are known at the position of the last one.
  let members: [Int]
  /// The members whose results other nodes read.
  let results: [Int]

  init?(endingAt last: Int, in rewriter: Rewriter) {
    let old = rewriter.old
    guard old.isElementwise(last), let (gradient, parts) = Self.gradient(above: last, in: rewriter) else {
      return nil
    }
    func fits(_ index: Int) -> Bool {
      old.isElementwise(index) && old.nodes[index].shapes == old.nodes[last].shapes
    }
    var members: Set<Int> = [], open = rewriter.readers[gradient.node]
    while let next = open.popLast() {
      if fits(next), members.insert(next).inserted { open += rewriter.readers[next] }
    }
    open = members.flatMap { old.nodes[$0].inputs.map(\.node) }
    while let next = open.popLast() {
      // For example the decay of a moving average, which has no other reader.
      guard fits(next), !rewriter.isKept(next), rewriter.readers[next].allSatisfy(members.contains),
        members.insert(next).inserted
      else { continue }
      open += old.nodes[next].inputs.map(\.node)
    }
    func strangers(_ index: Int) -> [Int] { rewriter.readers[index].filter { !members.contains($0) } }
    guard members.max() == last, !rewriter.isKept(gradient.node), strangers(gradient.node).isEmpty,
      members.allSatisfy({ strangers($0).allSatisfy { $0 > last } })
    else { return nil }
    self.gradient = gradient
    self.parts = parts
    self.members = members.sorted()
    results = self.members.filter { rewriter.isKept($0) || !strangers($0).isEmpty }
  }

  /// The joined gradient that elementwise operations lead from to a node, if it contains large products.
  private static func gradient(above last: Int, in rewriter: Rewriter) -> (Value, parts: [Value])? {
    let old = rewriter.old, shape = old.nodes[last].shapes[0]
    var open = [last], seen: Set = [last]
    while let next = open.popLast() {
      for input in old.nodes[next].inputs where old.shape(of: input) == shape {
        if let (_, parts) = old.operation(input.node, Join.self),
          parts.contains(where: { rewriter.isLargeProduct($0, readBy: input.node) })
        {
          return (input, parts)
        }
        if old.isElementwise(input.node), seen.insert(input.node).inserted { open.append(input.node) }
      }
    }
    return nil
  }
}

extension Rewriter {
  /// The position of a value; computes a large product without another reader here.
  fileprivate mutating func computedHere(_ value: Value, readBy reader: Int) -> Value {
    guard isLargeProduct(value, readBy: reader),
      let (product, matrices) = old.operation(value.node, MatrixProduct.self)
    else { return self[value] }
    return append(product, matrices.map { self[$0] })
  }

  /// Appends an update of one section of the gradient, and returns the positions of the section of each value.
  fileprivate mutating func append(_ update: Update, of part: Value, at offset: Int) -> [Value: Value] {
    let whole = old.shape(of: update.gradient), count = graph.shape(of: part).count
    var places = [update.gradient: part]
    for member in update.members {
      guard case .operation(let operation, let operands) = old.nodes[member].kind else { continue }
      let sections = operands.map { operand in
        if let place = places[operand] { return place }
        guard old.shape(of: operand) == whole else { return self[operand] }
        let section = append(Slice(offset: offset, target: [count]), [self[operand]])
        places[operand] = section
        return section
      }
      places[Value(node: member, output: 0)] = append(operation, sections)
    }
    return places
  }
}

extension Graph {
  /// Whether a node is an elementwise function of vectors and single numbers that does not depend on an element's
  /// index.
  fileprivate func isElementwise(_ index: Int) -> Bool {
    let shape = nodes[index].shapes[0]
    guard case .operation(let operation, let operands) = nodes[index].kind,
      let operation = operation as? any ElementwiseOperation, shape.rank == 1
    else { return false }
    if case .mask = operation.form { return false }
    return operands.allSatisfy { self.shape(of: $0) == shape || self.shape(of: $0).count == 1 }
  }
}

extension [Value] {
  /// Groups neighbours that belong together; each of the others forms a group alone.
  fileprivate func chunked(by belong: (Value) -> Bool) -> [[Value]] {
    var runs: [[Value]] = [], isOpen = false
    for value in self {
      if isOpen, belong(value) { runs[runs.count - 1].append(value) } else { runs.append([value]) }
      isOpen = belong(value)
    }
    return runs
  }
}
