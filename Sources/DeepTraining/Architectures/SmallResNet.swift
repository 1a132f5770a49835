extension Model {
  /// A small residual network: a convolution that halves the image, then blocks of two convolutions with a shortcut
  /// around them, then the mean of each channel and a dense layer.
  ///
  /// For images of 28 × 28 and the default 3 blocks of 32 channels the blocks work at 14 × 14, and there are 56 362
  /// parameters. K. He et al.: Deep Residual Learning for Image Recognition, 2015 (arXiv 1512.03385), figure 2 and
  /// section 4.2: batch normalisation after each convolution, ReLU after the sum, He's initialisation. Convolutions
  /// have no bias, since the following normalisation has one.
  ///
  /// - Parameters:
  ///   - input: The shape of an image.
  ///   - channels: The number of channels of all convolutions.
  ///   - blocks: The number of residual blocks, of two convolutions each.
  ///   - classes: The number of scores.
  ///   - file: The file that errors of the layers report; by default the caller's.
  ///   - line: The line in that file.
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
