import TestSupport
import Testing

@testable import DeepTraining

@Suite("Rules for convolutions", .enabled(if: Engine.hasFusedSums, "without FMA, oneDNN convolves"))
struct ConvolutionRuleTests {
  /// A convolution, rectified and pooled, of images `[3, size, size, channels]`, and what plans make of it.
  private struct Network {
    let recorder = Recorder()
    let x: Tensor
    let sums: Tensor
    let pooled: Tensor
    let content: Tensor

    init(size: Int, channels: Int, padding: Padding = .valid, pooledWindow: Int = 2, weight: Tensor? = nil) {
      content = Tensor(normal: [3, size, size, channels], seed: 1)
      x = recorder.input("x", shape: content.shape)
      let weight = weight ?? Tensor(normal: [3, 3, channels, 32], seed: 2)
      sums = x.convolved(with: weight, padding: padding) + Tensor(normal: [32], seed: 3)
      let y = sums.relu()
      let geometry = try! WindowGeometry(
        of: Size2D(pooledWindow, pooledWindow), on: Size2D(y.shape[1], y.shape[2]),
        stride: Size2D(pooledWindow, pooledWindow), padding: .valid)
      pooled = .apply(WindowSelection(geometry: geometry), y, y)
    }

    func run(_ outputs: [Tensor], rewriting: [RewritingRule] = .predictions) -> (
      numbers: [Float], operations: [String]
    ) {
      let plan = Plan(recorder, outputs: outputs, rewriting: rewriting)
      _ = plan.input("x").update(fromContentsOf: content.floats)
      plan.run()
      return (
        outputs.indices.flatMap { Array(plan.output($0)) },
        plan.operations.map { $0.operation?.name ?? "copy" }
      )
    }
  }

  @Test(
    "a convolution, its bias, pooling and rectifying are one kernel",
    arguments: [(12, 16), (13, 48), (12, 1)],
    [Padding.valid, .same])
  func fused(size: (side: Int, channels: Int), padding: Padding) {
    let network = Network(size: size.side, channels: size.channels, padding: padding)
    let plain = network.run([network.pooled], rewriting: []), fused = network.run([network.pooled])
    #expect(
      fused.operations == [
        size.channels == 1 ? "convolution, pooled, rectified" : "convolution in tiles, pooled, rectified"
      ])
    #expect(plain.operations.count > 2)
    for (a, b) in pairs(fused.numbers, plain.numbers) { #expect(abs(a - b) < 1e-4) }
  }

  @Test("what others read is computed for them, and what pooling leaves out is not")
  func kept() {
    let network = Network(size: 12, channels: 16)
    let plain = network.run([network.sums, network.pooled], rewriting: [])
    let both = network.run([network.sums, network.pooled])
    #expect(both.operations == ["convolution in tiles", "selection of the largest", "relu"])
    for (a, b) in pairs(both.numbers, plain.numbers) { #expect(abs(a - b) < 1e-4) }
  }

  @Test("pooling over other windows comes after the convolution")
  func otherWindows() {
    let network = Network(size: 14, channels: 16, pooledWindow: 3)
    #expect(
      network.run([network.pooled]).operations == [
        "convolution in tiles", "selection of the largest", "relu",
      ])
  }

  @Test("weights that change are transformed in each run, others once")
  func changingWeights() {
    let recorder = Recorder(), variables = Variables([[3, 3, 16, 16]])
    let x = recorder.input("x", shape: [1, 6, 6, 16])
    let plan = Plan(
      recorder, outputs: [x.convolved(with: recorder.variable(0, shape: [3, 3, 16, 16]))],
      variables: variables, rewriting: .predictions)
    #expect(plan.operations.map { $0.operation!.name } == ["weights for tiles", "convolution in tiles"])
    let content = Tensor(normal: x.shape, seed: 4)
    for seed in 5..<7 {
      let weight = Tensor(normal: [3, 3, 16, 16], seed: seed)
      variables.set(0, to: weight.floats)
      _ = plan.input("x").update(fromContentsOf: content.floats)
      plan.run()
      for (a, b) in pairs(plan.output(0), content.convolved(with: weight).floats) {
        #expect(abs(a - b) < 1e-4)
      }
    }
  }

  /// The operations of a step that trains a kernel on images, and what it gives.
  private func step(side: Int, rewriting: [RewritingRule]) -> (operations: [String], numbers: [Float]) {
    let recorder = Recorder(), variables = Variables([[3, 3, 16, 32]])
    let x = recorder.input("x", shape: [2, side, side, 16])
    let weight = recorder.variable(0, shape: [3, 3, 16, 32])
    let loss = x.convolved(with: weight, padding: .same).squared().sum()
    let plan = Plan(
      recorder, outputs: gradients(of: loss, at: [x, weight]), variables: variables, rewriting: rewriting)
    variables.set(0, to: Tensor(normal: [3, 3, 16, 32], seed: 6).floats)
    _ = plan.input("x").update(fromContentsOf: Tensor(normal: x.shape, seed: 5).floats)
    plan.run()
    return (
      plan.operations.compactMap { $0.operation?.name }.filter { $0.contains("tiles") },
      [0, 1].flatMap { Array(plan.output($0)) }
    )
  }

  @Test("trainings compute all three convolutions in tiles, where that is less work")
  func trainings() {
    let plain = step(side: 6, rewriting: []), tiled = step(side: 6, rewriting: .training)
    #expect(
      tiled.operations.sorted() == [
        "convolution in tiles", "convolution in tiles", "convolution in tiles, weights",
        "weights for tiles", "weights for tiles, turned",
      ])
    for (a, b) in pairs(tiled.numbers, plain.numbers) { #expect(abs(a - b) < 1e-3 * (1 + abs(b))) }
    #expect(step(side: 1, rewriting: .training).operations == [])
  }
}
