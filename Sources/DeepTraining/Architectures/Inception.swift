/// An Inception block: convolutions of three sizes and a max pooling are applied to the same images, and their channels
/// are concatenated.
///
/// Takes images `[batch, height, width, channels]` and gives `[batch, height, width, filters]`, where `filters` is the
/// sum of the four branches' filters. A kernel of 1 × 1 before the larger ones and after the pooling keeps the number
/// of channels, and so the work, small; each convolution is followed by ReLU.
/// C. Szegedy et al.: Going Deeper with Convolutions, 2014 (arXiv 1409.4842), figure 2b; its table 1 calls the widths
/// #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj.
public struct Inception: Layer {
  private let branches: Parallel
  /// The source location of the layer.
  public let location: SourceLocation

  /// A block with the given numbers of filters in its branches.
  ///
  /// - Parameters:
  ///   - single: The number of 1 × 1 filters.
  ///   - three: The number of 3 × 3 filters, and of 1 × 1 filters before them.
  ///   - five: The number of 5 × 5 filters, and of 1 × 1 filters before them.
  ///   - pooled: The number of 1 × 1 filters after the max pooling.
  ///   - file: The file that errors of the layers report; by default the caller's.
  ///   - line: The line in that file.
  public init(
    single: Int, three: (reduced: Int, filters: Int), five: (reduced: Int, filters: Int), pooled: Int,
    file: StaticString = #filePath, line: UInt = #line
  ) {
    func convolution(_ filters: Int, _ kernel: Int) -> [any Layer] {
      [
        Conv2D(filters, kernel: kernel, padding: .same, initializer: .he, file: file, line: line), ReLU(),
      ]
    }
    branches = Parallel(file: file, line: line) {
      Sequential { convolution(single, 1) }
      Sequential {
        convolution(three.reduced, 1)
        convolution(three.filters, 3)
      }
      Sequential {
        convolution(five.reduced, 1)
        convolution(five.filters, 5)
      }
      Sequential {
        MaxPool2D(3, stride: 1, padding: .same)
        convolution(pooled, 1)
      }
    }
    location = SourceLocation(file: file, line: line)
  }

  /// “inception”, in reports.
  public var name: String { "inception" }

  /// The channels of the four branches, concatenated, `[batch, height, width, filters]`.
  public func apply(_ x: Tensor, in context: LayerContext) throws -> Tensor {
    try branches.apply(x.asImages(), in: context)
  }
}

extension Model {
  /// A small Inception net: a convolution, two ``Inception`` blocks with max pooling before each, the mean of each channel,
  /// dropout and a dense layer, in the order of GoogLeNet (C. Szegedy et al., 2014, table 1).
  ///
  /// For images of 28 × 28 the blocks work at 14 × 14 and 7 × 7, and there are 11 182 parameters.
  ///
  /// - Parameters:
  ///   - input: The shape of an image, at least 4 × 4.
  ///   - dropout: The fraction of the last features that is dropped in training; GoogLeNet's 0.4 by default.
  ///   - classes: The number of scores.
  ///   - file: The file that errors of the layers report; by default the caller's.
  ///   - line: The line in that file.
  public static func smallInception(
    input: Shape = [28, 28], dropout: Double = 0.4, classes: Int = 10, file: StaticString = #filePath,
    line: UInt = #line
  ) -> Model {
    Model(input: input) {
      Conv2D(16, kernel: 3, padding: .same, initializer: .he, file: file, line: line)
      ReLU()
      MaxPool2D(2, file: file, line: line)
      Inception(single: 8, three: (8, 12), five: (4, 8), pooled: 4)
      MaxPool2D(2, file: file, line: line)
      Inception(single: 16, three: (16, 24), five: (8, 16), pooled: 8)
      GlobalAveragePool()
      Dropout(dropout, file: file, line: line)
      Dense(classes, file: file, line: line)
    }
  }
}
