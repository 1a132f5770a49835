import TestSupport
import Testing

@testable import DeepTraining

@Suite("Rules for batch normalisation")
struct NormalizationRuleTests {
  /// What a recording with a bias, a batch normalisation and the largest of each 2 × 2 gives.
  private struct Results {
    var bits: [[UInt32]] = []
    var operations: [String] = []
  }

  private func results(_ shape: Shape, rewriting: [RewritingRule], showsImages: Bool = false) -> Results {
    let recorder = Recorder(), channels = shape[3]
    let content = [
      "x": Tensor(normal: shape, seed: 1), "bias": Tensor(normal: [channels], seed: 2),
      "scale": Tensor(normal: [channels], seed: 3), "offset": Tensor(normal: [channels], seed: 4),
    ]
    let inputs = Dictionary(
      uniqueKeysWithValues: content.map { ($0, recorder.input($0, shape: $1.shape)) })
    let x = (inputs["x"]! + inputs["bias"]!).reshaped(to: [shape.count / channels, channels])
    let normalized = Tensor.apply(
      BatchNormalization(epsilon: 1e-3), [x, inputs["scale"]!, inputs["offset"]!])
    let images = normalized[0].reshaped(to: shape)
    let geometry = try! WindowGeometry(
      of: Size2D(2, 2), on: Size2D(shape[1], shape[2]), stride: Size2D(2, 2), padding: .valid)
    let pooled = Tensor.apply(WindowSelection(geometry: geometry), images, images)
    let loss = (pooled * Tensor(normal: pooled.shape, seed: 5)).sum()
    let derivatives = gradients(of: loss, at: ["x", "bias", "scale", "offset"].map { inputs[$0]! })
    let plan = Plan(
      recorder, outputs: [pooled] + normalized[1...2] + derivatives + (showsImages ? [images] : []),
      rewriting: rewriting)
    for (name, tensor) in content { _ = plan.input(name).update(fromContentsOf: tensor.floats) }
    // Equal numbers, of which the first counts.
    for place in stride(from: 0, to: shape.count, by: 3) { plan.input("x")[place] = 1 }
    plan.run()
    return Results(
      bits: (0..<plan.outputCount).map { plan.output($0).map(\.bitPattern) },
      operations: plan.operations.map(\.description))
  }

  @Test(
    "images of which only the largest of each 2 × 2 are used are not stored, and no bit changes",
    arguments: [
      [4, 6, 4, 16], [2, 4, 10, 48], [3, 4, 4, 80], [1, 4, 4, 32], [2, 28, 28, 64], [64, 14, 14, 16],
    ] as [Shape])
  func pooled(shape: Shape) {
    let plain = results(shape, rewriting: []), rewritten = results(shape, rewriting: .training)
    #expect(rewritten.bits == plain.bits)
    #expect(rewritten.operations.contains { $0.hasPrefix("batch normalisation, pooled → ") })
    #expect(rewritten.operations.contains { $0.hasPrefix("gradient of batch normalisation, pooled → ") })
    #expect(!rewritten.operations.contains { $0.hasPrefix("selection") || $0.hasPrefix("scattering") })
    #expect(!rewritten.operations.contains { $0 == "sum → [\(shape[3])]" })
  }

  @Test(
    "images that the kernel does not take are pooled by themselves; the bias has its derivative from the normalisation",
    arguments: [[3, 6, 6, 16], [4, 5, 6, 16], [4, 6, 5, 16], [4, 4, 4, 20], [1, 4, 258, 16]] as [Shape])
  func notPooled(shape: Shape) {
    let plain = results(shape, rewriting: []), rewritten = results(shape, rewriting: .training)
    #expect(rewritten.bits == plain.bits)
    #expect(rewritten.operations.contains { $0.hasPrefix("selection") })
    #expect(plain.operations.contains { $0 == "sum → [\(shape[3])]" })
    #expect(!rewritten.operations.contains { $0 == "sum → [\(shape[3])]" })
  }

  @Test("images that are looked at are stored")
  func shown() {
    let plain = results([4, 6, 4, 16], rewriting: [], showsImages: true)
    let rewritten = results([4, 6, 4, 16], rewriting: .training, showsImages: true)
    #expect(rewritten.bits == plain.bits)
    #expect(!rewritten.operations.contains { $0.hasPrefix("batch normalisation, pooled") })
  }

  @Test("pooled normalisation and its derivative agree with the reference")
  func reference() throws {
    let shape: Shape = [2, 4, 6, 16], rows: Shape = [48, 16]
    let geometry = try WindowGeometry(
      of: Size2D(2, 2), on: Size2D(4, 6), stride: Size2D(2, 2), padding: .valid)
    let images = try #require(PooledImages(shape, geometry))
    func compare(_ operation: some Operation, _ operands: [ReferenceTensor]) {
      let found = Tensor.apply(operation, operands.map { Tensor($0.scalars, shape: $0.shape) })
      for (tensor, expected) in pairs(found, operation.reference(operands, run: Run())) {
        #expect(tensor.shape == expected.shape)
        for (a, b) in pairs(tensor.scalars, expected.scalars) { #expect(abs(a - b) < 1e-4) }
      }
    }
    let operands = CheckedFunction("", [rows, [16], [16], [2, 2, 3, 16]], range: 0.5...2) { $0 }
      .operands(seed: 1)
    let normalization = BatchNormalization(epsilon: 1e-3)
    compare(
      PooledBatchNormalization(normalization: normalization, images: images), Array(operands.prefix(3)))
    let statistics = normalization.reference(Array(operands.prefix(3)), run: Run())
    compare(
      PooledBatchNormalizationGradient(normalization: BatchNormalizationGradient(), images: images),
      [operands[0], operands[1], statistics[1], statistics[3], operands[3], operands[2]])
  }
}
