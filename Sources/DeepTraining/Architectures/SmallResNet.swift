extension Model {
  /// A small residual network: a convolution that halves the image, then blocks of two convolutions around each of which the
  /// input goes unchanged, then the mean of each channel and a dense layer.
  ///
  /// For images of 28 × 28 and the default 3 blocks of 32 channels the blocks work at 14 × 14, and there are 56 362
  /// parameters. K. He et al.: Deep Residual Learning for Image Recognition, 2015 (arXiv 1512.03385), figure 2 and section
  /// 4.2: batch normalisation after each convolution, ReLU after the sum, He's initialisation. Convolutions have no b, since
  /// the normalisation after them has one.
  ///
  /// - Parameters:
  ///   - input: The shape of an image.
  ///   - channels: How many channels all convolutions have.
  ///   - blocks: How many residual blocks there are, of two convolutions each.
  ///   - classes: How many scores there are.
  ///   - file: Where the errors of the layers point: by default where this is written.
  ///   - line: The line of that file.
  public static func smallResNet(
    input: Shape = [28, 28], channels: Int = 32, blocks: Int = 3, classes: Int = 10,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Model {
    func convolution(stride: Int = 1) -> Conv2D {
      Conv2D(
        channels, kernel: 3, stride: stride, padding: .same, initializer: .he, usesBias: false, file: file,
        line: line)
    }
    return Model(input: input) {
      convolution(stride: 2)
      BatchNorm()
      ReLU()
      for _ in 0..<max(blocks, 0) {
        Residual {
          convolution()
          BatchNorm()
          ReLU()
          convolution()
          BatchNorm()
        }
        ReLU()
      }
      GlobalAveragePool()
      Dense(classes, file: file, line: line)
    }
  }
}
