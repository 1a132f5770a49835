import Foundation
import TestSupport
import Testing

@testable import DeepTraining

@Suite("Ensembles")
struct EnsembleTests {
  private func networks(_ count: Int) throws -> [Network] {
    let model = Model(input: [2]) { Dense(3, initializer: .normal(standardDeviation: 2)) }
    return try (0..<count).map { try model.initialized(seed: $0) }
  }

  private let inputs: [[Double]] = [[1, 2], [-1, 0.5], [0, 3], [2, -2]]
  private let classes = [0, 1, 2, 1]

  @Test("the members' probabilities are averaged, and loss and accuracy are those of the mean")
  func probabilities() throws {
    let members = try networks(3), data = try Dataset(inputs: inputs, classes: classes)
    let ensemble = try Ensemble(members)
    let found = ensemble(Tensor(inputs)).scalars
    var expected = [Double](repeating: 0, count: 12)
    for member in members {
      let scores = member(Tensor(inputs)).scalars
      for row in 0..<4 {
        let exponentials = scores[row * 3..<row * 3 + 3].map(exp)
        for column in 0..<3 {
          expected[row * 3 + column] += exponentials[column] / exponentials.reduce(0, +) / 3
        }
      }
    }
    #expect(pairs(found, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(found), \(expected)")
    let evaluation = try ensemble.evaluate(data, loss: .softmaxCrossEntropy, metrics: [.accuracy])
    let loss = classes.indices.reduce(0) { $0 - log(expected[3 * $1 + classes[$1]]) / 4 }
    let correct = classes.indices.count { row in
      let probabilities = expected[row * 3..<row * 3 + 3]
      return probabilities.firstIndex(of: probabilities.max()!)! - row * 3 == classes[row]
    }
    #expect(abs(evaluation.loss - loss) < 1e-5 && evaluation.accuracy == Double(correct) / 4)
  }

  @Test("of networks that predict numbers, the outputs are averaged")
  func outputs() throws {
    let members = try networks(2)
    let found = try Ensemble(members, combination: .outputs)(Tensor(inputs))
    let expected = 0.5 * (members[0](Tensor(inputs)) + members[1](Tensor(inputs)))
    #expect(pairs(found.scalars, expected.scalars).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("the mean's cross-entropy is at most the mean of the members'")
  func convexity() throws {
    let members = try networks(5), data = try Dataset(inputs: inputs, classes: classes)
    let own = try members.map { try $0.evaluate(data, loss: .softmaxCrossEntropy).loss }
    let together = try Ensemble(members).evaluate(data, loss: .softmaxCrossEntropy).loss
    #expect(together < own.reduce(0, +) / 5)
  }

  @Test("members that do not fit each other, or none, are refused")
  func errors() throws {
    #expect { try Ensemble([]) } throws: { "\($0)" == "an ensemble needs at least one network" }
    let other = try Model(input: [2]) { Dense(4) }.initialized(seed: 1)
    #expect {
      try Ensemble(networks(2) + [other])
    } throws: {
      "\($0)"
        == "network 3 of the ensemble maps shape [2] to [4], network 1 [2] to [3]; all should agree"
    }
  }
}
