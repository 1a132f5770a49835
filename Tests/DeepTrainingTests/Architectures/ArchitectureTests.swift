import Testing

@testable import DeepTraining

@Suite("Architectures")
struct ArchitectureTests {
  private static let counts: [(String, Model, Int)] = [
    ("LeNet-5", .leNet5(), 61_706),
    ("the notebook's network", .notebookCNN(dropout: 0.5), 34_826),
    ("the residual network", .smallResNet(), 56_362),
    ("the Inception net", .smallInception(), 11_182),
  ]

  @Test("an architecture has the parameters that its documentation counts", arguments: counts)
  func parameters(_ name: String, _ model: Model, _ count: Int) throws {
    let network = try model.initialized(seed: 1)
    #expect(network.parameters.reduce(0) { $0 + $1.tensor.count } == count)
    #expect(network(Tensor(zeros: [2, 28, 28])).shape == [2, 10])
  }

  @Test("images become smaller as the papers have it")
  func shapes() throws {
    func sizes(_ model: Model, _ input: Shape, of layer: String) throws -> [Shape] {
      try model.initialized(seed: 1).activations(of: Tensor(zeros: input))
        .filter { $0.layer.hasPrefix(layer) && !$0.layer.contains(".") }.map(\.output.shape.example)
    }
    #expect(try sizes(.leNet5(), [1, 28, 28], of: "average pool") == [[14, 14, 6], [5, 5, 16]])
    #expect(
      try sizes(.leNet5(input: [32, 32, 3]), [1, 32, 32, 3], of: "convolution") == [
        [32, 32, 6], [12, 12, 16],
      ])
    #expect(try sizes(.notebookCNN(dropout: 0), [1, 28, 28], of: "flatten") == [[1600]])
    #expect(
      try sizes(.smallResNet(), [1, 28, 28], of: "residual")
        == [[14, 14, 32], [14, 14, 32], [14, 14, 32]])
    #expect(try sizes(.smallInception(), [1, 28, 28], of: "inception") == [[14, 14, 32], [7, 7, 64]])
  }

  @Test("an architecture learns a few digits by heart", arguments: counts.map(\.1))
  func learns(_ model: Model) throws {
    let digits = try Digits.synthetic(count: 40, seed: 3)
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.005), metrics: [.accuracy], seed: 1)
    _ = try trainer.fit(digits, epochs: 60, batchSize: 10)
    #expect(try trainer.evaluate(digits).accuracy > 0.9)
  }

  @Test("an image that is too small is reported at the line where the architecture was asked for")
  func location() throws {
    let line = #line + 1
    let model = Model.leNet5(input: [9, 9])
    let error = #expect(throws: ModelError.self) { try model.initialized(seed: 1) }
    #expect(error?.location.line == line)
    #expect(
      error?.description
        == "convolution 2 has a kernel of 5 × 5, but the image is 4 × 4; a smaller one or padding: .same is expected"
    )
  }
}
