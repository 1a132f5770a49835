import CKernels
import Foundation

@testable import DeepTraining

/// The bits of what the engine computes in this process, a line for each computation: its name, and a digest of the bits of
/// its results. Processes with different variants of the kernels compare their lines.
enum VariantBits {
  /// Begins the names of computations that are oneDNN's where kernels have no FMA.
  static let oneDNNWithoutFMA = "with FMA: "

  static func lines() -> [String] {
    elementwise() + checked() + products() + convolutions() + reductions() + random() + trainings()
  }

  private static func line(_ name: String, _ results: [[Float]]) -> String {
    // FNV-1a of 64 bits.
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for result in results {
      for bits in result.map(\.bitPattern) + [UInt32(result.count)] {
        // All NaN are the same.
        digest = (digest ^ UInt64(Float(bitPattern: bits).isNaN ? 0x7fc0_0000 : bits)) &* 0x100_0000_01b3
      }
    }
    return "\(name) \(String(digest, radix: 16))"
  }

  private static func line(_ name: String, _ results: [Tensor]) -> String {
    line(name, results.map(\.floats))
  }

  // MARK: Operations

  /// Numbers of all magnitudes and both signs, and those at the edges; as many as leave a rest in vectors of any width.
  private static let numbers: [Float] = {
    let edges: [Float] = [
      0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNormalMagnitude,
      .greatestFiniteMagnitude, 1, -1, 88.7, -88.7,
    ]
    return edges
      + Tensor(normal: [991], seed: 1).floats.enumerated().map { $1 * [1, 30, 1e-20, 1e20][$0 % 4] }
  }()

  private static func elementwise() -> [String] {
    let x = Tensor(numbers.map(Double.init), shape: [numbers.count])
    let y = Tensor(numbers.reversed().map(Double.init), shape: [numbers.count])
    let unary: [UnaryFunction] = [
      .negate, .absolute, .sign, .positive, .square, .squareRoot, .exponential, .exponentialMinusOne,
      .logarithm,
      .tanh, .sigmoid, .relu, .gelu, .silu, .softplus, .errorFunction, .sine, .cosine, .leakyReLU(0.1),
      .leakyReLUSlope(0.1), .elu(1.5), .eluSlope(1.5), .scale(1.1), .offset(0.3), .power(2.5), .divisor(3),
      .dividend(2),
    ]
    let binary: [BinaryFunction] = [
      .add, .subtract, .multiply, .divide, .maximum, .minimum, .greater, .greaterOrEqual, .equal, .gate,
      .masked,
      .tanhGradient, .sigmoidGradient, .geluGradient, .siluGradient, .binaryCrossEntropy,
    ]
    return unary.map { line("\($0)", [Tensor.apply(Unary($0), x)]) }
      + binary.map { line("\($0)", [Tensor.apply(Binary($0), x, y)]) }
  }

  /// All functions that are checked against the reference, and their derivatives, but convolutions, which are oneDNN's.
  private static func checked() -> [String] {
    checkedFunctions.enumerated().compactMap { index, check in
      let recorded = RecordedCheck(check)
      let operations = recorded.recorder.graph.nodes.compactMap {
        if case .operation(let operation, _) = $0.kind { operation } else { nil }
      }
      if operations.contains(where: { $0 is Convolution }) { return nil }
      let outputs = recorded.results + [recorded.loss] + recorded.derivatives
      return line(
        "\(operations.contains { $0 is MatrixProduct } ? oneDNNWithoutFMA : "")\(index) \(check.name)",
        recorded.planned(outputs, check.operands(seed: 1), sharesMemory: true))
    }
  }

  /// The kernel itself, which all variants have.
  private static func products() -> [String] {
    MatrixProductTests.extents.flatMap { e in
      MatrixProductTests.transpositions.map { transposed in
        let a = Tensor(normal: [e.m * e.k], seed: 1).floats, b = Tensor(normal: [e.k * e.n], seed: 2).floats
        var c = [Float](repeating: 0, count: e.m * e.n), context = dt_context(seed: 0, step: 0)
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            c.withUnsafeMutableBufferPointer { c in
              var arguments = dt_product_arguments(
                a: a.baseAddress, b: b.baseAddress, c: c.baseAddress, m: Int64(e.m), n: Int64(e.n),
                k: Int64(e.k),
                transposes_a: transposed.0 ? 1 : 0, transposes_b: transposed.1 ? 1 : 0, scale: nil)
              dt_product(&arguments, &context)
            }
          }
        }
        return line("product \(e.testDescription) \(transposed)", [c])
      }
    }
  }

  private static func convolutions() -> [String] {
    func tensors(_ operands: [ReferenceTensor]) -> [Tensor] {
      operands.map { Tensor($0.scalars, shape: $0.shape) }
    }
    let tiled = EndedConvolutionTests.tiledCases.map { check in
      var convolution = WinogradConvolution(check.convolution, weight: check.weightShape)!
      convolution.ending = check.ending
      let operands = tensors(check.operands(seed: 7))
      let weights = [false, true].map { Tensor.apply(WinogradWeights(areTurned: $0), operands[1]) }
      let result = Tensor.apply(convolution, [operands[0], weights[0]] + operands.dropFirst(2))[0]
      return line("in tiles: \(check.testDescription)", weights + [result])
    }
    let derivatives = EndedConvolutionTests.derivedCases.map { check in
      let convolution = Convolution(geometry: check.convolution.geometry, result: .weight)
      let output = convolution.geometry.window.output
      let images = tensors(check.operands(seed: 8))[0]
      let upstream = Tensor(normal: [check.batch, output.height, output.width, check.filters], seed: 9)
      let gradient = WinogradWeightGradient(convolution, weight: check.weightShape)!
      return line(
        "weights in tiles: \(check.testDescription)", [Tensor.apply(gradient, [images, upstream])[0]])
    }
    let pooled = EndedConvolutionTests.pooledCases.map { check in
      let convolution = PooledConvolution(check.convolution, weight: check.weightShape)!
      return line(
        "pooled: \(check.testDescription)", [Tensor.apply(convolution, tensors(check.operands(seed: 9)))[0]])
    }
    return tiled + derivatives + pooled
  }

  private static func reductions() -> [String] {
    let shapes: [Shape] = [[3, 1000], [1000, 3], [129, 70], [2, 33, 5], [70_000]]
    return shapes.flatMap { shape in
      let x = Tensor(normal: shape, seed: 3)
      return (0..<shape.rank).map { axis in
        line(
          "reductions of \(shape) along \(axis)",
          [
            x.sum(axes: [axis]), x.mean(axes: [axis]), x.max(axes: [axis]), x.norm(axes: [axis]),
            x.rootMeanSquare(axes: [axis], epsilon: 1e-5), x.cumulativeSum(axis: axis), x.argmax(axis: axis),
          ])
      } + [line("softmax of \(shape)", [x.softmax()])]
    }
  }

  private static func random() -> [String] {
    [
      line("normal", [Tensor(normal: [1003], seed: 4)]),
      line("uniform", [Tensor(uniform: [1003], in: -1...1, seed: 5)]),
    ]
  }

  // MARK: Trainings

  private static func trainings() -> [String] {
    let dense = Model(input: [200]) {
      Dense(100)
      BatchNorm()
      GELU()
      Dropout(0.3)
      Dense(30)
      LayerNorm()
      Tanh()
      Dense(5)
    }
    // Of 16 channels, so that all convolutions go in tiles.
    let images = Model(input: [12, 12, 16]) {
      Conv2D(32, kernel: 3, padding: .same)
      BatchNorm()
      ReLU()
      MaxPool2D(2)
      Conv2D(16, kernel: 3, padding: .same)
      SiLU()
      Flatten()
      Dense(5)
    }
    return [("dense", dense), ("images", images)].map { name, model in
      let count = 96, size = model.inputShape.count
      let data = try! Dataset(
        inputShape: model.inputShape.extents, inputs: Tensor(normal: [count, size], seed: 6).floats,
        targets: .classes((0..<count).map { Int32($0 % 5) }, count: 5))
      let trainer = try! Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.01), seed: 1)
      _ = try! trainer.fit(data, epochs: 3, batchSize: 32)
      return line(
        oneDNNWithoutFMA + "training, \(name)", trainer.variables.shapes.indices.map(trainer.variables.tensor)
      )
    }
  }
}
