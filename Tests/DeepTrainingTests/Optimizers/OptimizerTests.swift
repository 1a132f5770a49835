import TestSupport
import Testing

@testable import DeepTraining

@Suite("Optimizers")
struct OptimizerTests {
  private func steps(_ optimizer: Optimizer, _ gradients: [[Double]], from start: [Double]) -> [[Double]] {
    var w = Tensor(start)
    var step = optimizer.stepper(for: w)
    return gradients.map {
      step(&w, Tensor($0))
      return w.scalars
    }
  }

  private func expectClose(_ found: [Double], _ expected: [Double]) {
    for (a, b) in pairs(found, expected) { #expect(abs(a - b) < 1e-6, "\(found), \(expected)") }
  }

  @Test("the normalised gradient makes steps of length η, whatever the gradient's length")
  func normalisedGradient() {
    let found = steps(.normalisedGradient(learningRate: 0.5), [[3, 4], [300, 400], [0, 0]], from: [1, 1])
    expectClose(found[0], [1 - 0.3, 1 - 0.4])
    expectClose(found[1], [1 - 0.6, 1 - 0.8])
    expectClose(found[2], found[1])
  }

  @Test("Lion moves every weight by η along the sign, and decays it by ηλ")
  func lion() {
    let plain = steps(.lion(learningRate: 0.1), [[0.001, -50]], from: [1, 1])
    expectClose(plain[0], [0.9, 1.1])
    let decayed = steps(.lion(learningRate: 0.1, weightDecay: 0.5), [[0.001, -50]], from: [1, 1])
    expectClose(decayed[0], [0.85, 1.05])
  }

  @Test("with a constant momentum Nadam's first step is Adam's with the gradient counted twice")
  func nadam() {
    // m = 0.1g, so β₁m/(1 − β₁²) + 0.1g/(1 − β₁) = (0.09/0.19 + 1)g, over |g|.
    let found = steps(.nadam(learningRate: 0.1, momentumDecay: .infinity), [[2, -3]], from: [0, 0])
    let size = 0.1 * (0.09 / 0.19 + 1)
    expectClose(found[0], [-size, size])
  }

  @Test("a transform of one's own can be put before others")
  func composition() {
    struct Halve: GradientTransform {
      func apply(
        to gradient: Tensor, of weights: Tensor, state: inout [Tensor], in context: UpdateContext
      ) -> Tensor { 0.5 * gradient }
    }
    let optimizer = Optimizer.sgd(learningRate: 1).preceded(by: [Halve()])
    expectClose(steps(optimizer, [[1, 2]], from: [0, 0])[0], [-0.5, -1])
  }

  @Test(
    "every optimizer goes down a valley in a trainer's plan",
    arguments: [
      "sgd": .sgd(learningRate: 0.1), "nesterov": .nesterov(0.9, learningRate: 0.03),
      "adagrad": .adagrad(learningRate: 0.3), "adadelta": .adadelta(learningRate: 5),
      "RMSProp": .rmsProp(learningRate: 0.01), "Adam": .adam(learningRate: 0.03),
      "AMSGrad": .amsGrad(learningRate: 0.03), "AdamW": .adamW(learningRate: 0.03),
      "Nadam": .nadam(learningRate: 0.03), "AdaMax": .adaMax(learningRate: 0.03),
      "Lion": .lion(learningRate: 0.02), "Muon": .muon(learningRate: 0.02, adamRate: 1),
      "normalised gradient": .normalisedGradient(learningRate: 0.02),
    ] as [String: Optimizer])
  func training(_ name: String, _ optimizer: Optimizer) throws {
    let xs = (0..<64).map { Double($0) / 32 - 1 }
    let data = try Dataset(inputs: xs.map { [$0] }, values: xs.map { [2 * $0 - 0.5] })
    let trainer = try Trainer(
      Model(input: [1]) { Dense(1) }, loss: .meanSquaredError, optimizer: optimizer, seed: 1)
    let history = try trainer.fit(data, epochs: 60, batchSize: 16)
    #expect(history.training.loss.last! < 0.02, "\(history.training.loss.last!)")
  }
}
