import TestSupport
import Testing

@testable import DeepTraining

@Suite("Predictions")
struct PredictionTests {
  @Test("for a large batch of images, taken in portions, are those for parts of it")
  func portions() throws {
    let network = try Model.notebookCNN(dropout: 0.5).initialized(seed: 1)
    let images = Tensor(normal: [130, 28, 28], seed: 2)
    let whole = network(images)
    #expect(whole.shape == [130, 10])
    for first in [0, 50, 129] {
      let part = network(.apply(Section(start: [first, 0, 0], extents: [1, 28, 28]), images))
      for (a, b) in pairs(part.scalars, whole.scalars[(10 * first)..<(10 * first + 10)]) {
        #expect(abs(a - b) < 1e-5)
      }
    }
  }

  @Test("of a network that compares examples are made for the whole batch at once")
  func whole() throws {
    let network = try Model(input: [100, 100]) { Centred() }.initialized(seed: 1)
    let images = Tensor(normal: [300, 100, 100], seed: 2)
    let mean = network(images).mean(axes: [0])
    #expect(mean.magnitude().max().scalar < 1e-5)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let keepsApart: Bool
    let function: @Sendable (Tensor) -> Tensor

    init(_ description: String, _ keepsApart: Bool, _ function: @escaping @Sendable (Tensor) -> Tensor) {
      testDescription = description
      self.keepsApart = keepsApart
      self.function = function
    }
  }

  static let cases = [
    Case("scaled by a number for each feature", true) { $0 * Tensor(normal: [6], seed: 1) },
    Case("multiplied by a matrix", true) { $0.matrixProduct(Tensor(normal: [6, 6], seed: 1)) },
    Case("with the sum over features", true) { $0 + $0.sum(axes: [1], keepingAxes: true) },
    Case("as probabilities", true) { $0.softmax() },
    Case("with the sum over examples", false) { $0 + $0.sum(axes: [0], keepingAxes: true) },
    Case("with something for each example", false) { $0 + Tensor(normal: [2, 6], seed: 1) },
    Case("transposed", false) { $0.transposed() },
    Case("put in another shape", false) { $0.reshaped(to: [6, 2]) },
    Case("as the right factor", false) { Tensor(normal: [2, 2], seed: 1).matrixProduct($0) },
  ]

  @Test("know from the operations whether examples are kept apart", arguments: cases)
  func apart(_ check: Case) {
    let recorder = Recorder()
    let x = recorder.input("x", shape: [2, 6]), y = check.function(x)
    #expect(
      recorder.graph.keepsExamplesApart(from: recorder.value(of: x), to: recorder.value(of: y))
        == check.keepsApart)
  }
}

/// Takes the batch's mean off each example.
private struct Centred: Layer {
  let name = "centred"
  let location = SourceLocation(file: #filePath, line: #line)

  func apply(_ x: Tensor, in context: LayerContext) -> Tensor { x - x.mean(axes: [0]) }
}
