import CKernels

/// A convolution with a kernel of 3 × 3 in fewer products: tiles of 2 × 2 results are computed from 4 × 4 pixels with 16
/// products for each pair of channels, where they would take 36.
///
/// Pixels and weights are transformed so that products of the transformed ones, added up over the channels, are the
/// transformed results. Its first operand are images, its second the transformed weights, `[4, 4, inputs, outputs]`.
///
/// Rounding errors are larger than those of sums of products: for inputs and weights of random sign by a factor of two to
/// three. They stay below 4·ε·√(9·inputs) times the largest sum of the magnitudes of the products of a result (ε = 2⁻²³).
/// They are relative to the whole tile: a result that is small beside its neighbours is no more exact than these.
/// In the same way a pixel that is not a number makes the whole tile not a number, and an infinite one can.
///
/// A. Lavin, S. Gray: Fast Algorithms for Convolutional Neural Networks, 2015 (arXiv 1509.09308), section 4.1.
struct WinogradConvolution: EndedConvolution, Hashable {
  let window: WindowGeometry
  var ending = ConvolutionEnding()

  var what: String { "convolution in tiles" }

  /// Larger weights, transformed, would not stay in the caches.
  private static let mostWeights = 1 << 16

  /// The same as a convolution, if tiles suit it.
  ///
  /// - Parameter weight: The shape of its weights.
  init?(_ convolution: Convolution, weight: Shape) {
    let window = convolution.geometry.window, unit = Size2D(1, 1)
    guard convolution.result == .output, convolution.geometry.groups == 1, window.size == Size2D(3, 3),
      window.stride == unit, window.dilation == unit, weight[2].isMultiple(of: 16),
      weight[3].isMultiple(of: 16),
      weight[2] * weight[3] <= Self.mostWeights, dt_has_fused_sums() != 0
    else { return nil }
    self.window = window
  }

  func weightShape(inputs: Int, outputs: Int) -> Shape { [4, 4, inputs, outputs] }

  /// The results, and room for transformed pixels.
  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let result = try resultShape(of: operands)
    return [result, [Int(dt_winograd_workspace(Int64(operands[0][3]), Int64(result[3])))]]
  }

  /// The weights are told from their transform: from what is added to it, and subtracted from it, the middle one.
  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let weight = operands[1].transformed(by: [[1, 0, 0, 0], [0, 1, -1, 0], [0, 0, 0, 1]])
    let result = reference(operands[0], weight, bias: operands.count > 2 ? operands[2] : nil)
    let room = dt_winograd_workspace(Int64(operands[0].shape[3]), Int64(weight.shape[3]))
    return [result, ReferenceTensor([Int(room)], [Double](repeating: 0, count: Int(room)))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_winograd,
      dt_winograd_arguments(convolution: arguments(operands), workspace: operands.outputs[1].pointer))
  }
}

/// Weights `[3, 3, inputs, outputs]` as ``WinogradConvolution`` multiplies with them.
struct WinogradWeights: PlanOperation, Hashable {
  var name: String { "weights for tiles" }

  func shapes(of operands: [Shape]) -> [Shape] { [[4, 4, operands[0][2], operands[0][3]]] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [operands[0].transformed(by: [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let weight = operands.inputs[0]
    instructions.append(
      dt_winograd_weights,
      dt_winograd_weights_arguments(
        weight: weight.constant, transformed: operands.outputs[0].pointer,
        count: Int64(weight.shape[2] * weight.shape[3])))
  }
}

extension ReferenceTensor {
  /// For square kernels `[side, side, inputs, outputs]` the product matrix · kernel · matrixᵀ of each pair of channels.
  fileprivate func transformed(by matrix: [[Double]]) -> ReferenceTensor {
    let side = shape[0], pairs = shape[2] * shape[3]
    var result: [Double] = []
    for row in matrix {
      for column in matrix {
        for pair in 0..<pairs {
          var sum = 0.0
          for i in 0..<side {
            for k in 0..<side { sum += row[i] * column[k] * scalars[(i * side + k) * pairs + pair] }
          }
          result.append(sum)
        }
      }
    }
    return ReferenceTensor([matrix.count, matrix.count, shape[2], shape[3]], result)
  }
}
