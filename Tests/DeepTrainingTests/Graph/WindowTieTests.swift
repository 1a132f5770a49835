import Testing

@testable import DeepTraining

@Suite("Of equally large elements under a window")
struct WindowTieTests {
  @Test("the first is selected, and gets what comes from upstream", arguments: [1, 7, 16, 33])
  func first(channels: Int) throws {
    for stride in [Size2D(2, 2), Size2D(1, 1)] {
      let geometry = try WindowGeometry(
        of: Size2D(2, 2), on: Size2D(4, 6), stride: stride, padding: Padding.valid)
      // Few numbers, so that many are equal.
      let check = CheckedFunction("ties", [[3, 4, 6, channels], [3, 4, 6, channels]]) { $0 }
      var operands = check.operands(seed: 1)
      operands[0].scalars = operands[0].scalars.map { $0.rounded() }
      let tensors = operands.map { Tensor($0.scalars, shape: $0.shape) }
      let selection = WindowSelection(geometry: geometry)
      let selected = Tensor.apply(selection, tensors)[0]
      #expect(selected.scalars == selection.reference(operands, run: Run())[0].scalars)

      let scatter = WindowScatter(geometry: geometry)
      let upstream = ReferenceTensor(selected.shape, selected.scalars.indices.map { Double($0 % 5) })
      let scattered = Tensor.apply(scatter, [tensors[0], Tensor(upstream.scalars, shape: upstream.shape)])[0]
      #expect(scattered.scalars == scatter.reference([operands[0], upstream], run: Run())[0].scalars)
    }
  }

  @Test("around an image there are zeros, exactly, however large the weights")
  func zeros() throws {
    for image in [Size2D(2, 2), Size2D(5, 3)] {
      let check = EndedConvolutionTests.Case(
        batch: 1, image: image, channels: 1, kernel: Size2D(5, 5), padding: .same, hasBias: false)
      let pooled = try #require(PooledConvolution(check.convolution, weight: check.weightShape))
      let images = Tensor(repeating: 0, shape: [1, image.height, image.width, 1])
      let weights = Tensor(repeating: 0x1p120, shape: check.weightShape)
      #expect(Tensor.apply(pooled, [images, weights])[0].floats.allSatisfy { $0 == 0 })
    }
  }
}
