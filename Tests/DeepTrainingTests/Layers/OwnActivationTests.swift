import Foundation
import TestSupport
import Testing

@testable import DeepTraining

/// x·tanh(softplus(x)), as a user writes an activation. D. Misra, 2019 (arXiv 1908.08681).
private struct Mish: Activation {
  let name = "mish"
  let location: DeepTraining.SourceLocation

  init(file: StaticString = #filePath, line: UInt = #line) {
    location = DeepTraining.SourceLocation(file: file, line: line)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { x * x.softplus().tanh() }
}

@Suite("An activation of one's own, made of tensor operations")
struct OwnActivationTests {
  @Test("has the derivative of its formula")
  func derivative() {
    let points = Tensor(linear: -6...6, count: 49)
    let found = gradient(at: points) { Mish()($0).sum() }
    for (x, slope) in pairs(points.scalars, found.scalars) {
      let t = tanh(log1p(exp(x)))
      #expect(abs(slope - (t + x * (1 - t * t) / (1 + exp(-x)))) < 1e-6, "at \(x)")
    }
  }

  @Test("is one kernel in a plan, and makes a network that learns")
  func training() throws {
    let recorder = Recorder()
    let plan = Plan(recorder, outputs: [Mish()(recorder.input("x", shape: [64, 32]))])
    #expect(plan.instructionCount == 1)
    let model = Model(input: [28, 28]) {
      Flatten()
      Dense(32)
      Mish()
      Dense(10)
    }
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.05), metrics: [.accuracy],
      seed: 1)
    let history = try trainer.fit(try Digits.synthetic(count: 500, seed: 2), epochs: 5, batchSize: 50)
    #expect(history.training.accuracy.last! > 0.8)
  }

  @Test("functions of one name and another number are others, in descriptions of trainings too")
  func identity() {
    #expect(UnaryFunction.leakyReLU(0.1) != .leakyReLU(0.2))
    #expect(UnaryFunction.leakyReLU(0.1) == .leakyReLU(0.1))
    #expect(UnaryFunction.leakyReLU(0.1).description == "leakyReLU(0.1)")
    #expect(
      Mirror(reflecting: UnaryFunction.elu(2)).children.map { "\($0.value)" } == ["elu", "Optional(2.0)"])
  }
}
