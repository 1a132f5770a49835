import Testing

@testable import DeepTraining

@Suite("Clipping")
struct ClippingTests {
  private func clipped(_ clipping: Clipping, _ gradient: [Double]) -> [Double] {
    var state: [Tensor] = []
    let gradient = Tensor(gradient)
    return clipping.apply(to: gradient, of: gradient, state: &state, in: .firstStep(for: gradient.shape))
      .scalars
  }

  @Test("by value, each element is kept within its bounds")
  func value() {
    #expect(clipped(.value(1), [0.5, 3, -4]) == [0.5, 1, -1])
  }

  @Test("by global norm, a long gradient gets exactly the bound as its norm and keeps its direction")
  func globalNorm() {
    #expect(clipped(.globalNorm(1), [3, 4]).elementsEqual([0.6, 0.8]) { abs($0 - $1) < 1e-7 })
    #expect(clipped(.globalNorm(10), [3, 4]) == [3, 4])
    #expect(clipped(.globalNorm(10), [0, 0]) == [0, 0])
  }

  @Test("as the text has it, a long gradient is divided by its norm, whatever the bound")
  func dividingByNorm() {
    #expect(clipped(.dividingByNorm(above: 2), [3, 4]).elementsEqual([0.6, 0.8]) { abs($0 - $1) < 1e-7 })
    #expect(clipped(.dividingByNorm(above: 10), [3, 4]) == [3, 4])
    #expect(clipped(.dividingByNorm(above: 10), [0, 0]) == [0, 0])
  }

  @Test("a trainer clips the gradient of all parameters together")
  func training() throws {
    // One example at x = 100 with target 1000: the gradient is huge, the clipped step has length η·θ.
    let data = try Dataset(inputs: [[100]], values: [[1000]])
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1, initializer: .zeros) }, loss: .meanSquaredError,
      optimizer: .sgd(learningRate: 0.5),
      clipping: .globalNorm(0.1), seed: 1)
    _ = try trainer.fit(data, epochs: 1, batchSize: 1)
    let length = trainer.network.parameters.reduce(0) { $0 + $1.tensor.scalar * $1.tensor.scalar }
      .squareRoot()
    #expect(abs(length - 0.05) < 1e-7)
  }
}
