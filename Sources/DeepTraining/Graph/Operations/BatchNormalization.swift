import CKernels

/// Normalises each channel of `[rows, channels]` over the rows: y = γ(x − mean)/√(variance + ε) + β.
///
/// Operands: x, γ, β. Results: y, the mean, the biased variance and 1/√(variance + ε), the last three for
/// running averages and the derivative, which takes their dependence on x into account.
/// S. Ioffe, C. Szegedy: Batch Normalization, 2015 (arXiv 1502.03167), algorithm 1.
struct BatchNormalization: Operation, Hashable {
  let epsilon: Double

  var name: String { "batch normalisation" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let x = operands[0]
    guard x.rank == 2, x[0] > 0, operands[1] == [x[1]], operands[2] == [x[1]] else {
      throw ShapeError(
        "x of shape \(x) with γ \(operands[1]) and β \(operands[2]); "
          + "[rows, channels], [channels] and [channels] are expected")
    }
    return [x, [x[1]], [x[1]], [x[1]]]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let x = node.operands[0], mean = node.results[1], inverse = node.results[3]
    var derivatives: [Tensor?] =
      upstream[0].map {
        Tensor.apply(BatchNormalizationGradient(), [x, node.operands[1], mean, inverse, $0])
      } ?? [nil, nil, nil]
    // The statistics feed running averages, which carry no derivatives; second derivatives come through them.
    let rows = Double(x.shape[0])
    let ofVariance = [upstream[2], upstream[3].map { -0.5 * inverse * inverse * inverse * $0 }]
      .compactMap { $0.map { (x - mean) * (2 / rows * $0) } }
    let ofMean = upstream[1].map { ($0 / rows).broadcast(to: x.shape) }
    for part in ofVariance + [ofMean].compactMap({ $0 }) {
      derivatives[0] = derivatives[0].map { $0 + part } ?? part
    }
    return derivatives
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], channels = x.shape[1]
    var y = x, means: [Double] = [], variances: [Double] = [], inverses: [Double] = []
    for channel in 0..<channels {
      let column = x.column(channel)
      let mean = column.reduce(0, +) / Double(column.count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
      let inverse = 1 / (variance + epsilon).squareRoot()
      for (row, value) in column.enumerated() {
        y.scalars[row * channels + channel] =
          operands[1].scalars[channel] * (value - mean) * inverse + operands[2].scalars[channel]
      }
      means.append(mean)
      variances.append(variance)
      inverses.append(inverse)
    }
    return [y] + [means, variances, inverses].map { ReferenceTensor([channels], $0) }
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(dt_batch_norm, arguments(operands))
  }

  func arguments(_ operands: Operands) -> dt_batch_norm_arguments {
    let x = operands.inputs[0]
    return dt_batch_norm_arguments(
      x: x.constant, scale: operands.inputs[1].constant, offset: operands.inputs[2].constant,
      y: operands.outputs[0].pointer, mean: operands.outputs[1].pointer,
      variance: operands.outputs[2].pointer, inverse_deviation: operands.outputs[3].pointer,
      rows: x.shape[0], channels: x.shape[1], epsilon: Float(epsilon))
  }
}

/// The derivatives of batch normalisation with respect to x, γ and β.
///
/// Operands: x, γ, the mean, 1/√(variance + ε), ∂L/∂y. The fourth result is the sum of the first over the rows: the
/// derivative of a bias before the normalisation, which is zero except for rounding.
struct BatchNormalizationGradient: Operation, Hashable {
  var name: String { "gradient of batch normalisation" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    [operands[0], operands[1], operands[1], operands[1]]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    let x = node.operands[0], scale = node.operands[1], inverse = node.operands[3], dy = node.operands[4]
    let zero = Tensor(zeros: scale.shape)
    let normalised = (x - node.operands[2]) * inverse
    func mean(_ batch: Tensor) -> Tensor { batch.mean(axes: [0]) }
    // The result for x is γ/√(variance + ε) times this.
    let residual = dy - mean(dy) - normalised * mean(dy * normalised)
    let ofX = (upstream[0] ?? Tensor(zeros: x.shape)) + (upstream[3] ?? zero)
    let scaled = ofX * (scale * inverse)
    let shared = (upstream[1] ?? zero) - mean(scaled * normalised)
    let ofNormalised = dy * shared - scaled * mean(dy * normalised)
    return [
      ofNormalised * inverse,
      (ofX * residual).sum(axes: [0]) * inverse,
      -(ofNormalised.sum(axes: [0]) * inverse),
      (ofNormalised * normalised).sum(axes: [0]) / inverse + (ofX * residual).sum(axes: [0]) * scale,
      scaled - mean(scaled) + normalised * shared + (upstream[2] ?? zero),
    ]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0], channels = x.shape[1]
    var dx = x, dScale: [Double] = [], dOffset: [Double] = [], totals: [Double] = []
    for channel in 0..<channels {
      let mean = operands[2].scalars[channel], inverse = operands[3].scalars[channel]
      let normalised = x.column(channel).map { ($0 - mean) * inverse }
      let upstream = operands[4].column(channel)
      let count = Double(normalised.count)
      let total = upstream.reduce(0, +)
      let weighted = zip(normalised, upstream).reduce(0) { $0 + $1.0 * $1.1 }
      for row in normalised.indices {
        dx.scalars[row * channels + channel] =
          operands[1].scalars[channel] * inverse
          * (upstream[row] - total / count - normalised[row] * weighted / count)
      }
      dScale.append(weighted)
      dOffset.append(total)
      totals.append(dx.column(channel).reduce(0, +))
    }
    return [dx] + [dScale, dOffset, totals].map { ReferenceTensor([channels], $0) }
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(dt_batch_norm_gradient, arguments(operands))
  }

  func arguments(_ operands: Operands) -> dt_batch_norm_gradient_arguments {
    let x = operands.inputs[0]
    return dt_batch_norm_gradient_arguments(
      x: x.constant, scale: operands.inputs[1].constant, mean: operands.inputs[2].constant,
      inverse_deviation: operands.inputs[3].constant, upstream: operands.inputs[4].constant,
      x_gradient: operands.outputs[0].pointer, scale_gradient: operands.outputs[1].pointer,
      offset_gradient: operands.outputs[2].pointer, x_gradient_total: operands.outputs[3].pointer,
      rows: x.shape[0], channels: x.shape[1])
  }
}

extension ReferenceTensor {
  fileprivate func column(_ index: Int) -> [Double] {
    stride(from: index, to: scalars.count, by: shape[1]).map { scalars[$0] }
  }
}
