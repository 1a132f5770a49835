import TestSupport
import Testing

@testable import DeepTraining

/// A function of tensors that is checked on random operands.
struct CheckedFunction: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  /// Where the operands' elements are drawn from: away from kinks and poles.
  let range: ClosedRange<Double>
  /// Which operands the function is differentiated with respect to; the others are labels and the like.
  let differentiated: [Int]
  let function: @Sendable ([Tensor]) -> [Tensor]

  init(
    _ name: String, _ shapes: [Shape], range: ClosedRange<Double> = -2...2, differentiated: [Int]? = nil,
    function: @escaping @Sendable ([Tensor]) -> [Tensor]
  ) {
    self.name = name
    self.shapes = shapes
    self.range = range
    self.differentiated = differentiated ?? Array(shapes.indices)
    self.function = function
  }

  var testDescription: String { "\(name) \(shapes)" }

  func operands(seed: Int) -> [ReferenceTensor] {
    shapes.enumerated().map { index, shape in
      var stream = RandomStream(seed: seed, stream: UInt64(index))
      let isLabel = !differentiated.contains(index)
      return ReferenceTensor(
        shape,
        (0..<shape.count).map { _ in
          // Exact in single precision, so that both paths begin with the same numbers.
          isLabel ? Double(stream.integer(below: 3)) : Double(Float(stream.uniform(in: range)))
        })
    }
  }
}

/// The function's results, a loss made of them with random weights, and the loss's derivatives, recorded once.
struct RecordedCheck {
  let recorder = Recorder()
  let results: [Tensor]
  let loss: Tensor
  let derivatives: [Tensor]
  /// What gives the loss alone.
  private let lossGraph: Graph
  private let names: [String]

  init(_ check: CheckedFunction) {
    let recorder = recorder
    names = check.shapes.indices.map { "operand \($0)" }
    let inputs = pairs(names, check.shapes).map { recorder.input($0, shape: $1) }
    results = check.function(inputs)
    var stream = RandomStream(seed: 99)
    // The first result carries the loss; further ones are statistics.
    let weights = Tensor(
      (0..<results[0].count).map { _ in stream.uniform(in: 0.5...1.5) }, shape: results[0].shape)
    loss = (results[0] * weights).sum()
    lossGraph = recorder.graph
    derivatives = gradients(of: loss, at: check.differentiated.map { inputs[$0] })
  }

  func reference(_ operands: [ReferenceTensor]) -> [Value: ReferenceTensor] {
    recorder.graph.reference(inputs: inputs(operands))
  }

  func lossAt(_ operands: [ReferenceTensor]) -> Double {
    lossGraph.reference(inputs: inputs(operands))[recorder.value(of: loss)]!.scalars[0]
  }

  private func inputs(_ operands: [ReferenceTensor]) -> [String: ReferenceTensor] {
    Dictionary(uniqueKeysWithValues: pairs(names, operands))
  }

  /// What a plan in single precision gives for `outputs`.
  func planned(_ outputs: [Tensor], _ operands: [ReferenceTensor], sharesMemory: Bool) -> [[Float]] {
    let plan = Plan(recorder, outputs: outputs, sharesMemory: sharesMemory)
    for (name, operand) in pairs(names, operands) {
      _ = plan.input(name).update(fromContentsOf: operand.scalars.map { Float($0) })
    }
    plan.run()
    return outputs.indices.map { Array(plan.output($0)) }
  }
}

let checkedFunctions: [CheckedFunction] = {
  func unary(
    _ name: String, range: ClosedRange<Double> = -2...2, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> CheckedFunction {
    CheckedFunction(name, [[3, 7]], range: range) { [function($0[0])] }
  }
  func binary(
    _ name: String, _ a: Shape, _ b: Shape, range: ClosedRange<Double> = -2...2,
    _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> CheckedFunction {
    CheckedFunction(name, [a, b], range: range) { [function($0[0], $0[1])] }
  }
  var checks = [
    unary("negate") { -$0 },
    unary("magnitude", range: 0.1...2) { $0.magnitude() },
    unary("magnitude of negative numbers", range: -2 ... -0.1) { $0.magnitude() },
    unary("square") { $0.squared() },
    unary("square root", range: 0.2...3) { $0.squareRoot() },
    unary("number over tensor", range: 0.2...3) { 2 / $0 },
    unary("exponential") { $0.exp() },
    unary("exponential minus one") { $0.expMinusOne() },
    unary("tensor over number") { $0 / 3 },
    unary("logarithm", range: 0.1...4) { $0.log() },
    unary("tanh", range: -4...4) { $0.tanh() },
    unary("sigmoid", range: -6...6) { $0.sigmoid() },
    unary("ReLU of positive numbers", range: 0.1...2) { $0.relu() },
    unary("ReLU of negative numbers", range: -2 ... -0.1) { $0.relu() },
    unary("sine") { $0.sin() },
    unary("cosine") { $0.cos() },
    unary("softplus", range: -8...8) { $0.softplus() },
    unary("error function") { $0.errorFunction() },
    unary("leaky ReLU of positive numbers", range: 0.1...2) { $0.leakyReLU(0.2) },
    unary("leaky ReLU of negative numbers", range: -2 ... -0.1) { $0.leakyReLU(0.2) },
    unary("ELU of positive numbers", range: 0.1...2) { $0.elu(1.5) },
    unary("ELU of negative numbers", range: -2 ... -0.1) { $0.elu(1.5) },
    unary("GELU") { $0.gelu() },
    unary("SiLU") { $0.silu() },
    unary("GELU's second derivative", range: -4...4) { x in valueAndDerivative(of: { $0.gelu() }, at: x) },
    unary("SiLU's second derivative", range: -8...8) { x in valueAndDerivative(of: { $0.silu() }, at: x) },
    unary("ELU's second derivative", range: -2 ... -0.1) { x in
      valueAndDerivative(of: { $0.elu(1.5) }, at: x)
    },
    unary("a product with a mask") { $0 * 3 + .apply(Binary(.masked), $0, $0.isGreater(than: 0)) },
    unary("root of the mean square of rows") { $0.rootMeanSquare(axes: [1], epsilon: 0.1) },
    unary("root of the mean square of columns") { $0.rootMeanSquare(axes: [0], epsilon: 0.1).squared() },
    unary("power", range: 0.2...2) { $0.power(2.5) },
    unary("scale and offset") { 3 * $0 - 1.5 },
    unary("sum") { $0.sum() },
    unary("sum over rows") { $0.sum(axes: [0]) },
    unary("sum over columns") { $0.sum(axes: [-1], keepingAxes: true) },
    unary("mean") { $0.mean(axes: [1]) },
    CheckedFunction("mean over the middle axis", [[2, 5, 3]]) { [$0[0].mean(axes: [1])] },
    CheckedFunction("mean over outer axes", [[4, 2, 3]]) { [$0[0].mean(axes: [0, 2])] },
    unary("variance") { $0.variance(axes: [0]) },
    unary("standard deviation") { $0.standardDeviation() },
    unary("maximum") { $0.max(axes: [1]) },
    unary("minimum") { $0.min() },
    unary("norm") { $0.norm() },
    unary("transpose") { $0.transposed() },
    unary("reshape") { $0.reshaped(to: [7, 3]).transposed() },
    unary("broadcast") { $0.reshaped(to: [3, 1, 7]).broadcast(to: [2, 3, 4, 7]) },
    unary("softmax") { $0.softmax() },
    unary("logarithm of softmax", range: -5...5) { $0.logSoftmax() },
    unary("logarithm of a sum of exponentials", range: -5...5) { $0.logSumExp() },
    unary("logarithm of sums of exponentials", range: -5...5) { $0.logSumExp(axes: [0]) },
    unary("cumulative sum of rows") { $0.cumulativeSum(axis: 1) },
    unary("cumulative sum of columns") { $0.cumulativeSum(axis: 0).squared() },
    unary("clamp inside", range: -0.9...0.9) { $0.clamped(to: -1...1) },
    unary("clamp outside", range: 1.1...2) { $0.clamped(to: -1...1) },
    unary("replacement", range: 0.1...2) { $0.replacing(with: $0.log(), where: $0.isGreater(than: 1)) },
    unary("a factor without gradient") { ($0 * 0 + 2).withoutGradient() * $0 },
    unary("subscript") { $0[1..., 2..<6] },
    unary("subscript with a number") { $0[..., 3] },
    unary("stack") { .stacked([$0, $0.squared()], axis: 1) },
    CheckedFunction("parts, not all of which are used", [[4, 2, 3]]) {
      let parts = $0[0].unstacked()
      return [parts[0] * parts[2] + parts[3].squared()]
    },
    CheckedFunction("cumulative sum along the middle axis", [[2, 5, 3]]) { [$0[0].cumulativeSum(axis: 1)] },
    CheckedFunction("argmax along the middle axis", [[2, 5, 3]]) {
      [$0[0].argmax(axis: 1) + 0 * $0[0].sum()]
    },
    CheckedFunction("row times matrix", [[4], [4, 3]]) { [$0[0].matrixProduct($0[1])] },
    CheckedFunction("matrix times column", [[2, 4], [4]]) { [$0[0].matrixProduct($0[1])] },
    CheckedFunction("matrices times matrix", [[3, 2, 4], [4, 5]]) { [$0[0].matrixProduct($0[1])] },
    CheckedFunction("dot product", [[7], [7]]) { [$0[0].dot($0[1])] },
    CheckedFunction("outer product", [[4], [3]]) { [$0[0].outerProduct($0[1])] },
    unary("an operand used twice") { $0 * $0 + $0 },
    unary("tanh's second derivative") { x in
      valueAndDerivative(of: { $0.tanh() }, at: x)
    },
    unary("sigmoid's second derivative") { x in
      valueAndDerivative(of: { $0.sigmoid() }, at: x)
    },
    CheckedFunction("softmax of more axes", [[2, 3, 4]]) { [$0[0].softmax()] },
    CheckedFunction("softmax of a vector", [[5]]) { [$0[0].softmax()] },
    CheckedFunction("slice", [[12]]) { [.apply(Slice(offset: 3, target: [2, 4]), $0[0])] },
    CheckedFunction("join", [[2, 3], [4], [1]]) { Tensor.apply(Join(), $0) },
    CheckedFunction("section", [[3, 5, 4]]) { [$0[0].section(from: [1, 2, 0], extents: [2, 2, 3])] },
    CheckedFunction("section of neighbours", [[3, 5, 4]]) {
      [$0[0].section(from: [1, 2, 0], extents: [1, 2, 4])]
    },
    CheckedFunction("embedding", [[2, 1, 3]]) {
      [.apply(Embedding(start: [1, 2, 0], target: [4, 3, 4]), $0[0])]
    },
    CheckedFunction("concatenation along the last axis", [[2, 3, 1], [2, 3, 4], [2, 3, 2]]) {
      [.concatenated($0, axis: -1)]
    },
    CheckedFunction("concatenation along the middle axis", [[2, 1, 3], [2, 4, 3]]) {
      [.concatenated($0, axis: 1)]
    },
    CheckedFunction("concatenation along the first axis", [[2, 3], [1, 3]]) {
      [.concatenated($0.map { $0.squared() }, axis: 0)]
    },
    CheckedFunction("permutation", [[2, 3, 4]]) { [$0[0].permuted([2, 0, 1])] },
    CheckedFunction("sum over the middle axis", [[2, 5, 3]]) { [$0[0].sum(axes: [1])] },
    CheckedFunction("sum over outer axes", [[4, 2, 3]]) { [$0[0].sum(axes: [0, 2])] },
    CheckedFunction("binary cross-entropy", [[5, 3], [5, 3]], range: 0...1) {
      [Loss.binaryCrossEntropy.apply($0[0], $0[1])]
    },
    CheckedFunction("mean absolute error", [[5, 3], [5, 3]]) { [Loss.meanAbsoluteError.apply($0[0], $0[1])] },
    CheckedFunction("Huber's loss", [[5, 3], [5, 3]]) { [Loss.huber(0.7).apply($0[0], $0[1])] },
    CheckedFunction("mean squared error", [[5, 3], [5, 3]]) { [Loss.meanSquaredError.apply($0[0], $0[1])] },
  ]
  let pairs: [(Shape, Shape)] = [
    ([3, 5], [3, 5]), ([4, 3], [3]), ([4, 3], [4, 1]), ([], [2, 3]), ([1, 3], [4, 1]), ([2, 3, 4], [3, 1]),
    ([1], [1]),
  ]
  for (a, b) in pairs {
    checks += [
      binary("add", a, b) { $0 + $1 }, binary("subtract", a, b) { $0 - $1 },
      binary("multiply", a, b) { $0 * $1 }, binary("divide", a, b, range: 0.5...2) { $0 / $1 },
      binary("comparisons", a, b) {
        $0.isGreater(than: $1) + 2 * $0.isGreaterOrEqual(to: $1) + 4 * $0.isLess(than: $1)
          + 8 * $0.isLessOrEqual(to: $1) + 16 * $0.isEqual(to: $1) + 0 * ($0 + $1)
      },
      binary("maximum", a, b) { $0.maximum($1) }, binary("minimum", a, b) { $0.minimum($1) },
    ]
  }
  for (m, k, n) in [(1, 1, 1), (1, 5, 3), (4, 1, 2), (3, 7, 5), (17, 33, 9)] {
    for (a, b) in [(false, false), (true, false), (false, true), (true, true)] {
      checks.append(
        CheckedFunction("matrix product", [a ? [k, m] : [m, k], b ? [n, k] : [k, n]]) {
          Tensor.apply(MatrixProduct(transposesA: a, transposesB: b), $0)
        })
    }
  }
  for rows in [1, 2, 6, 65] {
    checks.append(
      CheckedFunction("softmax cross-entropy", [[rows, 3], [rows]], range: -5...5, differentiated: [0]) {
        [Tensor.apply(SoftmaxCrossEntropy(), $0)[0]]
      })
    checks.append(
      CheckedFunction("smoothed cross-entropy", [[rows, 3], [rows]], range: -5...5, differentiated: [0]) {
        [Loss.softmaxCrossEntropy(labelSmoothing: 0.2).apply($0[0], $0[1])]
      })
  }
  for k in 1...3 {
    checks.append(
      // The count itself has no derivative; it adds nothing to that of the sum.
      CheckedFunction("count of labels in the top \(k)", [[8, 3], [8]], differentiated: [0]) {
        [.apply(CorrectCount(among: k), $0[0], $0[1]) + $0[0].sum()]
      })
  }
  for shape: Shape in [[2, 1], [5, 3], [7, 70], [130, 2]] {
    checks.append(
      CheckedFunction("batch normalisation", [shape, [shape[1]], [shape[1]]]) {
        Tensor.apply(BatchNormalization(epsilon: 1e-3), $0)
      })
  }
  for shape: Shape in [[2, 1], [5, 3]] {
    checks.append(
      CheckedFunction("statistics of batch normalisation", [shape, [shape[1]], [shape[1]]]) {
        let results = Tensor.apply(BatchNormalization(epsilon: 0.1), $0)
        return [results[0] + results[1] * results[2] - results[3]]
      })
  }
  for shape: Shape in [[3, 1], [5, 3]] {
    for operand in 0..<3 {
      checks.append(
        CheckedFunction("second derivative of batch normalisation", [shape, [shape[1]], [shape[1]]]) { x in
          let y = Tensor.apply(BatchNormalization(epsilon: 0.1), x)[0]
          return [gradients(of: y.sigmoid().sum(), at: [x[operand]])[0]]
        })
    }
  }
  for shape: Shape in [[2, 1], [5, 3], [7, 70]] {
    let channels: Shape = [shape[1]]
    checks.append(
      CheckedFunction(
        "derivatives of batch normalisation", [shape, channels, channels, channels, shape], range: 0.5...2
      ) { x in
        let results = Tensor.apply(BatchNormalizationGradient(), x)
        return [results[0] + results[1] * results[2] + results[3]]
      })
  }
  for rows in [1, 5] {
    checks.append(
      CheckedFunction("cross-entropy's second derivative", [[rows, 3], [rows]], differentiated: [0]) { x in
        let losses = Tensor.apply(SoftmaxCrossEntropy(smoothing: 0.1), x)[0]
        return [gradients(of: losses.squared().sum(), at: [x[0]])[0]]
      })
  }
  return checks + windowChecks
}()

/// The derivative of an elementwise function, itself recorded.
private func valueAndDerivative(of function: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
  gradients(of: function(x).sum(), at: [x])[0]
}
