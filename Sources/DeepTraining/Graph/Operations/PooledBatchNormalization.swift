import CKernels

/// Batch normalisation of images, with max pooling over 2 × 2; the normalised images are not stored.
///
/// Plans make it from both operations. Operands: x as `[pixels, channels]`, γ, β. Results: the maxima, and the last
/// three of ``BatchNormalization``. All bits equal those of the separate operations.
struct PooledBatchNormalization: PlanOperation, Hashable {
  let normalization: BatchNormalization
  let images: PooledImages

  var name: String { "\(normalization.name), pooled" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try [images.pooled] + normalization.shapes(of: operands).dropFirst()
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let results = normalization.reference(operands, run: run)
    let y = ReferenceTensor(images.shape, results[0].scalars)
    return images.selection.reference([y, y], run: run) + results.dropFirst()
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_pooled_batch_norm,
      dt_pooled_batch_norm_arguments(
        normalisation: normalization.arguments(operands), columns: images.shape[2]))
  }
}

/// The derivatives of a pooled batch normalisation with respect to x, γ and β.
///
/// Plans make it from both derivatives. The operands are those of ``BatchNormalizationGradient``, with ∂L/∂y after
/// pooling, and then β. The results are the same.
struct PooledBatchNormalizationGradient: PlanOperation, Hashable {
  let normalization: BatchNormalizationGradient
  let images: PooledImages

  var name: String { "\(normalization.name), pooled" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] { try normalization.shapes(of: operands) }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let (x, scale, mean, inverse) = (operands[0], operands[1], operands[2], operands[3]), offset = operands[5]
    let channels = images.shape[3]
    let y = x.scalars.enumerated().map { place, value in
      let channel = place % channels
      return (value - mean.scalars[channel]) * inverse.scalars[channel] * scale.scalars[channel]
        + offset.scalars[channel]
    }
    let upstream = images.scatter.reference([ReferenceTensor(images.shape, y), operands[4]], run: run)[0]
    return normalization.reference(
      [x, scale, mean, inverse, ReferenceTensor(x.shape, upstream.scalars)], run: run)
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_pooled_batch_norm_gradient,
      dt_pooled_batch_norm_gradient_arguments(
        gradient: normalization.arguments(operands), offset: operands.inputs[5].constant,
        columns: images.shape[2]))
  }
}

/// Images `[batch, height, width, channels]` that are pooled, 2 × 2, while they are normalised.
struct PooledImages: Hashable {
  let shape: Shape
  private let geometry: WindowGeometry

  /// `nil` if the pooling differs, or the kernels do not support such images.
  init?(_ shape: Shape, _ geometry: WindowGeometry) {
    guard shape.rank == 4, geometry == ConvolutionEnding.pooling(of: Size2D(shape[1], shape[2])),
      shape[1] % 2 == 0, shape[2] % 2 == 0, shape[0] * shape[1] % 4 == 0, shape[3] % 16 == 0,
      shape[2] <= dt_pooled_columns_limit
    else { return nil }
    self.shape = shape
    self.geometry = geometry
  }

  var selection: WindowSelection { WindowSelection(geometry: geometry) }
  var scatter: WindowScatter { WindowScatter(geometry: geometry) }
  fileprivate var pooled: Shape { [shape[0], shape[1] / 2, shape[2] / 2, shape[3]] }
}
