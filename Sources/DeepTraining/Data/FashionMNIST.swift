/// Images of clothes in the format of MNIST, but harder: 60,000 for training and 10,000 for testing, 28×28, ten
/// classes.
///
/// Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms"
/// (2017).
public enum FashionMNIST {
  /// The names of the classes 0 to 9.
  public static let classNames = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]

  /// Reads the four files of Fashion-MNIST, the pixels scaled from 0...255 to 0...1.
  ///
  /// The files have the same names as those of MNIST, so they need a separate folder.
  ///
  /// - Parameter folder: the path of the folder with the files.
  /// - Throws: `IDXError`, as `MNIST.load(from:)` does.
  public static func load(from folder: String) throws -> (train: Dataset, test: Dataset) {
    try MNIST.load(from: folder)
  }
}
