import Testing

@testable import DeepTraining

@Suite("Steps of elementwise kernels")
struct ElementwiseProgramTests {
  /// What is computed of three vectors and a single number.
  struct Formula: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// In how many steps.
    let stepCount: Int
    let results: @Sendable (_ u: Tensor, _ v: Tensor, _ w: Tensor, _ number: Tensor) -> [Tensor]
  }

  static let formulas = [
    Formula(testDescription: "0.9u + 0.1v", stepCount: 1) { u, v, _, _ in [0.9 * u + 0.1 * v] },
    Formula(testDescription: "0.9u + 0.1v²", stepCount: 1) { u, v, _, _ in [0.9 * u + 0.1 * v.squared()] },
    Formula(testDescription: "0.9u² + 0.1v", stepCount: 2) { u, v, _, _ in [0.9 * u.squared() + 0.1 * v] },
    Formula(testDescription: "√(u·n) + 0.1", stepCount: 1) { u, _, _, n in [(u * n).squareRoot() + 0.1] },
    Formula(testDescription: "u·n / w", stepCount: 1) { u, _, w, n in [u * n / w] },
    Formula(testDescription: "u / (v·w)", stepCount: 2) { u, v, w, _ in [u / (v * w)] },
    Formula(testDescription: "u·n + w", stepCount: 1) { u, _, w, n in [u * n + w] },
    Formula(testDescription: "u + v·w", stepCount: 1) { u, v, w, _ in [u + v * w] },
    Formula(testDescription: "u·v + v·w", stepCount: 2) { u, v, w, _ in [u * v + v * w] },
    Formula(testDescription: "x + x with x = 0.9u", stepCount: 2) { u, _, _, _ in
      let x = 0.9 * u
      return [x + x]
    },
    Formula(testDescription: "0.9u + x with x = 0.1v, which is a result too", stepCount: 3) { u, v, _, _ in
      let x = 0.1 * v
      return [x, 0.9 * u + x]
    },
    Formula(testDescription: "a step of Adam", stepCount: 5) { m, v, g, n in
      let mean = 0.9 * m + 0.1 * g, square = 0.999 * v + 0.001 * g.squared()
      return [mean, square, m + mean * n / ((square * n).squareRoot() + 1e-8) * n]
    },
  ]

  private static let count = 2_500

  private func recorded(_ formula: Formula) -> (recorder: Recorder, results: [Tensor]) {
    let recorder = Recorder()
    let vectors = ["u", "v", "w"].map { recorder.input($0, shape: [Self.count]) }
    return (recorder, formula.results(vectors[0], vectors[1], vectors[2], recorder.input("n", shape: [])))
  }

  @Test("functions that are one step round as they do by themselves", arguments: formulas)
  func bits(formula: Formula) {
    func bits(fuses: Bool) -> [UInt32] {
      let (recorder, results) = recorded(formula)
      let plan = Plan(recorder, outputs: results, fuses: fuses)
      for (seed, name) in ["u", "v", "w"].enumerated() {
        var numbers = Tensor(normal: [Self.count], seed: seed).floats
        for index in stride(from: seed, to: Self.count, by: 11) {
          numbers[index] = [.nan, .infinity, -.infinity, 0, -0.0, 1e-40, 3e38][index % 7]
        }
        _ = plan.input(name).update(fromContentsOf: numbers)
      }
      plan.input("n")[0] = 1.7
      plan.run()
      return results.indices.flatMap { plan.output($0).map { $0.isNaN ? 1 : $0.bitPattern } }
    }
    #expect(bits(fuses: true) == bits(fuses: false))
  }

  @Test(
    "steps whose results others read, or that stand in another order, stay by themselves", arguments: formulas
  )
  func steps(formula: Formula) throws {
    let (recorder, results) = recorded(formula)
    var planned = PlannedGraph(recorder.graph, outputs: results.map(recorder.value), assignments: [])
    planned.fuse()
    let fused = planned.graph
    let run = try #require(fused.nodes.indices.compactMap { fused.operation($0, ElementwiseRun.self) }.first)
    #expect(ElementwiseProgram(run.operation).compounded.steps.count == formula.stepCount)
  }
}
