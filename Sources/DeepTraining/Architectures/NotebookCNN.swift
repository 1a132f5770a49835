extension Model {
  /// The course notebook's network for digits: two convolutions with max pooling, dropout, one dense layer; 34 826
  /// parameters.
  ///
  /// Weights are initialised by Glorot's method, the default of Keras, which the notebook uses.
  ///
  /// - Parameters:
  ///   - dropout: The fraction of the last 1600 features that is dropped in training.
  ///   - file: The file that errors of the layers report; by default the caller's.
  ///   - line: The line in that file.
  public static func notebookCNN(
    dropout: Double, file: StaticString = #filePath, line: UInt = #line
  ) -> Model {
    Model(input: [28, 28]) {
      Conv2D(32, kernel: 3)
      ReLU()
      MaxPool2D(2)
      Conv2D(64, kernel: 3)
      ReLU()
      MaxPool2D(2)
      Flatten()
      Dropout(dropout, file: file, line: line)
      Dense(10)
    }
  }
}
