import CKernels

/// A convolution of images with few channels, with max pooling over 2 × 2; the results of the convolution are never
/// stored.
struct PooledConvolution: EndedConvolution, Hashable {
  let window: WindowGeometry
  var ending = ConvolutionEnding(pools: true)

  var what: String { "convolution" }

  /// With more channels, a matrix product is faster, even though its results go through memory.
  private static let mostChannels = 4

  /// A convolution with pooling, if it is suitable.
  ///
  /// - Parameter weight: The shape of its weights.
  init?(_ convolution: Convolution, weight: Shape) {
    let window = convolution.geometry.window
    let reach = window.size.combined(window.stride, +)
    guard convolution.result == .output, convolution.geometry.groups == 1, window.dilation == Size2D(1, 1),
      weight[2] <= Self.mostChannels, weight[3].isMultiple(of: 16),
      reach.count * weight[2] <= dt_pooled_patch_limit
    else { return nil }
    self.window = window
  }

  func weightShape(inputs: Int, outputs: Int) -> Shape {
    [window.size.height, window.size.width, inputs, outputs]
  }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] { [try resultShape(of: operands)] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    [reference(operands[0], operands[1], bias: operands.count > 2 ? operands[2] : nil)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    func pair(_ size: Size2D) -> (Int64, Int64) { (Int64(size.height), Int64(size.width)) }
    instructions.append(
      dt_pooled_convolution,
      dt_pooled_convolution_arguments(
        convolution: arguments(operands), kernel: pair(window.size), stride: pair(window.stride)))
  }
}
