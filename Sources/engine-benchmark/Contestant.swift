import CAllocationCounter
import DeepTraining
import Foundation

/// Our side of the benchmark: a workload made ready.
struct Contestant {
  private enum Work {
    case training(Trainer, Dataset)
    case inference(Network, batches: [Tensor])
  }

  private let work: Work
  private let batchSize: Int
  /// What making the trainer took, without reading files; the plan is made in the first step.
  let trainerSeconds: Double

  /// A workload with the driver's weights and examples.
  ///
  /// - Parameters:
  ///   - weights: A safetensors file with every parameter of the model.
  ///   - examples: A safetensors file with `inputs` and their `classes`.
  init(_ workload: Workload, weights: URL, examples: URL) throws {
    batchSize = workload.batch
    let network = try workload.model.network(from: weights)
    let file = try Safetensors(contentsOf: examples)
    let inputs = file["inputs"]!, classes = file["classes"]!
    if workload.isInference {
      let size = batchSize * workload.input.reduce(1, *), scalars = inputs.scalars
      let batches = stride(from: 0, to: scalars.count, by: size).map {
        Tensor(Array(scalars[$0..<$0 + size]), shape: Shape([workload.batch] + workload.input))
      }
      work = .inference(network, batches: batches)
      trainerSeconds = 0
    } else {
      let data = try Dataset(
        inputShape: workload.input, inputs: inputs.floats,
        targets: .classes(classes.floats.map { Int32($0) }, count: 10))
      let clock = ContinuousClock(), start = clock.now
      let trainer = try Trainer(
        network, loss: .softmaxCrossEntropy, optimizer: workload.optimizer.optimizer, seed: 1)
      trainerSeconds = (clock.now - start).seconds
      work = .training(trainer, data)
    }
  }

  /// The losses of steps with the first batches, one after the other; in inference, the mean square of the predictions.
  func losses(_ count: Int) throws -> [Double] {
    switch work {
    case .training(let trainer, let data):
      try (0..<count).map {
        try trainer.fit(data[$0 * batchSize..<($0 + 1) * batchSize], epochs: 1, batchSize: batchSize)
          .steps.loss[0]
      }
    case .inference(let network, let batches):
      batches.prefix(count).map { batch in
        let scores = network(batch).scalars
        return scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
      }
    }
  }

  /// Steps as a user makes them: epochs over all batches, or over fewer batches if not so many are asked for.
  ///
  /// - Returns: How many steps were made, at least as many as asked for.
  func run(_ steps: Int) throws -> Int {
    switch work {
    case .training(let trainer, let data):
      let part = data.prefix(steps * batchSize)
      let epochs = (steps * batchSize + part.count - 1) / part.count
      return try trainer.fit(part, epochs: epochs, batchSize: batchSize).steps.loss.count
    case .inference(let network, let batches):
      for step in 0..<steps { _ = network(batches[step % batches.count]) }
      return steps
    }
  }

  /// What each operation of a step takes.
  func profile(_ steps: Int) throws -> [OperationTime] {
    switch work {
    case .training(let trainer, let data): try trainer.profile(data, batchSize: batchSize, steps: steps)
    case .inference(let network, let batches): network.profile(batches[0], count: steps)
    }
  }

  /// Allocations in so many steps beyond those in one, so that what belongs to an epoch is left out.
  func allocations(_ steps: Int) throws -> (onednn: Double, others: Double) {
    func counted(_ steps: Int) throws -> (made: Int, counts: dt_allocation_counts) {
      let before = dt_count_allocations()
      let made = try run(steps)
      let after = dt_count_allocations()
      return (
        made,
        dt_allocation_counts(
          by_onednn: after.by_onednn - before.by_onednn, by_others: after.by_others - before.by_others)
      )
    }
    let few = try counted(1), many = try counted(steps)
    let difference = Double(many.made - few.made)
    return (
      Double(many.counts.by_onednn - few.counts.by_onednn) / difference,
      Double(many.counts.by_others - few.counts.by_others) / difference
    )
  }
}
