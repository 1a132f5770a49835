import Testing

@testable import DeepTraining

@Suite("Subscripts")
struct SubscriptTests {
  private let x = Tensor((0..<24).map(Double.init), shape: [2, 3, 4])

  @Test("ranges keep an axis, numbers take it away, and axes that are not named stay whole")
  func parts() {
    #expect(x[1, 2, 0...] == Tensor([20, 21, 22, 23]))
    #expect(x[1, ...] == Tensor((12..<24).map(Double.init), shape: [3, 4]))
    #expect(x[1, 0...] == x[1, ...])
    #expect(x[0..<1] == Tensor((0..<12).map(Double.init), shape: [1, 3, 4]))
    #expect(x[0, 1..., 2...3] == Tensor([[6, 7], [10, 11]]))
    #expect(x[0, ..<2, ...0] == Tensor([[0], [4]]))
    #expect(x[0..., 1, 3] == Tensor([7, 19]))
    #expect(x[0..<2, 3...].shape == [2, 0, 4])
  }

  @Test("three dots stand for all axes before those that are named")
  func ellipsis() {
    #expect(x[..., 0] == Tensor([[0, 4, 8], [12, 16, 20]]))
    #expect(x[..., 1, 2...] == Tensor([[6, 7], [18, 19]]))
    #expect(x[...] == x)
  }

  @Test("a number for every axis gives the element")
  func element() {
    let y = 2 * x[1, 2, 3] + x[0, 0, 1]
    #expect(y == 47)
    let z = (x / x[1, 0, 0] - 0.5 * x[0, 0, 2] + 2) * x[0, 0, 1] / 12
    #expect(z.shape == x.shape)
  }

  @Test("a gradient reaches the part that was used")
  func gradients() {
    let slope = gradient(at: x) { (x: Tensor) in x[1, 1..., 0].squared().sum() }
    #expect(slope.squared().sum().scalar == 4 * (16 * 16 + 20 * 20))
    #expect(slope[1, 1, 0] == 32 && slope[1, 2, 0] == 40)
  }

  @Test("a part that is not there ends the program with the index and the shape")
  func errors() async throws {
    let beyond = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [2, 3])[0, 1..<5] })
    #expect(text(beyond).contains("index [0, 1..<5] is not in a tensor of shape [2, 3]"))
    let tooMany = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [3])[0, 1...] })
    #expect(text(tooMany).contains("is not in a tensor of shape [3]"))
    let reversed = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent],
      performing: { _ = Tensor(zeros: [3])[5...] })
    #expect(text(reversed).contains("index [5..<3] is not in a tensor of shape [3]"))
  }

  private func text(_ result: ExitTest.Result) -> String {
    String(decoding: result.standardErrorContent, as: UTF8.self)
  }
}
