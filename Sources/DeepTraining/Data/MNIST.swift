import Foundation

/// The MNIST database of handwritten digits: 60,000 images for training and 10,000 for testing, 28×28, classes 0 to 9.
///
/// Kuzushiji-MNIST has files with the same names and can be read in the same way; for Fashion-MNIST see
/// ``FashionMNIST``.
public enum MNIST {
  /// Reads the four files of MNIST, the pixels scaled from 0...255 to 0...1.
  ///
  /// Each file may be plain or gzip. Its name is that of the original site (`train-images-idx3-ubyte.gz`), with or
  /// without `.gz`, or with a point in place of the hyphen before `idx`, as some decompressors write it.
  ///
  /// - Parameter folder: the path of the folder with the files.
  /// - Throws: `IDXError` if a file is missing or cannot be used, or if images and labels do not match.
  public static func load(from folder: String) throws -> (train: Dataset, test: Dataset) {
    let train = try load("train", from: folder)
    let test = try load("t10k", from: folder)
    guard test.inputShape == train.inputShape else {
      throw IDXError(
        path: try file("t10k-images", dimensions: 3, in: folder),
        problem: .imageShape(found: test.inputShape, expected: train.inputShape))
    }
    return (train, test)
  }

  private static func load(_ part: String, from folder: String) throws -> Dataset {
    try IDX.dataset(
      images: file("\(part)-images", dimensions: 3, in: folder),
      labels: file("\(part)-labels", dimensions: 1, in: folder), classCount: 10)
  }

  private static func file(_ name: String, dimensions: Int, in folder: String) throws -> String {
    let names = ["-", "."].flatMap { separator in
      ["", ".gz"].map { "\(name)\(separator)idx\(dimensions)-ubyte\($0)" }
    }
    let paths = names.map { URL(filePath: folder).appending(path: $0).relativePath }
    guard let path = paths.first(where: FileManager.default.fileExists(atPath:)) else {
      throw IDXError(path: folder, problem: .missing(names: names))
    }
    return path
  }
}
