import Testing

@testable import DeepTraining
@testable import LessonDisplay

@Suite("A search for the learning rate")
struct LearningRateValuesTests {
  @Test("is a chart over the logarithm of the rate, and says what it suggests")
  func range() {
    let found = LearningRateRange(rates: [0.1, 0.2, 0.4], losses: [3, 2, 1], smoothedLosses: [3, 2.5, 1])
      .shown
    let chart = Chart(
      x: .log("learning rate"), y: "loss", Series("batch", x: [0.1, 0.2, 0.4], y: [3, 2, 1]).points(),
      Series("smoothed", x: [0.1, 0.2, 0.4], y: [3, 2.5, 1]).style(.plainLine))
    #expect(found == .group([.chart(chart), .text("suggested learning rate 0.2")]))
    let hopeless = LearningRateRange(rates: [0.1, 0.2], losses: [1, 2], smoothedLosses: [1, 1.5]).shown
    guard case .group(let parts) = hopeless, let last = parts.last else {
      Issue.record("a group is expected, found \(hopeless)")
      return
    }
    #expect(last == .text("the loss does not fall at any of these learning rates"))
  }
}
