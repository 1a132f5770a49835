import CKernels

/// The steps between a convolution's sums and its stored results.
struct ConvolutionEnding: Hashable, Sendable {
  /// Whether each 2 × 2 block is reduced to its maximum; a remaining row or column at the bottom or the right is not
  /// computed.
  var pools = false
  /// Whether negative results become 0.
  var rectifies = false

  /// The windows over which maxima are taken.
  static func pooling(of image: Size2D) -> WindowGeometry? {
    try? WindowGeometry(of: Size2D(2, 2), on: image, stride: Size2D(2, 2), padding: .valid)
  }

  /// The results as stored.
  fileprivate func applied(to sums: ReferenceTensor, of image: Size2D) -> ReferenceTensor {
    var results = sums
    if pools, let pooling = Self.pooling(of: image) {
      results = WindowSelection(geometry: pooling).reference([sums, sums], run: Run())[0]
    }
    return rectifies ? Unary(.relu).reference([results], run: Run())[0] : results
  }
}

/// A convolution without groups, joined with an ending. Plans replace a convolution and the operations after it by
/// this.
///
/// Operands: images, weights, and optionally a bias for each output channel.
protocol EndedConvolution: PlanOperation {
  var window: WindowGeometry { get }
  var ending: ConvolutionEnding { get set }
  /// The name without the ending.
  var what: String { get }

  /// The shape of the weights for a number of input channels and of outputs.
  func weightShape(inputs: Int, outputs: Int) -> Shape
}

extension EndedConvolution {
  var name: String {
    what + (ending.pools ? ", pooled" : "") + (ending.rectifies ? ", rectified" : "")
  }

  /// The shape of the results.
  func resultShape(of operands: [Shape]) throws(ShapeError) -> Shape {
    let (images, weight) = (operands[0], operands[1])
    guard images.rank == 4, Size2D(images[1], images[2]) == window.image, weight.rank == 4,
      weight == weightShape(inputs: images[3], outputs: weight[3])
    else {
      throw ShapeError(
        "shapes \(images) and \(weight) do not fit a kernel of \(window.size) on \(window.image)")
    }
    let output = window.output
    return ending.pools
      ? [images[0], output.height / 2, output.width / 2, weight[3]]
      : [images[0], output.height, output.width, weight[3]]
  }

  /// The results for weights `[kernel height, kernel width, inputs, outputs]`.
  func reference(_ images: ReferenceTensor, _ weight: ReferenceTensor, bias: ReferenceTensor?)
    -> ReferenceTensor
  {
    let convolution = Convolution(geometry: ConvolutionGeometry(window: window, groups: 1))
    var sums = convolution.reference([images, weight], run: Run())[0]
    if let bias { sums = Binary(.add).reference([sums, bias], run: Run())[0] }
    return ending.applied(to: sums, of: window.output)
  }

  func arguments(_ operands: Operands) -> dt_images_convolution {
    dt_images_convolution(
      window, images: operands.inputs[0], weight: operands.inputs[1].constant,
      bias: operands.inputs.count > 2 ? operands.inputs[2].constant : nil, results: operands.outputs[0],
      ending: ending)
  }
}

extension dt_images_convolution {
  /// A convolution whose ending keeps the number of channels.
  init(
    _ window: WindowGeometry, images: Operands.Operand, weight: UnsafePointer<Float>?,
    bias: UnsafePointer<Float>?, results: Operands.Operand, ending: ConvolutionEnding
  ) {
    func pair(_ size: Size2D) -> (Int64, Int64) { (Int64(size.height), Int64(size.width)) }
    self.init(
      x: images.constant, weight: weight, bias: bias, y: results.pointer, batch: Int64(images.shape[0]),
      inputs: Int64(images.shape[3]), outputs: Int64(results.shape[3]), image: pair(window.image),
      output: pair(window.output), before: pair(window.before),
      ending: dt_convolution_ending(pools: ending.pools ? 1 : 0, rectifies: ending.rectifies ? 1 : 0))
  }
}
