import CKernels

/// A 3 × 3 convolution with fewer products: tiles of 2 × 2 results are computed from 4 × 4 pixels with 16 products for
/// each pair of channels, instead of 36.
///
/// Pixels and weights are transformed so that the sums, over channels, of products of transformed numbers are the
/// transformed results. The first operand is the images, the second the transformed weights, `[4, 4, inputs, outputs]`.
///
/// Rounding errors are larger than those of sums of products: by a factor of two to three for inputs and weights of
/// random sign. They stay below 4·ε·√(9·inputs) times the largest sum of the magnitudes of the products of a result (ε
/// = 2⁻²³). They are relative to the whole tile: a result that is small compared with its neighbours is no more exact
/// than these. For the same reason, a NaN pixel makes the whole tile NaN, and an infinite pixel can do so.
///
/// A. Lavin, S. Gray: Fast Algorithms for Convolutional Neural Networks, 2015 (arXiv 1509.09308), section 4.1.
struct WinogradConvolution: EndedConvolution, Hashable {
  let window: WindowGeometry
  var ending = ConvolutionEnding()

  var what: String { "convolution in tiles" }

  /// The same as a convolution, or as its derivative with respect to its images, if it can be computed in tiles.
  ///
  /// - Parameter weight: The shape of its weights.
  init?(_ convolution: Convolution, weight: Shape) {
    guard convolution.result != .weight, Self.suits(convolution, weight: weight) else { return nil }
    let window = convolution.geometry.window
    self.window = convolution.result == .output ? window : window.turned
  }

  /// The transforms of more weights would not stay in the caches.
  private static let mostWeights = 1 << 16

  /// Whether a convolution, or a derivative of it, can be computed in tiles.
  static func suits(_ convolution: Convolution, weight: Shape) -> Bool {
    let window = convolution.geometry.window, unit = Size2D(1, 1)
    return convolution.geometry.groups == 1 && window.size == Size2D(3, 3) && window.stride == unit
      && window.dilation == unit && weight[2].isMultiple(of: 16) && weight[3].isMultiple(of: 16)
      && weight[2] * weight[3] <= mostWeights
  }

  func weightShape(inputs: Int, outputs: Int) -> Shape { [4, 4, inputs, outputs] }

  /// The results, and memory for transformed pixels.
  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let result = try resultShape(of: operands)
    return [result, [Int(dt_winograd_workspace(Int64(operands[0][3]), Int64(result[3])))]]
  }

  /// The operand holds the transform (g₀, (g₀ + g₁ + g₂)/2, (g₀ − g₁ + g₂)/2, g₂) of each row and column of a kernel,
  /// so g₁ is the second minus the third.
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

/// Weights `[3, 3, inputs, outputs]` transformed for ``WinogradConvolution``.
struct WinogradWeights: PlanOperation, Hashable {
  /// Whether they are for the derivative with respect to the images: rotated by 180°, with inputs and outputs
  /// exchanged.
  var areTurned = false

  var name: String { "weights for tiles" + (areTurned ? ", turned" : "") }

  func shapes(of operands: [Shape]) -> [Shape] {
    let (inputs, outputs) = (operands[0][2], operands[0][3])
    return [areTurned ? [4, 4, outputs, inputs] : [4, 4, inputs, outputs]]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let weight = areTurned ? operands[0].turned : operands[0]
    return [weight.transformed(by: [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let weight = operands.inputs[0]
    instructions.append(
      dt_winograd_weights,
      dt_winograd_weights_arguments(
        weight: weight.constant, transformed: operands.outputs[0].pointer, inputs: Int64(weight.shape[2]),
        outputs: Int64(weight.shape[3]), turned: areTurned ? 1 : 0))
  }
}

/// The derivative of a ``WinogradConvolution`` with respect to its weights, in the same tiles.
///
/// Operands: images, and the derivative with respect to the results. Products are added up tile by tile, in two halves.
/// Rounding errors stay below 4·ε·√(9·places) times the largest sum of the magnitudes of the products of a weight,
/// where `places` counts the whole batch (ε = 2⁻²³). A NaN pixel makes the derivatives of the whole kernel NaN.
struct WinogradWeightGradient: PlanOperation, Hashable {
  let convolution: Convolution

  var name: String { "convolution in tiles, weights" }

  /// The same as the derivative of a convolution with respect to its weights, if it can be computed in tiles.
  ///
  /// - Parameter weight: The shape of the weights.
  init?(_ convolution: Convolution, weight: Shape) {
    guard convolution.result == .weight, WinogradConvolution.suits(convolution, weight: weight) else {
      return nil
    }
    self.convolution = convolution
  }

  /// The derivatives, and memory for transformed pixels and sums.
  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try convolution.shapes(of: operands) + [[Self.room(operands)]]
  }

  private static func room(_ operands: [Shape]) -> Int {
    Int(dt_winograd_gradient_workspace(Int64(operands[0][3]), Int64(operands[1][3])))
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let room = Self.room(operands.map(\.shape))
    return convolution.reference(operands, run: run)
      + [ReferenceTensor([room], [Double](repeating: 0, count: room))]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    let images = operands.inputs[0], upstream = operands.inputs[1], window = convolution.geometry.window
    instructions.append(
      dt_winograd_gradient,
      dt_winograd_gradient_arguments(
        convolution: dt_images_convolution(
          window, images: images, weight: nil, bias: nil, results: upstream, ending: .init()),
        gradient: operands.outputs[0].pointer, workspace: operands.outputs[1].pointer))
  }
}

extension ReferenceTensor {
  /// Kernels `[side, side, inputs, outputs]` rotated by 180°, with inputs and outputs exchanged.
  fileprivate var turned: ReferenceTensor {
    let (places, inputs, outputs) = (shape[0] * shape[1], shape[2], shape[3])
    var result = ReferenceTensor([shape[0], shape[1], outputs, inputs], scalars)
    for place in 0..<places {
      for input in 0..<inputs {
        for output in 0..<outputs {
          result.scalars[((places - 1 - place) * outputs + output) * inputs + input] =
            scalars[(place * inputs + input) * outputs + output]
        }
      }
    }
    return result
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
