import DeepTraining
import Foundation

/// Images side by side: digits, filters, mistakes.
///
/// ```swift
/// Figure(digits.prefix(10), captions: labels.map(String.init))
/// Figure(filters: weights)
/// ```
public struct Figure: Codable, Hashable, Sendable {
  /// A greyscale or RGB image.
  public struct Image: Hashable, Sendable {
    /// The caption below it; may be empty.
    public var caption: String
    /// The number of rows of pixels.
    public let height: Int
    /// The number of pixels in a row.
    public let width: Int
    /// 1 for grey, 3 for red, green and blue.
    public let channels: Int
    /// From 0 (dark) to 255 (light), in the order rows, pixels, channels.
    public fileprivate(set) var bytes: Data
  }

  /// The title above the images.
  public var title: String?
  /// The images, in rows from left to right.
  public private(set) var images: [Image]
  /// The number of images in a row; `nil` for as many as there is room for.
  public let columns: Int?
  /// The values of the pixels, unless the range of black and white is given.
  private var measured = Unrecorded<[Float]>()

  private enum CodingKeys: CodingKey { case title, images, columns }

  /// The images in a tensor.
  ///
  /// - Parameters:
  ///   - title: The title above the images; none by default.
  ///   - images: `[height, width]` for one image, `[count, height, width]` or `[count, height, width, channels]` with 1
  ///     channel (grey) or 3 (red, green, blue). Another shape traps.
  ///   - captions: The caption below each image; a count that differs from that of the images traps. None by default.
  ///   - range: The values shown as black and white. The default is 0 to 1 if all values are inside, otherwise the
  ///     lowest and the highest value of all images together, in the frames of a slider of those of all frames. A value
  ///     that is not a number is black.
  ///   - columns: The number of images in a row; as many as there is room for by default.
  public init(
    title: String? = nil, _ images: Tensor, captions: [String] = [], range: ClosedRange<Double>? = nil,
    columns: Int? = nil, file: StaticString = #file, line: UInt = #line
  ) {
    let extents = images.shape.extents
    let full =
      switch extents.count {
      case 2: [1] + extents + [1]
      case 3: extents + [1]
      default: extents
      }
    guard full.count == 4, full[3] == 1 || full[3] == 3 else {
      fatalError(
        "images have the shape [height, width], [count, height, width] or [count, height, width, 1 or 3]; found "
          + "\(images.shape)", file: file, line: line)
    }
    if !captions.isEmpty && captions.count != full[0] {
      fatalError(
        "\(captions.count) captions for \(full[0]) images; expected one for each", file: file, line: line)
    }
    if let columns, columns < 1 {
      fatalError("\(columns) images in a row show none; expected 1 or more", file: file, line: line)
    }
    let scale = Self.scale(range ?? Self.range(of: [images.floats]))
    let size = full[1] * full[2] * full[3]
    let floats = images.floats
    self.title = title
    self.columns = columns
    self.images = (0..<full[0]).map { index in
      Image(
        caption: captions.isEmpty ? "" : captions[index], height: full[1], width: full[2], channels: full[3],
        bytes: Data(floats[index * size..<(index + 1) * size].map(scale)))
    }
    if range == nil { measured.value = floats }
  }

  /// The first examples of a data set, each with its class as caption.
  ///
  /// - Parameters:
  ///   - title: The title above the images; none by default.
  ///   - examples: Inputs of shape `[height, width]` or `[height, width, channels]`, with 1 or 3 channels; others trap.
  ///   - captions: The caption below each image; by default its class, if the data set has classes.
  ///   - columns: The number of images in a row; as many as there is room for by default.
  public init(
    title: String? = nil, _ examples: Dataset, captions: [String]? = nil, columns: Int? = nil,
    file: StaticString = #file, line: UInt = #line
  ) {
    let images = Tensor(
      examples.inputs.map(Double.init), shape: Shape([examples.count] + examples.inputShape))
    self.init(
      title: title, images, captions: captions ?? examples.classLabels?.map { "\($0)" } ?? [],
      columns: columns,
      file: file, line: line)
  }

  /// The filters of a convolution, each an image.
  ///
  /// - Parameter filters: The weights, `[height, width, input channels, filters]`. With 1 or 3 input channels, all
  ///   channels are shown as grey or colour; otherwise the first channel is shown in grey.
  public init(
    title: String? = nil, filters: Tensor, captions: [String] = [], columns: Int? = nil,
    file: StaticString = #file, line: UInt = #line
  ) {
    guard filters.shape.rank == 4 else {
      fatalError(
        "filters have the shape [height, width, input channels, filters]; found \(filters.shape)", file: file,
        line: line)
    }
    let extents = filters.shape.extents
    let (inputs, channels) = (extents[2], extents[2] == 3 ? 3 : 1)
    let scalars = filters.scalars
    var images: [Double] = []
    for filter in 0..<extents[3] {
      for place in 0..<extents[0] * extents[1] {
        for channel in 0..<channels {
          images.append(scalars[(place * inputs + channel) * extents[3] + filter])
        }
      }
    }
    self.init(
      title: title, Tensor(images, shape: [extents[3], extents[0], extents[1], channels]), captions: captions,
      columns: columns, file: file, line: line)
  }

  /// The values of black and white for pixels without a given range.
  private static func range(of figures: [[Float]]) -> ClosedRange<Double> {
    let finite = figures.lazy.joined().filter(\.isFinite).map(Double.init)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    return low >= 0 && high <= 1 ? 0...1 : low...high
  }

  private static func scale(_ range: ClosedRange<Double>) -> (Float) -> UInt8 {
    let size = range.upperBound - range.lowerBound
    return { value in
      let part = size > 0 ? range.fraction(of: Double(value)) : 0.5
      return part.isNaN ? 0 : UInt8((min(max(part, 0), 1) * 255).rounded())
    }
  }
}

extension Figure.Image: Codable {
  private enum Key: CodingKey { case caption, height, width, channels, bytes }

  /// Reads an image; throws if the number of bytes does not match its size.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    caption = try container.decode(String.self, forKey: .caption)
    height = try container.decode(Int.self, forKey: .height)
    width = try container.decode(Int.self, forKey: .width)
    channels = try container.decode(Int.self, forKey: .channels)
    bytes = try container.decode(Data.self, forKey: .bytes)
    let sides = 0...DisplayLimits.pixels
    guard sides.contains(height), sides.contains(width), channels == 1 || channels == 3,
      bytes.count == height * width * channels
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .bytes, in: container,
        debugDescription:
          "\(bytes.count) bytes do not fill \(height) × \(width) pixels of \(channels) channels")
    }
  }

  fileprivate mutating func takeNumbers() -> PlotNumbers {
    defer { bytes = Data() }
    return PlotNumbers(.brightness, bytes.map(Double.init))
  }
}

extension Figure: MeasuredPlot {
  /// Black and white are the same values in all figures, except in those with a given range.
  static func onCommonScale(_ plots: [Figure]) -> [Figure] {
    let scale = scale(range(of: plots.compactMap(\.measured.value)))
    return plots.map { plot in
      guard let values = plot.measured.value else { return plot }
      var plot = plot
      var rest = values[...]
      for index in plot.images.indices {
        let count = plot.images[index].bytes.count
        plot.images[index].bytes = Data(rest.prefix(count).map(scale))
        rest = rest.dropFirst(count)
      }
      return plot
    }
  }
}

extension Figure: PlotData {
  package static let kind = "figure"

  /// The images.
  public var shown: Shown { .figure(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    for index in images.indices { images[index].caption = relabel(images[index].caption) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    images.indices.map { images[$0].takeNumbers() }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title] + images.map(\.caption))
    try DisplayExcess.check(images.count, "images of a figure", atMost: DisplayLimits.images)
    let pixels = images.reduce(0) { $0 + $1.height * $1.width }
    try DisplayExcess.check(pixels, "pixels of a figure", atMost: DisplayLimits.pixels)
  }

  package var weight: Int {
    images.reduce(bytesOfDrawing) { $0 + 1_000 + $1.height * $1.width * 12 }
  }
}

extension Shown {
  /// Images side by side.
  public static func figure(_ plot: Figure) -> Shown { .plot(ShownPlot(plot)) }
}
