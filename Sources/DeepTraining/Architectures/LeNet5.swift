extension Model {
  /// LeNet-5: two convolutions with average pooling, then three dense layers; 61 706 parameters for ten digits.
  ///
  /// Y. LeCun et al.: Gradient-based learning applied to document recognition, 1998, section II.B, as it is commonly
  /// built today: the second convolution sees all channels of the first, pooling has no parameters, tanh is not scaled,
  /// and scores for softmax replace the paper's radial basis functions. The first convolution pads images of 28 × 28 to
  /// the paper's 32 × 32.
  ///
  /// - Parameters:
  ///   - input: The shape of an image, at least 12 × 12.
  ///   - classes: The number of scores.
  ///   - file: The file that errors of the layers report; by default the caller's.
  ///   - line: The line in that file.
  public static func leNet5(
    input: Shape = [28, 28], classes: Int = 10, file: StaticString = #filePath, line: UInt = #line
  ) -> Model {
    Model(input: input) {
      Conv2D(6, kernel: 5, padding: .same, file: file, line: line)
      Tanh()
      AveragePool2D(2, file: file, line: line)
      Conv2D(16, kernel: 5, file: file, line: line)
      Tanh()
      AveragePool2D(2, file: file, line: line)
      Flatten()
      Dense(120)
      Tanh()
      Dense(84)
      Tanh()
      Dense(classes, file: file, line: line)
    }
  }
}
