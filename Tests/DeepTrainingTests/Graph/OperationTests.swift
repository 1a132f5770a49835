import TestSupport
import Testing

@testable import DeepTraining

@Suite("Operations")
struct OperationTests {
  @Test("a derivative equals the slope of the function in double precision", arguments: checkedFunctions)
  func derivative(_ check: CheckedFunction) {
    let recorded = RecordedCheck(check)
    let operands = check.operands(seed: 1)
    let exact = recorded.reference(operands)
    for (index, operand) in check.differentiated.enumerated() {
      let derivative = exact[recorded.recorder.value(of: recorded.derivatives[index])]!
      #expect(derivative.shape == check.shapes[operand])
      let scale = derivative.scalars.map(abs).max()!
      for element in derivative.scalars.indices {
        let slope = slope(of: recorded, operands, operand, element)
        #expect(
          abs(derivative.scalars[element] - slope) <= 1e-6 * max(abs(slope), scale, 1e-3),
          "operand \(operand), element \(element): \(derivative.scalars[element]), slope \(slope)")
      }
    }
  }

  /// The central difference of fourth order.
  private func slope(
    of check: RecordedCheck, _ operands: [ReferenceTensor], _ operand: Int, _ element: Int
  ) -> Double {
    let h = 1e-3
    func loss(_ steps: Double) -> Double {
      var moved = operands
      moved[operand].scalars[element] += steps * h
      return check.lossAt(moved)
    }
    return (8 * (loss(1) - loss(-1)) - (loss(2) - loss(-2))) / (12 * h)
  }

  @Test("a plan computes in single precision what the reference does in double", arguments: checkedFunctions)
  func plan(_ check: CheckedFunction) {
    let recorded = RecordedCheck(check)
    let outputs = recorded.results + [recorded.loss] + recorded.derivatives
    for seed in 1...3 {
      let operands = check.operands(seed: seed)
      let exact = recorded.reference(operands)
      let sharing = recorded.planned(outputs, operands, sharesMemory: true)
      let separate = recorded.planned(outputs, operands, sharesMemory: false)
      for (index, output) in outputs.enumerated() {
        let expected = exact[recorded.recorder.value(of: output)]!.scalars
        // Elements at which terms cancel are only as exact as the terms.
        let scale = max(expected.map(abs).max()!, index >= recorded.results.count ? 1 : 0)
        for (found, wanted) in pairs(sharing[index], expected) {
          #expect(abs(Double(found) - wanted) <= 1e-5 * scale, "output \(index): \(found), \(wanted)")
        }
        #expect(sharing[index] == separate[index], "sharing memory changes output \(index)")
      }
    }
  }

  @Test("eager tensors give the bits that a plan gives", arguments: checkedFunctions)
  func eager(_ check: CheckedFunction) {
    let recorded = RecordedCheck(check)
    let operands = check.operands(seed: 4)
    let planned = recorded.planned(recorded.results, operands, sharesMemory: true)
    let watching = Recorder()
    let eager = check.function(operands.map { watching.watch(Tensor($0.scalars, shape: $0.shape)) })
    #expect(eager.map(\.floats) == planned)
  }

  @Test("elementary functions stay within four units in the last place, GELU within seven")
  func elementary() {
    let checks: [(UnaryFunction, ClosedRange<Double>)] = [
      (.exponential, -87...88), (.logarithm, 1e-30...1e30), (.logarithm, 0.5...2), (.tanh, -10...10),
      (.sigmoid, -80...80), (.sigmoid, -103 ... -80), (.softplus, -80...80),
      (.exponentialMinusOne, -1...1), (.exponentialMinusOne, -1e-6...1e-6), (.exponentialMinusOne, -30...88),
      (.elu(1.5), -1...1), (.silu, -80...80), (.errorFunction, -1e-6...1e-6), (.errorFunction, -5...5),
      (.gelu, -1...1), (.gelu, -12...12),
    ]
    var stream = RandomStream(seed: 5)
    for (function, range) in checks {
      let points = (0..<20_000).map { _ in Double(Float(stream.uniform(in: range))) }
      let found = Tensor.apply(Unary(function), Tensor(points)).floats
      let expected = Unary(function).reference([ReferenceTensor([points.count], points)], run: Run())[0]
        .scalars
      let bound = function == .gelu ? 7.0 : 4
      for (index, (found, expected)) in pairs(found, expected).enumerated() {
        #expect(
          abs(Double(found) - expected) <= bound * Double(Float(expected).ulp),
          "\(function) of \(points[index]): \(found), \(expected)")
      }
    }
  }

  @Test("elementary functions keep infinities and NaN as IEEE 754 has them")
  func extremes() {
    func values(_ function: UnaryFunction, _ points: [Double]) -> [Float] {
      Tensor.apply(Unary(function), Tensor(points)).floats
    }
    #expect(values(.exponential, [1000, -1000, 0]) == [.infinity, 0, 1])
    #expect(values(.logarithm, [0, .infinity, 1]) == [-.infinity, .infinity, 0])
    let undefined = values(.logarithm, [-1, .nan])
    #expect(undefined[0].isNaN && undefined[1].isNaN)
    #expect(values(.tanh, [1000, -1000, 0]) == [1, -1, 0])
    #expect(values(.sigmoid, [1000, -1000, 0]) == [1, 0, 0.5])
    #expect(values(.exponentialMinusOne, [1000, -1000, 0]) == [.infinity, -1, 0])
    for function: UnaryFunction in [
      .exponential, .exponentialMinusOne, .tanh, .sigmoid, .relu, .squareRoot, .gelu, .silu, .elu(1),
      .leakyReLU(0.1), .softplus, .errorFunction, .sign,
    ] {
      #expect(values(function, [.nan])[0].isNaN, "\(function)")
    }
  }

  @Test("a long product stays within the bound of its rounding errors")
  func productBound() {
    let k = 3000
    let check = CheckedFunction("product", [[3, k], [k, 4]]) { [$0[0].matrixProduct($0[1])] }
    let operands = check.operands(seed: 6)
    let found = check.function(operands.map { Tensor($0.scalars, shape: $0.shape) })[0].scalars
    let exact = MatrixProduct().reference(operands, run: Run())[0].scalars
    let magnitudes = MatrixProduct().reference(
      operands.map { ReferenceTensor($0.shape, $0.scalars.map(abs)) }, run: Run())[0].scalars
    for index in found.indices {
      #expect(
        abs(found[index] - exact[index])
          <= 4 * Double(Float.ulpOfOne) * Double(k).squareRoot() * magnitudes[index])
    }
  }

  @Test("a convolution and its derivatives stay within the bound of their rounding errors")
  func convolutionBound() {
    let checked = CheckedConvolution(
      batch: 4, image: Size2D(12, 11), channels: 24, filters: 20, padding: .same)
    for (result, products) in [(Convolution.Factor.output, 9 * 24), (.input, 9 * 20), (.weight, 4 * 12 * 11)]
    {
      let operation = Convolution(geometry: checked.geometry, result: result)
      let shapes: [Convolution.Factor: Shape] = [
        .input: checked.shapes[0], .weight: checked.shapes[1], .output: [4, 12, 11, 20],
      ]
      let given = Convolution.Factor.allCases.filter { $0 != result }.map { shapes[$0]! }
      let operands = CheckedFunction("operands", given) { $0 }.operands(seed: 7)
      let found = Tensor.apply(operation, operands.map { Tensor($0.scalars, shape: $0.shape) })[0].scalars
      let exact = operation.reference(operands, run: Run())[0].scalars
      let magnitudes = operation.reference(
        operands.map { ReferenceTensor($0.shape, $0.scalars.map(abs)) }, run: Run())[0].scalars
      for index in found.indices {
        #expect(
          abs(found[index] - exact[index])
            <= 4 * Double(Float.ulpOfOne) * Double(products).squareRoot() * magnitudes[index])
      }
    }
  }

  @Test("a dropout mask is the reference's, drawn anew for each step and seed")
  func dropoutMask() {
    let operation = DropoutMask(shape: [5, 7], rate: 0.3, stream: 12)
    let recorder = Recorder()
    let plan = Plan(recorder, outputs: [.apply(operation, recorder.input("x", shape: [5, 7]))])
    var seen: Set<[Float]> = []
    for run in [Run(seed: 1, step: 0), Run(seed: 1, step: 1), Run(seed: 2, step: 0)] {
      plan.run(run)
      #expect(Array(plan.output(0)) == operation.reference([], run: run)[0].scalars.map { Float($0) })
      seen.insert(Array(plan.output(0)))
    }
    #expect(seen.count == 3)
  }

  @Test("normal noise is the reference's, drawn anew for each step and seed")
  func normalNoise() {
    let operation = NormalNoise(shape: [31, 37], mean: 1, standardDeviation: 0.5, stream: 12)
    let recorder = Recorder()
    let plan = Plan(recorder, outputs: [.apply(operation, recorder.input("x", shape: [31, 37]))])
    var seen: Set<[Float]> = []
    for run in [Run(seed: 1, step: 0), Run(seed: 1, step: 1), Run(seed: 2, step: 0)] {
      plan.run(run)
      for (found, expected) in pairs(plan.output(0), operation.reference([], run: run)[0].scalars) {
        #expect(abs(Double(found) - expected) < 2e-6)
      }
      seen.insert(Array(plan.output(0)))
    }
    #expect(seen.count == 3)
  }
}
