/// Reads IDX, the file format of MNIST and of datasets modelled on it, plain or gzip.
///
/// The format (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits"): two zero bytes, the type of
/// the elements, the number of dimensions, the dimensions as big-endian 32-bit numbers, the elements in row-major
/// order.
public enum IDX {
  /// Grey images of one size.
  public struct Images: Sendable, Hashable {
    /// The number of images, at least 1.
    public let count: Int
    /// The height of an image in pixels.
    public let rows: Int
    /// The width of an image in pixels.
    public let columns: Int
    /// The images one after another, each in rows from the top, with values from 0 to 255.
    public let pixels: [UInt8]
  }

  /// The images in the file at `path`.
  ///
  /// - Throws: `IDXError` if the file cannot be read, is not an IDX file of unsigned bytes with three dimensions, or
  ///   has a different length than its header says.
  public static func images(at path: String) throws -> Images {
    let (dimensions, elements) = try read(path, dimensions: 3)
    return Images(
      count: dimensions[0], rows: dimensions[1], columns: dimensions[2], pixels: elements)
  }

  /// The labels in the file at `path`.
  ///
  /// - Throws: `IDXError` if the file cannot be read, is not an IDX file of unsigned bytes with one dimension, or has
  ///   a different length than its header says.
  public static func labels(at path: String) throws -> [UInt8] {
    try read(path, dimensions: 1).elements
  }

  /// Images with their labels, the pixels scaled from 0...255 to 0...1.
  ///
  /// - Parameters:
  ///   - imagesPath: the file of images.
  ///   - labelsPath: the file of labels, one for each image.
  ///   - classCount: the number of classes; labels are below it.
  /// - Throws: `IDXError` if one of the files cannot be used or the two do not match.
  public static func dataset(images imagesPath: String, labels labelsPath: String, classCount: Int)
    throws -> Dataset
  {
    let labels = try labels(at: labelsPath)
    if let index = labels.firstIndex(where: { Int($0) >= classCount }) {
      throw IDXError(
        path: labelsPath,
        problem: .labelOutOfRange(index: index, found: Int(labels[index]), classCount: classCount))
    }
    let images = try images(at: imagesPath)
    guard images.count == labels.count else {
      throw IDXError(
        path: labelsPath, problem: .labelCount(found: labels.count, expected: images.count))
    }
    return Dataset(
      checkedShape: [images.rows, images.columns], inputs: images.pixels.map { Float($0) / 255 },
      targets: .classes(labels.map(Int32.init), count: classCount))
  }

  private static func read(
    _ path: String, dimensions rank: Int
  ) throws -> (dimensions: [Int], elements: [UInt8]) {
    func fail(_ problem: IDXError.Problem) -> IDXError { IDXError(path: path, problem: problem) }

    let file = try FileBytes(path: path)
    let magic = try file.read(4)
    guard magic == [0, 0, 8, UInt8(rank)] else {
      throw fail(.wrongMagic(found: magic, dimensions: rank))
    }
    let sizes = try file.read(4 * rank)
    let headerLength = 4 + 4 * rank
    guard file.position == headerLength else {
      throw fail(.truncated(found: file.position, expected: headerLength))
    }
    let dimensions = stride(from: 0, to: sizes.count, by: 4).map { start in
      sizes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let (count, overflow) = product(of: dimensions)
    guard !overflow, count >= 1, count <= file.limit else {
      throw fail(.wrongDimensions(found: dimensions, limit: file.limit))
    }
    let elements = try file.read(count)
    guard elements.count == count else {
      throw fail(.truncated(found: file.position, expected: headerLength + count))
    }
    // Reading up to the end makes zlib verify the checksum.
    guard try file.read(1).isEmpty else {
      throw fail(.trailingBytes(expected: headerLength + count))
    }
    return (dimensions, elements)
  }

  private static func product(of dimensions: [Int]) -> (count: Int, overflow: Bool) {
    dimensions.reduce((1, false)) { partial, dimension in
      let (count, overflow) = partial.0.multipliedReportingOverflow(by: dimension)
      return (count, partial.1 || overflow)
    }
  }
}
