import TestSupport
import Testing

@testable import DeepTraining

@Suite("Tensors")
struct TensorTests {
  @Test("a number on either side of an operator keeps its side")
  func scalars() {
    let x = Tensor([1, 2, 4])
    #expect((1 - x).scalars == [0, -1, -3])
    #expect((x - 1).scalars == [0, 1, 3])
    #expect((2 / x).scalars == [2, 1, 0.5])
    #expect((x / 2).scalars == [0.5, 1, 2])
    let rate = 0.5, half: Float = 0.5
    #expect((rate * x).scalars == (half * x).scalars)
  }

  @Test("rows and columns are broadcast against a matrix")
  func broadcasting() {
    let x = Tensor([[1, 2], [3, 4]])
    #expect((x + Tensor([10, 20])).scalars == [11, 22, 13, 24])
    #expect((x * Tensor([[10], [20]])).scalars == [10, 20, 60, 80])
  }

  @Test("an element is found by its indices")
  func elements() {
    let x = Tensor((0..<24).map(Double.init), shape: [2, 3, 4])
    #expect(x[1, 2, 3] == 23)
    #expect(x[0, 1, 2] == 6)
    #expect(Tensor(5.5).scalar == 5.5)
  }

  @Test("the gradient of a sum of squares is twice the point")
  func gradientOfSquares() {
    let w = Tensor([0.5, -1])
    let (loss, gradient) = valueAndGradient(at: w) { ($0 * $0).sum() }
    #expect(loss.scalar == 1.25)
    #expect(gradient.scalars == [1, -2])
  }

  @Test("a tensor that the loss does not depend on has the gradient zero")
  func independent() {
    let (_, gradients) = valueAndGradient(at: [Tensor([1, 2]), Tensor([3])]) { $0[0].sum() }
    #expect(gradients[0].scalars == [1, 1])
    #expect(gradients[1].scalars == [0])
  }

  @Test("momentum follows its formula step by step")
  func momentum() {
    let target = Tensor([1, 2])
    var w = Tensor([0.5, -1]), v = Tensor(zerosLike: w)
    var stepped = w
    var step = Optimizer.momentum(0.9, learningRate: 0.1).stepper(for: stepped)
    for _ in 0..<20 {
      let gradient = gradient(at: w) { w in ((w - target) * (w - target)).sum() }
      v = 0.9 * v - 0.1 * gradient
      w += v
      step(&stepped, DeepTraining.gradient(at: stepped) { w in ((w - target) * (w - target)).sum() })
    }
    for (a, b) in pairs(w.scalars, stepped.scalars) { #expect(abs(a - b) < 1e-6) }
  }

  @Test("random tensors depend on their seed alone and have the moments asked for")
  func random() {
    let x = Tensor(normal: [100, 100], mean: 1, standardDeviation: 2, seed: 3)
    #expect(x == Tensor(normal: [100, 100], mean: 1, standardDeviation: 2, seed: 3))
    #expect(x != Tensor(normal: [100, 100], mean: 1, standardDeviation: 2, seed: 4))
    #expect(abs(x.mean().scalar - 1) < 5 * 2 / 100)
    #expect(abs(x.standardDeviation().scalar - 2) < 5 * 2 / (2 * 10_000.0).squareRoot())
    let u = Tensor(uniform: [1000], in: -1...1, seed: 3)
    #expect(u.min().scalar >= -1 && u.max().scalar <= 1)
  }

  @Test("shapes that do not fit end the program with both shapes in the message")
  func misfit() async throws {
    let sum = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [2, 3]) + Tensor(zeros: [4]) })
    #expect(text(sum).contains("shapes [2, 3] and [4] cannot be broadcast against each other"))
    let product = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [2, 3]).matrixProduct(Tensor(zeros: [2, 3])) })
    #expect(text(product).contains("shapes [2, 3] and [2, 3] do not fit"))
    let index = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [2, 3])[2, 0] })
    #expect(text(index).contains("index [2, 0] is not in a tensor of shape [2, 3]"))
  }

  private func text(_ result: ExitTest.Result) -> String {
    String(decoding: result.standardErrorContent, as: UTF8.self)
  }
}
