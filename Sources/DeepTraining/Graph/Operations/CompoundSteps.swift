import CKernels

// Each step of a kernel reads and writes a block of numbers in the first-level cache, which takes longer than most
// functions. So functions that optimizers often combine are one step. Each rounds as it does alone.

extension ElementwiseProgram {
  /// The same program with fewer steps: steps whose results only one other step reads are joined with it.
  var compounded: ElementwiseProgram {
    let readCounts = readCounts
    var compounds = steps, isAbsorbed = [Bool](repeating: false, count: steps.count)
    for index in steps.indices {
      guard let compound = compound(endingAt: index, readCounts) else { continue }
      compounds[index] = compound.step
      for step in compound.absorbed { isAbsorbed[step] = true }
    }
    let left = steps.indices.filter { !isAbsorbed[$0] }
    let places = Dictionary(uniqueKeysWithValues: left.enumerated().map { ($1, $0) })
    return ElementwiseProgram(
      steps: left.map { index in
        Step(
          form: compounds[index].form,
          sources: compounds[index].sources.map { source in
            if case .step(let step) = source { .step(places[step]!) } else { source }
          })
      },
      results: results.map { places[$0]! })
  }

  /// The number of readers of each step's result, including results of the run.
  private var readCounts: [Int] {
    var counts = [Int](repeating: 0, count: steps.count)
    for case .step(let source) in steps.flatMap(\.sources) { counts[source] += 1 }
    for step in results { counts[step] += 1 }
    return counts
  }

  private typealias Compound = (step: Step, absorbed: [Int])

  private func compound(endingAt index: Int, _ readCounts: [Int]) -> Compound? {
    let sources = steps[index].sources
    /// The step that computes a source, if no other step reads it.
    func maker(_ source: ElementwiseRun.Source) -> (index: Int, step: Step)? {
      guard case .step(let made) = source, readCounts[made] == 1 else { return nil }
      return (made, steps[made])
    }
    func made(_ source: ElementwiseRun.Source, by kind: dt_binary_kind) -> (index: Int, step: Step)? {
      maker(source).flatMap { if case .binary(kind) = $0.step.form { $0 } else { nil } }
    }
    func made(
      _ source: ElementwiseRun.Source, by kind: dt_unary_kind
    ) -> (index: Int, source: ElementwiseRun.Source, p: Float)? {
      maker(source).flatMap {
        if case .unary(kind, let p) = $0.step.form { ($0.index, $0.step.sources[0], p) } else { nil }
      }
    }

    switch steps[index].form {
    case .binary(dt_add):
      if let a = made(sources[0], by: dt_scale), let b = made(sources[1], by: dt_scale) {
        if let square = made(b.source, by: dt_square) {
          return (
            Step(form: .compound(dt_weighted_sum_with_square, a.p, b.p), sources: [a.source, square.source]),
            [a.index, b.index, square.index]
          )
        }
        return (
          Step(form: .compound(dt_weighted_sum, a.p, b.p), sources: [a.source, b.source]), [a.index, b.index]
        )
      }
      for (source, other) in [(sources[0], sources[1]), (sources[1], sources[0])] {
        if let product = made(source, by: dt_multiply) {
          return (
            Step(form: .compound(dt_product_and, 0, 0), sources: product.step.sources + [other]),
            [product.index]
          )
        }
      }
      return nil
    case .binary(dt_divide):
      guard let product = made(sources[0], by: dt_multiply) else { return nil }
      return (
        Step(form: .compound(dt_product_by, 0, 0), sources: product.step.sources + [sources[1]]),
        [product.index]
      )
    case .unary(dt_offset, let p):
      guard let root = made(sources[0], by: dt_square_root), let product = made(root.source, by: dt_multiply)
      else { return nil }
      return (
        Step(form: .compound(dt_root_of_product, p, 0), sources: product.step.sources),
        [root.index, product.index]
      )
    default: return nil
    }
  }
}
