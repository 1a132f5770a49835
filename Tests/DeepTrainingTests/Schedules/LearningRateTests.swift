import TestSupport
import Testing

@testable import DeepTraining

@Suite("Learning rates")
struct LearningRateTests {
  private func rates(_ schedule: some LearningRateSchedule, epochs: [Int]) -> [Double] {
    epochs.map { schedule.learningRate(at: StepPosition(step: 10 * $0, epoch: $0)) }
  }

  private func expectClose(_ found: [Double], _ expected: [Double]) {
    #expect(pairs(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found), \(expected)")
  }

  @Test("a number is the same rate in every step")
  func number() {
    #expect(rates(0.5, epochs: [0, 9]) == [0.5, 0.5])
    #expect(rates(2, epochs: [0, 9]) == [2, 2])
    #expect(rates(.constant(0.1), epochs: [0, 9]) == [0.1, 0.1])
  }

  @Test("an exponential rate is multiplied by its factor after each epoch")
  func exponential() {
    expectClose(
      rates(.exponential(from: 1, factor: 0.98), epochs: [0, 1, 2]), [1, 0.98, 0.98 * 0.98])
  }

  @Test("a step rate falls after every so many epochs")
  func step() {
    expectClose(
      rates(.step(from: 1, factor: 0.1, every: 3), epochs: [0, 2, 3, 5, 6]), [1, 1, 0.1, 0.1, 0.01])
  }

  @Test("a piecewise rate changes at its boundaries")
  func piecewise() {
    let schedule = LearningRate.piecewise([1, 0.5, 0.1], boundaries: [2, 5])
    #expect(rates(schedule, epochs: [0, 1, 2, 4, 5, 9]) == [1, 1, 0.5, 0.5, 0.1, 0.1])
  }

  @Test("a polynomial rate is linear by default and stays at its end")
  func polynomial() {
    expectClose(rates(.polynomial(from: 1, over: 4), epochs: [0, 1, 2, 4, 9]), [1, 0.75, 0.5, 0, 0])
    expectClose(
      rates(.polynomial(from: 1, to: 0.2, over: 4, power: 2), epochs: [0, 2, 4]), [1, 0.4, 0.2])
  }

  @Test("a cosine rate is half way down in the middle")
  func cosine() {
    expectClose(rates(.cosine(from: 1, to: 0.2, over: 10), epochs: [0, 5, 10, 20]), [1, 0.6, 0.2, 0.2])
  }

  @Test("warm restarts begin anew, each longer by the growth")
  func warmRestarts() {
    let schedule = LearningRate.warmRestarts(from: 1, over: 2, growth: 2)
    expectClose(rates(schedule, epochs: [0, 1, 2, 4, 6, 10]), [1, 0.5, 1, 0.5, 1, 0.5])
  }

  @Test("one cycle rises to its peak and falls far below its beginning")
  func oneCycle() {
    // The values of torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10), PyTorch 2.13.
    let expected = [
      0.04, 0.52, 1, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893, 0.38874197806371075,
      0.1882583460502369, 0.04951936798652633, 4e-06,
    ]
    expectClose(
      (0..<10).map { LearningRate.oneCycle(peak: 1, over: 10).learningRate(at: StepPosition(step: $0)) },
      expected)
  }

  @Test("a warm-up reaches the rate in even steps")
  func warmUp() {
    let schedule = LearningRate.constant(1).warmedUp(over: 4)
    expectClose(
      (0..<6).map { schedule.learningRate(at: StepPosition(step: $0)) }, [0.25, 0.5, 0.75, 1, 1, 1])
  }
}
