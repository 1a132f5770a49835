/// The maximum under each place of a window, per channel.
///
/// Takes images `[batch, height, width, channels]`, or `[batch, height, width]` as images of one channel, and gives
/// `[batch, output height, output width, channels]`. Padding is never the maximum. If several elements are equally
/// large, the first one in row-major order gets the derivative, as in PyTorch.
public struct MaxPool2D: Layer {
  /// The size of the window.
  public let window: Size2D
  /// The distance between neighbouring places of the window, in pixels.
  public let stride: Size2D
  /// The padding around the images: none by default, so that rows and columns that do not fill a window are left out.
  public let padding: Padding
  /// The source location of the layer.
  public let location: SourceLocation

  /// A max pooling; `window` and `stride` are a number or a ``Size2D``. By default, windows are adjacent.
  public init(
    _ window: some WindowSize = 2, stride: (any WindowSize)? = nil, padding: Padding = .valid,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    self.window = window.size2D
    self.stride = stride?.size2D ?? window.size2D
    self.padding = padding
    location = SourceLocation(file: file, line: line)
  }

  /// “max pool”, in reports.
  public var name: String { "max pool" }

  /// The maxima, `[batch, output height, output width, channels]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let images = try x.asImages()
    let geometry = try WindowGeometry(of: window, on: images.imageSize, stride: stride, padding: padding)
    return .apply(WindowSelection(geometry: geometry), images, images)
  }
}

/// The mean of the elements under each place of a window, per channel.
///
/// Input and output have the shapes of ``MaxPool2D``. Padding does not count: the sum is divided by the number of
/// pixels on the image, as in TensorFlow and Keras. PyTorch divides by the window's size unless
/// `count_include_pad=False`.
public struct AveragePool2D: Layer {
  /// The size of the window.
  public let window: Size2D
  /// The distance between neighbouring places of the window, in pixels.
  public let stride: Size2D
  /// The padding around the images: none by default, so that rows and columns that do not fill a window are left out.
  public let padding: Padding
  /// The source location of the layer.
  public let location: SourceLocation

  /// An average pooling; `window` and `stride` are a number or a ``Size2D``. By default, windows are adjacent.
  public init(
    _ window: some WindowSize = 2, stride: (any WindowSize)? = nil, padding: Padding = .valid,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    self.window = window.size2D
    self.stride = stride?.size2D ?? window.size2D
    self.padding = padding
    location = SourceLocation(file: file, line: line)
  }

  /// “average pool”, in reports.
  public var name: String { "average pool" }

  /// The means, `[batch, output height, output width, channels]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let images = try x.asImages()
    let geometry = try WindowGeometry(of: window, on: images.imageSize, stride: stride, padding: padding)
    return .apply(WindowMean(geometry: geometry), images)
  }
}

/// The mean of each channel over the whole image: from `[batch, height, width, channels]` to `[batch, channels]`.
///
/// M. Lin, Q. Chen, S. Yan: Network in network, 2014 (arXiv 1312.4400), section 3.2, where it replaces the dense layers
/// at the end of a network.
public struct GlobalAveragePool: Layer {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that averages each channel.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “global average pool”, in reports.
  public var name: String { "global average pool" }

  /// The means, a vector for each image.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let images = try x.asImages()
    return try .apply(WindowMean(geometry: .whole(images.imageSize)), images).vectors()
  }
}

/// The maximum of each channel over the image: from `[batch, height, width, channels]` to `[batch, channels]`.
///
/// If several elements are equally large, the first one in row-major order gets the derivative.
public struct GlobalMaxPool: Layer {
  /// The source location of the layer.
  public let location: SourceLocation

  /// A layer that takes the maximum of each channel.
  public init(file: StaticString = #filePath, line: UInt = #line) {
    location = SourceLocation(file: file, line: line)
  }

  /// “global max pool”, in reports.
  public var name: String { "global max pool" }

  /// The maxima, a vector for each image.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    let images = try x.asImages()
    return try .apply(WindowSelection(geometry: .whole(images.imageSize)), images, images).vectors()
  }
}

extension WindowGeometry {
  /// One window, as large as the image.
  fileprivate static func whole(_ image: Size2D) throws(ShapeError) -> WindowGeometry {
    try WindowGeometry(of: image, on: image, stride: image, padding: .valid)
  }
}

extension Tensor {
  /// A vector for each image of one pixel.
  fileprivate func vectors() -> Tensor { reshaped(to: [shape[0], shape[3]]) }
}
