/// A convolution of images with learned kernels: at each place of the kernel, and for each filter, the sum of the
/// products of the kernel with the pixels under it, plus b.
///
/// Takes images `[batch, height, width, channels]`, or `[batch, height, width]` as images of one channel, and gives
/// `[batch, output height, output width, filters]`. The weights have the shape `[kernel height, kernel width, channels
/// / groups, filters]`, as in Keras (in PyTorch `[filters, channels / groups, height, width]`, and images have the
/// channels before the height). As in both, the kernel is not flipped. For the size of the output see ``Padding``.
///
/// Y. LeCun et al.: Gradient-based learning applied to document recognition, 1998, section II.A; for dilation F. Yu,
/// V. Koltun: Multi-scale context aggregation by dilated convolutions, 2016 (arXiv 1511.07122), equation 2.
public struct Conv2D: Layer {
  /// The number of output channels.
  public let filters: Int
  /// The size of the kernel.
  public let kernel: Size2D
  /// The distance between neighbouring places of the kernel, in pixels.
  public let stride: Size2D
  /// The padding around the images: none by default, as in Keras and PyTorch.
  public let padding: Padding
  /// The distance between the kernel's elements, in pixels; 1 means adjacent.
  public let dilation: Size2D
  /// The number of groups of channels; each filter sees one group. With as many groups as channels, the convolution is
  /// “depthwise”.
  public let groups: Int
  /// The initialisation of the weights; Glorot's by default, as in Keras. The fan-in is the number of weights that an
  /// output sees, kernel height · kernel width · channels / groups. The fan-out has the filters of a group in place of
  /// the channels, as Glorot's derivation gives for groups (Keras and PyTorch count all filters, which is the same for
  /// one group).
  public let initializer: Initializer
  /// Whether each filter has a bias b, initialised with zeros.
  public let usesBias: Bool
  /// The source location of the layer.
  public let location: SourceLocation

  /// A convolution; `kernel`, `stride` and `dilation` are a number or a ``Size2D``.
  public init(
    _ filters: Int, kernel: some WindowSize, stride: some WindowSize = 1, padding: Padding = .valid,
    dilation: some WindowSize = 1, groups: Int = 1, initializer: Initializer = .glorot, usesBias: Bool = true,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    self.filters = filters
    self.kernel = kernel.size2D
    self.stride = stride.size2D
    self.padding = padding
    self.dilation = dilation.size2D
    self.groups = groups
    self.initializer = initializer
    self.usesBias = usesBias
    location = SourceLocation(file: file, line: line)
  }

  /// “convolution”, in reports.
  public var name: String { "convolution" }

  /// The convolved batch, `[batch, output height, output width, filters]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let images = try x.asImages()
    let channels = images.shape[3]
    try requireCounts(channels: channels)
    let window = try WindowGeometry(
      "kernel", of: kernel, on: images.imageSize, stride: stride, dilation: dilation, padding: padding)
    let fans = Fans(
      input: kernel.count * channels / groups, output: kernel.count * filters / groups)
    let weight = context.parameter(
      "weight", shape: [kernel.height, kernel.width, channels / groups, filters], initializer: initializer,
      fans: fans)
    let geometry = ConvolutionGeometry(window: window, groups: groups)
    let product = Tensor.apply(Convolution(geometry: geometry), images, weight)
    guard usesBias else { return product }
    return product + context.parameter("bias", shape: [filters], initializer: .zeros, fans: fans, role: .bias)
  }

  private func requireCounts(channels: Int) throws(ShapeError) {
    guard filters > 0 else { throw ShapeError("has \(filters) filters; at least 1 is expected") }
    guard groups > 0 else { throw ShapeError("has \(groups) groups; at least 1 is expected") }
    for (count, what) in [
      (channels, "the \(channels) channels of its input"), (filters, "its \(filters) filters"),
    ]
    where count % groups != 0 {
      throw ShapeError("has \(groups) groups, which do not divide \(what)")
    }
  }
}

extension Tensor {
  /// A batch of images `[batch, height, width, channels]`; without an axis for channels, it has one channel.
  func asImages() throws(ShapeError) -> Tensor {
    switch shape.rank {
    case 4: return self
    case 3: return reshaped(to: Shape(shape.extents + [1]))
    default:
      throw ShapeError(
        "needs images, [height, width, channels] or [height, width], but each example has the shape \(shape.example)"
      )
    }
  }

  /// The height and width of a batch of images.
  var imageSize: Size2D { Size2D(shape[1], shape[2]) }
}
