@testable import DeepTraining

/// The engine's function for each operation of the golden values at the edges.
let edgeFunctions: [String: @Sendable ([Tensor]) -> Tensor] = {
  var functions: [String: @Sendable ([Tensor]) -> Tensor] = [
    "negate": { -$0[0] },
    "magnitude": { $0[0].magnitude() },
    "sign": { $0[0].sign() },
    "square": { $0[0].squared() },
    "square root": { $0[0].squareRoot() },
    "exponential": { $0[0].exp() },
    "exponential minus one": { $0[0].expMinusOne() },
    "logarithm": { $0[0].log() },
    "sine": { $0[0].sin() },
    "cosine": { $0[0].cos() },
    "tanh": { Tanh()($0[0]) },
    "sigmoid": { Sigmoid()($0[0]) },
    "ReLU": { ReLU()($0[0]) },
    "leaky ReLU": { LeakyReLU(0.25)($0[0]) },
    "leaky ReLU of slope 0": { $0[0].leakyReLU(0) },
    "ELU": { ELU()($0[0]) },
    "ELU of 1.5": { $0[0].elu(1.5) },
    "SELU": { SELU()($0[0]) },
    "GELU": { GELU()($0[0]) },
    "SiLU": { SiLU()($0[0]) },
    "softplus": { Softplus()($0[0]) },
    "error function": { $0[0].errorFunction() },
    "product with a number": { 3 * $0[0] },
    "sum with a number": { $0[0] + 0.5 },
    "number less tensor": { 1 - $0[0] },
    "clamp": { $0[0].clamped(to: -1...1) },
    "add": { $0[0] + $0[1] },
    "subtract": { $0[0] - $0[1] },
    "multiply": { $0[0] * $0[1] },
    "divide": { $0[0] / $0[1] },
    "maximum": { $0[0].maximum($0[1]) },
    "minimum": { $0[0].minimum($0[1]) },
    "greater": { $0[0].isGreater(than: $0[1]) },
    "greater or equal": { $0[0].isGreaterOrEqual(to: $0[1]) },
    "less": { $0[0].isLess(than: $0[1]) },
    "less or equal": { $0[0].isLessOrEqual(to: $0[1]) },
    "equal": { $0[0].isEqual(to: $0[1]) },
    "replacement": { $0[0].replacing(with: $0[1], where: $0[1]) },
    "sum": { $0[0].sum() },
    "mean": { $0[0].mean() },
    "largest": { $0[0].max() },
    "smallest": { $0[0].min() },
    "argmax": { $0[0].argmax(axis: 0) },
    "cumulative sum": { $0[0].cumulativeSum(axis: 0) },
    "logarithm of a sum of exponentials": { $0[0].logSumExp() },
    "softmax": { $0[0].softmax() },
    "logarithm of softmax": { $0[0].logSoftmax() },
    "matrix product": { $0[0].matrixProduct($0[1]) },
    "softmax cross-entropy smoothed by 0.0": { Loss.softmaxCrossEntropy.apply($0[0], $0[1]) },
    "softmax cross-entropy smoothed by 0.25": {
      Loss.softmaxCrossEntropy(labelSmoothing: 0.25).apply($0[0], $0[1])
    },
    "binary cross-entropy": byElements(.binaryCrossEntropy),
    "squared error": byElements(.meanSquaredError),
    "absolute error": byElements(.meanAbsoluteError),
    "Huber's loss": byElements(.huber()),
    "batch normalisation": applying(BatchNorm()),
    "layer normalisation": applying(LayerNorm()),
    "RMS normalisation": applying(RMSNorm()),
    "group normalisation": { x in
      applying(GroupNorm(groups: 2))([x[0].reshaped(to: [1, 2, 4]).permuted([0, 2, 1])])
        .permuted([0, 2, 1]).reshaped(to: [4, 2])
    },
    "max pooling": pooling(MaxPool2D(2), 4),
    "overlapping max pooling": pooling(MaxPool2D(3, stride: 1, padding: .same), 4),
    "average pooling": pooling(AveragePool2D(2), 4),
    "whole average pooling": pooling(GlobalAveragePool(), 7),
  ]
  for exponent in [0, 1, 2, 3, 0.5, 2.5, -1] {
    functions["power \(exponent.withoutPoint)"] = { $0[0].power(exponent) }
  }
  for (name, divisor) in [
    ("3", 3), ("49", 49), ("0.1", 0.1), ("1e-40", 1e-40), ("0.0", 0), ("inf", .infinity), ("4", 4),
    ("1.7014118346046923e+38", 0x1p127), ("5.877471754111438e-39", 0x1p-127),
  ] {
    functions["tensor over \(name)"] = { $0[0] / Double(Float(divisor)) }
  }
  for dividend in [1, 3, 0.1] {
    functions["\(dividend.withoutPoint) over tensor"] = { dividend / $0[0] }
  }
  return functions
}()

extension Double {
  /// As Python writes it, which gives whole numbers no point.
  fileprivate var withoutPoint: String { rounded() == self ? "\(Int(self))" : "\(self)" }
}

/// A loss of each pair of numbers by itself.
private func byElements(_ loss: Loss) -> @Sendable ([Tensor]) -> Tensor {
  { operands in
    .stacked(
      (0..<operands[0].count).map { index in
        let pair = operands.map { $0.reshaped(to: [$0.count])[index..<(index + 1)] }
        return loss.apply(pair[0], pair[1])
      })
  }
}

/// A layer in training, with its first parameters.
private func applying(_ layer: some Layer) -> @Sendable ([Tensor]) -> Tensor {
  { operands in
    let context = LayerContext(
      mode: .training,
      parameter: {
        $0.role == .scale ? Tensor(ones: $0.shape) : Tensor(zeros: $0.shape)
      }, state: { Tensor(repeating: $0.initialValue, shape: $0.shape) })
    do {
      return try layer.apply(operands[0], in: context)
    } catch {
      preconditionFailure("\(layer.name): \(error)")
    }
  }
}

private func pooling(_ layer: some Layer, _ side: Int) -> @Sendable ([Tensor]) -> Tensor {
  { operands in
    let pooled = applying(layer)([operands[0].reshaped(to: [1, side, side, 1])])
    return pooled.reshaped(to: [pooled.count])
  }
}
