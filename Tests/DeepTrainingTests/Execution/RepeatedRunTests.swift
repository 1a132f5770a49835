import Testing

@testable import DeepTraining

@Suite("A plan that runs again")
struct RepeatedRunTests {
  @Test("gives the same bits, whatever its memory held before", arguments: checkedFunctions)
  func bits(_ check: CheckedFunction) {
    let recorded = RecordedCheck(check)
    let outputs = recorded.results + recorded.derivatives
    let plan = Plan(recorded.recorder, outputs: outputs, sharesMemory: true)
    func results() -> [[UInt32]] {
      for (index, operand) in check.operands(seed: 1).enumerated() {
        _ = plan.input("operand \(index)").update(fromContentsOf: operand.scalars.map { Float($0) })
      }
      plan.run()
      return outputs.indices.map { plan.output($0).map(\.bitPattern) }
    }
    let first = results()
    #expect(results() == first)
  }

  @Test(
    "sums rows and columns of every length to within their rounding errors",
    arguments: [
      [1, 1], [1, 17], [15, 16], [33, 31], [63, 64], [65, 65], [130, 100], [129, 7], [1030, 64], [1025, 63],
      [700, 101], [3, 40_000],
    ])
  func sums(shape: [Int]) {
    let check = CheckedFunction("sums", [Shape(shape)]) { [$0[0].sum(axes: [0]), $0[0].sum(axes: [1])] }
    let operands = check.operands(seed: 3)
    let recorder = Recorder()
    let x = recorder.input("x", shape: Shape(shape))
    let plan = Plan(recorder, outputs: check.function([x]))
    _ = plan.input("x").update(fromContentsOf: operands[0].scalars.map { Float($0) })
    let numbers = operands[0].scalars
    let (rows, columns) = (shape[0], shape[1])
    for _ in 0..<2 {
      plan.run()
      for column in 0..<columns {
        let exact = (0..<rows).reduce(0) { $0 + numbers[$1 * columns + column] }
        #expect(abs(Double(plan.output(0)[column]) - exact) <= 1e-6 * Double(rows).squareRoot() * 4)
      }
      for row in 0..<rows {
        let exact = (0..<columns).reduce(0) { $0 + numbers[row * columns + $1] }
        #expect(abs(Double(plan.output(1)[row]) - exact) <= 1e-6 * max(1, abs(exact)))
      }
    }
  }
}
