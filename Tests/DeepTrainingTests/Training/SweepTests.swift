import Foundation
import Testing

@testable import DeepTraining

@Suite("Sweeps")
struct SweepTests {
  private let data = try! Dataset(
    inputs: [[0, 1], [1, 0], [1, 1], [0, 0]], values: [[1], [0], [1], [0]])

  private func train(_ rate: Double, _ seed: Int, validation: Dataset? = nil) throws -> History {
    let model = Model(input: [2]) { Dense(1) }
    return try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: rate), seed: seed)
      .fit(data, validation: validation, epochs: 5, batchSize: 4)
  }

  @Test("a sweep trains with each rate and each seed, in order, and the best rate has the lowest mean loss")
  func best() {
    let sweep = Sweep(rates: [0.3, 0.1, 0.01], seeds: 4...5) { rate, seed in
      [0.3: [1, 7], 0.1: [4, 2], 0.01: [5, 5]][rate]![seed - 4]
    }
    #expect(sweep.rates == [0.3, 0.1, 0.01])
    #expect(sweep.runs == [[1, 7], [4, 2], [5, 5]])
    #expect(sweep.losses == [[1, 7], [4, 2], [5, 5]])
    #expect(sweep.best == 1)
    #expect(sweep.bestRate == 0.1)
    #expect(sweep.bestLosses == [4, 2] && sweep.bestRuns == [4, 2])
  }

  @Test("there are three seeds if none are named, and runs of any kind are judged by a loss of them")
  func judged() {
    let sweep = Sweep(rates: [1, 2], loss: { -Double($0.count) }) { rate, seed in
      String(repeating: "x", count: Int(rate) * seed)
    }
    #expect(sweep.runs == [["x", "xx", "xxx"], ["xx", "xxxx", "xxxxxx"]])
    #expect(sweep.bestRuns == ["xx", "xxxx", "xxxxxx"])
    #expect(sweep.bestLosses == [-2, -4, -6])
  }

  @Test(
    "histories are judged by the last validation loss, and by the training loss where nothing was validated")
  func histories() throws {
    let validated = try Sweep(rates: [0.1]) { try train($0, $1, validation: data.prefix(1)) }
    #expect(validated.bestLosses == validated.bestRuns.map { $0.validation.loss.last! })
    let unvalidated = try Sweep(rates: [0.1], seeds: 1...1) { try train($0, $1) }
    #expect(unvalidated.bestLosses == [try train(0.1, 1).training.loss[4]])
  }

  @Test("a training that diverges has an infinite loss and is never the best")
  func divergence() throws {
    let sweep = try Sweep(rates: [1e30, 0.1], seeds: 1...2) { try train($0, $1) }
    #expect(sweep.losses[0] == [.infinity, .infinity])
    #expect(sweep.runs[0] == [nil, nil])
    #expect(sweep.best == 1)
    let lost = try Sweep(rates: [1e30], seeds: 1...2) { try train($0, $1) }
    #expect(lost.bestRuns.isEmpty && lost.bestRate == 1e30)
    #expect(Sweep(rates: [1, 2], seeds: 1...1) { rate, _ in rate == 1 ? .nan : 9 }.best == 1)
  }

  @Test("an error that is no divergence is thrown, and the trainer tells the two apart")
  func errors() throws {
    #expect { try Sweep(rates: [-1]) { try train($0, $1) } } throws: {
      ($0 as? TrainingError)?.isDivergence == false
    }
    #expect { try train(1e30, 1) } throws: { ($0 as? TrainingError)?.isDivergence == true }
  }

  @Test("the mean of numbers is their sum by their count, and not a number where there are none")
  func means() {
    #expect(mean([1, 2, 6]) == 3)
    #expect(mean([1, 2, 6].dropFirst()) == 4)
    #expect(mean([Double]()).isNaN)
  }
}
