import Testing

@testable import DeepTraining

@Suite("Layers for images")
struct ImageLayerTests {
  @Test("images go through convolution and pooling with the shapes that the text gives")
  func shapes() throws {
    let network = try Model(input: [28, 28]) {
      Conv2D(32, kernel: 3)
      ReLU()
      MaxPool2D()
      Conv2D(64, kernel: 3, stride: 2, padding: .same)
      AveragePool2D(Size2D(2, 3), stride: 2, padding: .same)
      Flatten()
      Dense(10)
    }.initialized(seed: 1)
    let results = network.activations(of: Tensor(zeros: [5, 28, 28]))
    #expect(
      results.map(\.output.shape) == [
        [5, 26, 26, 32], [5, 26, 26, 32], [5, 13, 13, 32], [5, 7, 7, 64], [5, 4, 4, 64], [5, 1024], [5, 10],
      ])
    #expect(results[2].layer == "max pool 1")
    #expect(network.parameters.map(\.name).first == "convolution 1.weight")
    #expect(
      network.parameters.map(\.tensor.shape).prefix(4) == [[3, 3, 1, 32], [32], [3, 3, 32, 64], [64]])
  }

  @Test("a kernel that picks its middle leaves an image as it is, and a shifted one moves it")
  func shift() {
    let image = Tensor([1, 2, 3, 4, 5, 6], shape: [1, 2, 3, 1])
    var taps = [Double](repeating: 0, count: 9)
    taps[4] = 1
    #expect(image.convolved(with: Tensor(taps, shape: [3, 3, 1, 1]), padding: .same) == image)
    taps = [Double](repeating: 0, count: 9)
    taps[5] = 1  // the pixel to the right
    #expect(
      image.convolved(with: Tensor(taps, shape: [3, 3, 1, 1]), padding: .same).scalars == [2, 3, 0, 5, 6, 0])
  }

  @Test("max and average pooling take what lies under the window, without the padding")
  func pooling() throws {
    let x = Tensor([1, -2, 3, -4, -5, -6, 7, -8, -9], shape: [1, 3, 3])
    func pooled(_ layer: any Layer) throws -> Tensor {
      try Model(input: [3, 3]) { layer }.initialized(seed: 1)(x)
    }
    #expect(try pooled(MaxPool2D(2)).scalars == [1])
    #expect(try pooled(MaxPool2D(2, stride: 1)).scalars == [1, 3, 7, -5])
    #expect(try pooled(MaxPool2D(2, padding: .same)).scalars == [1, 3, 7, -9])
    #expect(try pooled(AveragePool2D(2, padding: .same)).scalars == [-2.5, -1.5, -0.5, -9])
    #expect(try pooled(GlobalMaxPool()) == Tensor([[7]]))
    let mean = try pooled(GlobalAveragePool())
    #expect(mean.shape == [1, 1] && abs(mean.scalar + 23.0 / 9) < 1e-6)
    #expect(try pooled(AveragePool2D(Size2D(1, 3))).shape == [1, 3, 1, 1])
  }

  @Test("among equals the first, row by row, is the largest, and a NaN is larger than all")
  func ties() throws {
    let ones = Tensor(ones: [1, 3, 3, 1])
    let derivative = gradient(at: ones) { x in
      let geometry = try! WindowGeometry(
        of: Size2D(2, 2), on: x.imageSize, stride: Size2D(1, 1), padding: .valid)
      return Tensor.apply(WindowSelection(geometry: geometry), x, x).sum()
    }
    #expect(derivative.scalars == [1, 1, 0, 1, 1, 0, 0, 0, 0])
    let lost = try Model(input: [1, 3]) { GlobalMaxPool() }.initialized(seed: 1)(
      Tensor([5, .nan, 7], shape: [1, 1, 3]))
    #expect(lost.scalar.isNaN)
  }

  @Test("a convolution's weights begin with the variance that its fans give")
  func fans() throws {
    let expected: [(Conv2D, Double)] = [
      (Conv2D(64, kernel: Size2D(3, 5), initializer: .he), 2.0 / 480),
      (Conv2D(64, kernel: 3, groups: 4, initializer: .lecun), 1.0 / 72),
      (Conv2D(96, kernel: 3, initializer: .glorot(.normal)), 2.0 / 1152),
    ]
    for (layer, variance) in expected {
      let weight = try Model(input: [6, 6, 32]) { layer }.initialized(seed: 2).parameters[0].tensor
      // A mean of n squares of normal numbers has the deviation σ²√(2/n).
      let tolerance = 5 * variance * (2 / Double(weight.count)).squareRoot()
      #expect(abs(weight.squared().mean().scalar - variance) < tolerance, "\(layer.kernel), \(layer.groups)")
    }
  }

  @Test("numbers are reshaped in their order")
  func reshape() throws {
    let x = Tensor([[1, 2, 3, 4, 5, 6]])
    let y = try Model(input: [6]) { Reshape([3, 2]) }.initialized(seed: 1)(x)
    #expect(y == Tensor([1, 2, 3, 4, 5, 6], shape: [1, 3, 2]))
  }

  private static let misfits: [(Shape, any Layer, String)] = [
    (
      [4, 6], Conv2D(2, kernel: 5),
      "has a kernel of 5 × 5, but the image is 4 × 6; a smaller one or padding: .same is expected"
    ),
    (
      [4, 6], Conv2D(2, kernel: 3, dilation: 2),
      "has a kernel of 3 × 3, which reaches over 5 × 5 with a dilation of 2 × 2, but the image is 4 × 6; a smaller one "
        + "or padding: .same is expected"
    ),
    ([4, 6], Conv2D(2, kernel: 3, stride: 0), "has a stride of 0 × 0; at least 1 × 1 is expected"),
    (
      [4, 6], Conv2D(2, kernel: 3, dilation: Size2D(1, -1)),
      "has a dilation of 1 × -1; at least 1 × 1 is expected"
    ),
    ([4, 6], Conv2D(0, kernel: 3), "has 0 filters; at least 1 is expected"),
    ([4, 6], Conv2D(2, kernel: 3, groups: 0), "has 0 groups; at least 1 is expected"),
    (
      [4, 6, 3], Conv2D(4, kernel: 3, groups: 2),
      "has 2 groups, which do not divide the 3 channels of its input"
    ),
    ([4, 6, 4], Conv2D(3, kernel: 3, groups: 2), "has 2 groups, which do not divide its 3 filters"),
    (
      [24], Conv2D(3, kernel: 3),
      "needs images, [height, width, channels] or [height, width], but each example has the shape [24]"
    ),
    (
      [4, 6], MaxPool2D(Size2D(5, 2)),
      "has a window of 5 × 2, but the image is 4 × 6; a smaller one or padding: .same is expected"
    ),
    ([4, 6], AveragePool2D(0), "has a window of 0 × 0; at least 1 × 1 is expected"),
    (
      [4, 6], Reshape([5, 5]),
      "makes examples of shape [5, 5], which have 25 elements, of shape [4, 6], which have 24"
    ),
  ]

  @Test("a layer that does not fit its images says what it found and what it expects", arguments: misfits)
  func misfit(_ input: Shape, _ layer: any Layer, _ problem: String) throws {
    let error = #expect(throws: ModelError.self) { try Model(input: input) { layer }.initialized(seed: 1) }
    #expect(error?.problem == problem)
    #expect(error?.location == layer.location)
  }
}
